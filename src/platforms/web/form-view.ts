import type { Command } from '../../core/command.ts'
import type { Model } from '../../core/model.ts'
import { completeValue } from '../../core/options/complete-options.ts'
import { describeOptions, type OptionDescription } from '../../core/options/describe-options.ts'
import type { Form } from '../../core/platform.ts'
import { choiceLabel, fieldLabel, priceLine, submitLabel } from '../../core/words/form-words.ts'
import { inWords } from '../../core/words/in-words.ts'
import { say } from '../../core/words/sentence.ts'
import { wordTitle } from '../../core/words/word-post.ts'
import type { AdviceView } from './advice.ts'

/** More of them are a menu. */
const radiosAtMost = 7

/** Fields whose name says all that their hint would. */
const selfEvident: ReadonlySet<string> = new Set([
  ...['prompt', 'add', 'model', 'duration', 'aspect', 'no', 'camera', 'audio', 'fps', 'takes', 'image', 'last', 'video', 'ref', 'sound'],
  ...['reason', 'words', 'budget'],
])

/** What is known already, and a link to the canvas that the page has itself. */
const notAsked: ReadonlySet<string> = new Set(['id', 'draw'])

type Value = string | number | boolean

/** One field of a form as the page draws it. */
export interface FormField {
  name: string
  label: string
  help: string
  kind: 'text' | 'longText' | 'number' | 'integer' | 'switch' | 'choice' | 'radio' | 'several' | 'file'
  /** With `choice`, and with `radio` where they are few, one of these must be taken; with `several` any of them; with `text` they are proposals. */
  choices: string[]
  /** What each of them is called. */
  choiceLabels: string[]
  /** The kind of a file, as a picker of files takes it; empty for any. */
  accept: string
  min: number | null
  max: number | null
  required: boolean
  value: Value | null
  /** It had no value before and needs none, so it waits beneath "More settings". */
  more: boolean
}

/** A form with all that is needed to draw it. */
export interface FormView {
  command: string
  generationId: string
  title: string
  /** What its button does. */
  submit: string
  /** What it would cost as it stands, in a line; null for what makes no clips. Asked for again by `POST /api/price`. */
  price: string | null
  fields: FormField[]
}

/** What a form would make as it stands. */
export interface PriceView {
  /** In a line of words; empty where nobody can tell. */
  price: string
  /** What could be asked for better in the words of its prompt; null where there is nothing. */
  advice: AdviceView | null
}

/**
 * Draws a form from the options of the command it leads to: first those that it asks for, those that have a value and the file that can be
 * replaced, then the others. Lists of what is known are asked for, lists of anything cannot be given in a form.
 */
export const formView = (form: Form, commands: readonly Command[], models: readonly Model[]): FormView => {
  const { language = 'en' } = form
  const command = commands.find(({ name }) => name === form.command)
  const options = command
    ? describeOptions(command).filter(
        ({ name, many, member, choices }) => !notAsked.has(name) && !member && (!many || choices) && !form.without?.includes(name),
      )
    : []
  const known = new Map(options.map((option) => [option.name, option]))
  const asked = (form.asks ?? []).filter((name) => known.has(name))
  const choicesOf = (option: OptionDescription): string[] => {
    const given = form.choices?.[option.name]
    if (given) return given.map(({ value }) => value)
    const model = form.values.model
    return completeValue(form.command, option, models, '', typeof model === 'string' ? model : undefined).map(({ label }) => label)
  }
  return {
    command: form.command,
    generationId: form.generationId,
    title: wordTitle(form),
    submit: submitLabel(form.command, language),
    price: command?.priced ? priceLine(form.price, language) : null,
    fields: [...new Set([...asked, ...Object.keys(form.values), ...known.keys()])].map((name) => {
      const option = known.get(name)
      const value = form.values[name]
      const isFile = option?.kind === 'attachment'
      const choices = option && option.kind !== 'boolean' && !isFile ? choicesOf(option) : []
      const isAsked = asked.includes(name)
      const keeps = isFile && !option.fresh && form.generationId !== '' && !isAsked
      const required = option?.required === true || form.needs?.includes(name) === true
      const label = fieldLabel(form.command, name, language)
      const help = inWords(keeps ? say('form.keepFile') : selfEvident.has(name) ? '' : (option?.description ?? ''), language)
      return {
        name,
        label,
        help: help === label ? '' : help,
        kind: form.choices?.[name] ? 'choice' : kindOf(option, value),
        choices,
        choiceLabels:
          form.choices?.[name]?.map(({ label }) => inWords(label, language)) ??
          choices.map((choice) => choiceLabel(option ?? { name }, choice, language)),
        accept: isFile && option.attachment !== 'any' ? [option.attachment, ...option.also].map((kind) => `${kind}/*`).join(',') : '',
        min: option?.min ?? null,
        max: option?.max ?? null,
        required,
        value: value ?? null,
        more: value === undefined && !keeps && !required && !isAsked,
      }
    }),
  }
}

const kindOf = (option: OptionDescription | undefined, value: Value | undefined): FormField['kind'] => {
  if (option?.kind === 'attachment') return 'file'
  if (option?.many && option.choices) return 'several'
  if (option?.choices && option.choices.length <= radiosAtMost) return 'radio'
  if (option?.choices || option?.completion === 'model') return 'choice'
  if (option?.kind === 'integer' || option?.kind === 'number') return option.kind
  if (option?.kind === 'boolean' || typeof value === 'boolean') return 'switch'
  if (!option && typeof value === 'number') return 'number'
  return option?.positional || (option?.maxLength ?? 0) >= 1000 ? 'longText' : 'text'
}
