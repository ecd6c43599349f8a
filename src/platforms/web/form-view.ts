import type { Command } from '../../core/command.ts'
import type { Model } from '../../core/model.ts'
import { completeValue } from '../../core/options/complete-options.ts'
import { describeOptions, type OptionDescription } from '../../core/options/describe-options.ts'
import type { Form } from '../../core/platform.ts'
import { inWords } from '../../core/words/in-words.ts'
import { nativeName } from '../../core/words/native-name.ts'
import { wordTitle } from '../../core/words/word-post.ts'

type Value = string | number | boolean

/** One field of a form as the page draws it. */
export interface FormField {
  name: string
  label: string
  help: string
  kind: 'text' | 'longText' | 'number' | 'integer' | 'switch' | 'choice'
  /** With `choice` one of these must be taken; with `text` they are proposals. */
  choices: string[]
  min: number | null
  max: number | null
  required: boolean
  value: Value | null
  /** It had no value before, so it waits beneath "More settings". */
  more: boolean
}

/** A form with all that is needed to draw it. */
export interface FormView {
  command: string
  generationId: string
  title: string
  fields: FormField[]
}

/**
 * Draws a form from the options of the command it leads to: first those that have a value, then the others. The
 * id is known already, and files and lists cannot be given in a form, so these are left out.
 */
export const formView = (form: Form, commands: readonly Command[], models: readonly Model[]): FormView => {
  const { language = 'en' } = form
  const command = commands.find(({ name }) => name === form.command)
  const options = command
    ? describeOptions(command).filter(({ name, kind, many, member }) => name !== 'id' && !member && kind !== 'attachment' && !many)
    : []
  const known = new Map(options.map((option) => [option.name, option]))
  const choicesOf = (option: OptionDescription): string[] => {
    const model = form.values.model
    return completeValue(form.command, option, models, '', typeof model === 'string' ? model : undefined).map(({ label }) => label)
  }
  return {
    command: form.command,
    generationId: form.generationId,
    title: wordTitle(form),
    fields: [...new Set([...Object.keys(form.values), ...known.keys()])].map((name) => {
      const option = known.get(name)
      const value = form.values[name]
      return {
        name,
        label: labelOf(nativeName('optionName', name, language)),
        help: inWords(option?.description ?? '', language),
        kind: kindOf(option, value),
        choices: option && option.kind !== 'boolean' ? choicesOf(option) : [],
        min: option?.min ?? null,
        max: option?.max ?? null,
        required: option?.required ?? false,
        value: value ?? null,
        more: value === undefined,
      }
    }),
  }
}

const kindOf = (option: OptionDescription | undefined, value: Value | undefined): FormField['kind'] => {
  if (option?.choices || option?.completion === 'model') return 'choice'
  if (option?.kind === 'integer' || option?.kind === 'number') return option.kind
  if (option?.kind === 'boolean' || typeof value === 'boolean') return 'switch'
  if (!option && typeof value === 'number') return 'number'
  return option?.positional || (option?.maxLength ?? 0) >= 1000 ? 'longText' : 'text'
}

/** `negativePrompt` is read as "Negative prompt". */
const labelOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
