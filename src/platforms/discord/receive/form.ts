import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmissionComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Model } from '../../../core/model.ts'
import { completeValue } from '../../../core/options/complete-options.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import { formatOptions } from '../../../core/options/format-options.ts'
import { parseLine } from '../../../core/options/parse-line.ts'
import type { Form } from '../../../core/platform.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { nativeName } from '../../../core/words/native-name.ts'
import { say } from '../../../core/words/sentence.ts'
import { wordTitle } from '../../../core/words/word-post.ts'
import { writeCustomId } from '../custom-id.ts'
import { shorten } from '../post/escape.ts'

/** Discord's limits on a modal: https://docs.discord.com/developers/components/reference */
const fieldsAtMost = 5
const titleLimit = 45
const labelLimit = 45
const helpLimit = 100
const textLimit = 4000
const choicesAtMost = 25

/** The field for everything that has none of its own; no option can have this name. */
const moreField = '+more'
/** Asked first, for most people change only these. */
const preferred = ['prompt', 'model', 'seed', 'duration']

/** The options that a form can ask for: the id is known and with it the member, and files are not typed. */
const askable = (command: Pick<Command, 'options'>): OptionDescription[] =>
  describeOptions(command).filter(({ name, kind, member }) => name !== 'id' && !member && kind !== 'attachment')

/** Which options get a field of their own; the others are typed as flags into the last one. */
const share = (command: Pick<Command, 'options'>): { own: OptionDescription[]; more: OptionDescription[] } => {
  const options = askable(command)
  if (options.length <= fieldsAtMost && options.every(({ many }) => !many)) return { own: options, more: [] }
  const rank = ({ name }: OptionDescription): number => (preferred.indexOf(name) + preferred.length + 1) % (preferred.length + 1)
  const single = options.filter(({ many }) => !many).sort((one, other) => rank(one) - rank(other))
  const own = single.slice(0, fieldsAtMost - 1)
  return { own, more: options.filter((option) => !own.includes(option)) }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const textInput = (name: string, long: boolean, value: string, maxLength = textLimit): APITextInputComponent => ({
  type: ComponentType.TextInput,
  custom_id: name,
  style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
  required: false,
  max_length: Math.min(maxLength, textLimit),
  ...(value !== '' && { value: value.slice(0, Math.min(maxLength, textLimit)) }),
})

const fieldOf = (form: Form, option: OptionDescription, models: readonly Model[]): APILabelComponent => {
  const { language = 'en' } = form
  const value = form.values[option.name]
  const text = value === undefined ? '' : typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
  const listed = option.choices || option.completion === 'model' || option.kind === 'boolean'
  const choices = listed ? completeValue(form.command, option, models, '') : []
  const fits = choices.length > 0 && choices.length <= choicesAtMost
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: option.name,
    required: false,
    options: choices.map(({ label, detail }) => ({
      label: shorten(label, 100),
      value: label,
      ...(detail && { description: shorten(detail, 100) }),
      ...(label === text && { default: true }),
    })),
  }
  return {
    type: ComponentType.Label,
    label: shorten(capital(nativeName('optionName', option.name, language)), labelLimit),
    ...(option.description && { description: shorten(inWords(option.description, language), helpLimit) }),
    component: fits ? select : textInput(option.name, option.positional || (option.maxLength ?? 0) >= 1000, text, option.maxLength),
  }
}

/** A form as Discord's modal, with the old values in it. `files` names files that were chosen before. */
export const renderForm = (
  form: Form,
  command: Command,
  models: readonly Model[],
  files?: string,
): APIModalInteractionResponseCallbackData => {
  const { own, more } = share(command)
  const rest = Object.fromEntries(more.map(({ name }) => [name, form.values[name]]))
  return {
    custom_id: writeCustomId({ what: 'form', command: form.command, argument: form.generationId, files }),
    title: shorten(wordTitle(form), titleLimit),
    components: [
      ...own.map((option) => fieldOf(form, option, models)),
      ...(more.length > 0
        ? [
            {
              type: ComponentType.Label as const,
              label: inWords(say('discord.moreSettings'), form.language ?? 'en'),
              description: shorten(more.map(({ name }) => `--${name}`).join(' '), helpLimit),
              component: textInput(moreField, true, formatOptions(command, rest)),
            },
          ]
        : []),
    ],
  }
}

/**
 * The values that a person left in a form. Throws MoodreelError `invalid_option` when the field for more settings
 * cannot be read.
 */
export const readForm = (command: Command, components: readonly APIModalSubmissionComponent[]): Record<string, unknown> => {
  const { more } = share(command)
  const values: Record<string, unknown> = {}
  for (const label of components) {
    if (label.type !== ComponentType.Label) continue
    const { component } = label
    const text = String(('values' in component ? component.values[0] : component.value) ?? '')
    if (component.custom_id !== moreField) {
      values[component.custom_id] = text
      continue
    }
    const { words, given } = parseLine(command.name, more, text)
    if (words !== '') {
      throw new MoodreelError('invalid_option', say('discord.noFlag', { words: shorten(words, 40) }))
    }
    for (const [name, said] of given) values[name] = more.find((option) => option.name === name)?.many ? said : said[0]
  }
  return values
}
