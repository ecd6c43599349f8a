import type { APIModalInteractionResponseCallbackData } from 'discord.js'
import type { Command } from '../../../core/command.ts'
import type { Model } from '../../../core/model.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import { formatOptions } from '../../../core/options/format-options.ts'
import type { Form } from '../../../core/platform.ts'
import { priceLine } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { say } from '../../../core/words/sentence.ts'
import { wordTitle } from '../../../core/words/word-post.ts'
import { writeCustomId } from '../custom-id.ts'
import { shorten } from '../post/escape.ts'
import { boxesAtMost, fieldOf, labelled, textInput } from './form-fields.ts'

/** Discord's limits on a modal: https://docs.discord.com/developers/components/reference */
export const fieldsAtMost = 5
const titleLimit = 45
/** What is typed into the field for the others, by the example of one or two of them. */
const exampleOf = (more: readonly OptionDescription[]): string => {
  const best = more.filter(({ example, name }) => example !== undefined && shownFirst.includes(name))
  const some = best.length > 0 ? best : more.filter(({ example }) => example !== undefined)
  return some
    .slice(0, 2)
    .map(({ name, example }) => `--${name} ${example}`)
    .join(' ')
}
const shownFirst = ['no', 'fps']

/** The field for everything that has none of its own; no option can have this name. */
export const moreField = '+more'
/** Asked first, for most people change only these. */
const preferred = ['prompt', 'image', 'video', 'model', 'ends', 'duration', 'seed']
/** A price stands with the first of these that is asked for: nothing in a modal changes while somebody types. */
const deciding = ['duration', 'model', 'prompt']

const isFile = ({ kind }: OptionDescription): boolean => kind === 'attachment'

/** The options that a form can ask for: the clip is known and with it the member, and a chosen file need not be chosen again. */
const askable = (form: Form, command: Pick<Command, 'options'>, hasFile: boolean): OptionDescription[] =>
  describeOptions(command).filter(
    (option) =>
      !(option.name === 'id' || option.member || option.button || form.without?.includes(option.name)) &&
      !(isFile(option) && option.required && hasFile),
  )

/** Which options get a field of their own; the others are typed as flags into the last one, but for files. */
const share = (
  options: OptionDescription[],
  { values, asks = preferred }: Form,
): { own: OptionDescription[]; more: OptionDescription[] } => {
  const hasField = (option: OptionDescription): boolean =>
    !option.many || isFile(option) || (option.choices?.length ?? boxesAtMost + 1) <= boxesAtMost
  if (options.length <= fieldsAtMost && options.every(hasField)) return { own: options, more: [] }
  const rank = (option: OptionDescription): number => {
    const at = asks.indexOf(option.name)
    // A clip in shots has no other words.
    if (option.name === 'shots' && values['shots'] !== undefined) return 0
    return at === -1 ? asks.length + (isFile(option) ? 1 : 0) : at
  }
  const own = options
    .filter(hasField)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, fieldsAtMost - 1)
  return { own, more: options.filter((option) => !own.includes(option) && !isFile(option)) }
}

/** What a form remembers of what came before it. */
export interface Opened {
  /** Names what was kept: a file that was chosen before, or the form as it was sent the last time. */
  kept?: string | undefined
  /** Whether the file that the command needs is among it. */
  hasFile?: boolean | undefined
  /** What stood in the field for more options. */
  more?: string | undefined
}

/** A form as Discord's modal, with the old values in it. */
export const renderForm = (
  form: Form,
  command: Command,
  models: readonly Model[],
  { kept, hasFile = false, more: typed }: Opened = {},
): APIModalInteractionResponseCallbackData => {
  const { language = 'en', values } = form
  const { own, more } = share(askable(form, command, hasFile), form)
  const priced = deciding.find((name) => own.some((option) => option.name === name))
  const price = priceLine(form.price, language)
  const text = typed ?? formatOptions(command, Object.fromEntries(more.map(({ name }) => [name, values[name]])))
  const flags = more.map(({ name }) => `--${name}`).join(' ')
  return {
    custom_id: writeCustomId({ what: 'form', command: form.command, argument: form.generationId, files: kept }),
    title: shorten(wordTitle(form), titleLimit),
    components: [
      ...own.map((option) => fieldOf(form, option, models, option.name === priced ? price : '')),
      ...(more.length > 0
        ? [
            labelled(
              inWords(say('form.moreOptions'), language),
              flags,
              textInput(moreField, { value: text, long: true, example: exampleOf(more) }),
            ),
          ]
        : []),
    ],
  }
}
