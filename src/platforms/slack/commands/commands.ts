import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../../core/command.ts'
import { rankModels } from '../../../core/fit/rank-models.ts'
import { modeFacts } from '../../../core/mode-facts.ts'
import type { Model } from '../../../core/model.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import type { Form, FormPrice } from '../../../core/platform.ts'
import { type Mode, modes, type RequestDraft } from '../../../core/request.ts'
import { priceLine, submitLabel } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { languages } from '../../../core/words/languages.ts'
import { say } from '../../../core/words/sentence.ts'
import { writeActionId } from '../action-id.ts'
import { escapeText, shorten } from '../escape.ts'
import { originSchema } from '../origin.ts'
import { type SlackFile, slackFileSchema } from '../post/files.ts'
import { fieldOf, modelActionId, modelUses, noChoice, priceActionId, valueActionId } from './fields.ts'

const titleLimit = 24
const priceBlockId = 'price'
const blocksInAForm = 100

/** What a form remembers beside its fields. Slack takes 3000 characters. */
const rememberedSchema = z.object({
  command: z.string(),
  generationId: z.string(),
  title: z.string(),
  language: z.enum(languages).catch('en'),
  place: originSchema,
  /** Files that were chosen before the form was opened. */
  files: z.array(slackFileSchema).default([]),
  /** The fields that stood full when the form was opened: empty now, they were emptied. */
  filled: z.array(z.string()).default([]),
  /** Options that are not asked for, and those that it cannot be sent without. */
  without: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  /** Slack's address of the message whose button opened it. */
  answerUrl: z.string().optional(),
  /** Files that were given to its fields when it was sent before, for Slack shows none in a field. */
  given: z.record(z.string(), z.array(slackFileSchema)).default({}),
})
export type Remembered = z.infer<typeof rememberedSchema>

export interface ModalRequest extends Omit<Remembered, 'filled' | 'without' | 'needs' | 'given'> {
  filled?: readonly string[] | undefined
  without?: readonly string[] | undefined
  needs?: readonly string[] | undefined
  given?: Remembered['given'] | undefined
  values: Record<string, string | number | boolean>
  /** What can be chosen for an option, where only this form knows it. */
  choices?: Form['choices']
  price?: FormPrice | null | undefined
}

/** A request of a mode with all that the mode needs, for the choice of a model before anything was filled in. */
const exampleOf = (mode: Mode): RequestDraft => {
  const file = { url: 'media:example', name: 'example' }
  return { mode, prompt: 'words', ...(mode.startsWith('i') ? { firstFrame: file } : {}), ...(mode.startsWith('v') ? { video: file } : {}) }
}

const defaultModel = (commandName: string, models: readonly Model[], named: unknown): Model | undefined => {
  const found = models.find(({ name }) => name === named)
  if (found) return found
  const mode = modes.find((one) => modeFacts[one].command === commandName && !modeFacts[one].upscales)
  return mode && rankModels(exampleOf(mode), models)[0]
}

/** Whether the files that were chosen before fill this option. */
const isFilled = (option: OptionDescription, files: readonly SlackFile[]): boolean =>
  option.required && files.some(({ mimetype }) => option.attachment === 'any' || !mimetype || mimetype.startsWith(`${option.attachment}/`))

/** Room is short in a form's memory. */
const brief = ({ id, name, mimetype }: SlackFile): SlackFile => ({ id, name: name?.slice(-80), mimetype })

const rank = (option: OptionDescription): number =>
  option.kind === 'attachment'
    ? option.required
      ? 0
      : 4
    : option.positional || option.name === 'prompt'
      ? 1
      : option.completion === 'model'
        ? 2
        : 3

/**
 * Draws a form from the options of the command it leads to: the file, the prompt, the model, and the settings that
 * this model has. What is known already, an id or a chosen file, is not asked for, nor a template where there is none.
 */
export const modalOf = (
  request: ModalRequest,
  commands: readonly Command[],
  models: readonly Model[],
  templates: readonly string[],
): types.ModalView => {
  const { command: commandName, values, files, language, without = [], needs = [], given = {} } = request
  const command = commands.find(({ name }) => name === commandName)
  const model = defaultModel(commandName, models, values['model'])
  const options = (command ? describeOptions(command) : [])
    .filter((option) => !((option.name === 'id' || option.member) && request.generationId !== '') && !option.button)
    .filter(({ name }) => !without.includes(name))
    .filter((option) => option.kind !== 'attachment' || !isFilled(option, files))
    .filter((option) => modelUses(option, model, models))
    .filter(({ completion }) => completion !== 'template' || templates.length > 0)
    .sort((one, other) => rank(one) - rank(other))
  const fields = options.map((option) => {
    // What only one of two must fill is looked at when the form is sent.
    const isGiven = option.name in given
    const needed = !isGiven && ((option.required && option.unless === undefined) || needs.includes(option.name))
    const keeps = isGiven || request.generationId !== ''
    const chosen = request.choices?.[option.name]
    return fieldOf(commandName, option, { value: values[option.name], needed, keeps, models, model, templates, language, chosen })
  })
  const price = priceLine(request.price, language)
  const names = [...files, ...Object.values(given).flat()].map(({ id, name }) => name || id).join(', ')
  const remembered: Remembered = {
    ...rememberedSchema.parse({ ...request, filled: undefined }),
    files: files.map(brief),
    given: Object.fromEntries(Object.entries(given).map(([name, some]) => [name, some.map(brief)])),
    filled: [...(request.filled ?? Object.keys(values))],
  }
  return {
    type: 'modal',
    callback_id: writeActionId({ what: 'form', command: commandName, argument: request.generationId }),
    private_metadata: JSON.stringify(remembered),
    title: { type: 'plain_text', text: shorten(escapeText(request.title), titleLimit), emoji: false },
    submit: { type: 'plain_text', text: shorten(submitLabel(commandName, language), titleLimit) },
    close: { type: 'plain_text', text: inWords(say('slack.close'), language) },
    blocks: [
      ...(names
        ? [{ type: 'context' as const, elements: [{ type: 'plain_text' as const, text: shorten(escapeText(names), 500), emoji: false }] }]
        : []),
      ...fields.slice(0, blocksInAForm - 2),
      ...(price
        ? [
            {
              type: 'context' as const,
              block_id: priceBlockId,
              elements: [{ type: 'plain_text' as const, text: shorten(escapeText(price), 500), emoji: false }],
            },
          ]
        : []),
    ],
  }
}

const fieldValueSchema = z.object({
  type: z.string().optional(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  files: z.array(slackFileSchema).nullish(),
})
const stateSchema = z.record(z.string(), z.record(z.string(), fieldValueSchema))
const viewSchema = z.object({ private_metadata: z.string(), state: z.object({ values: stateSchema }) })

/** A form as it was filled in. A field that was emptied has an empty value; one that always was empty has none. */
export const filledFormSchema = z.object({
  remembered: rememberedSchema,
  values: z.record(z.string(), z.string()),
  /** Files by the option they were given to. */
  files: z.record(z.string(), z.array(slackFileSchema)),
})
export type FilledForm = z.infer<typeof filledFormSchema>

/** The option that a block asks for. */
export const fieldIn = (blockId = ''): string => blockId.split(':')[0] ?? blockId

/** What stands in a field: nothing for one that is empty; a switch that was never touched is. */
const valueIn = (field: z.infer<typeof fieldValueSchema> | undefined, wasFilled: boolean): string | undefined => {
  if (field?.selected_options && field.selected_options.length > 0) return field.selected_options.map(({ value }) => value).join(' ')
  // A switch that is off says so; a list that was emptied is empty.
  if (field?.selected_options && field.type !== 'multi_static_select') return wasFilled ? 'off' : undefined
  const value = field?.selected_option?.value ?? field?.selected_conversation ?? field?.value
  return value && value !== noChoice ? value : wasFilled ? '' : undefined
}

/** Reads a form that `modalOf` drew, in this version or an earlier one, sent or still open. */
export const readModal = (view: unknown): FilledForm => {
  const { private_metadata: metadata, state } = viewSchema.parse(view)
  const remembered = rememberedSchema.parse(JSON.parse(metadata))
  const values: [string, string][] = []
  const files: [string, SlackFile[]][] = []
  for (const [block, actions] of Object.entries(state.values)) {
    const name = fieldIn(block)
    const field = actions[valueActionId] ?? actions[modelActionId] ?? actions[priceActionId]
    const value = valueIn(field, remembered.filled.includes(name))
    if (field?.files && field.files.length > 0) files.push([name, field.files])
    else if (value !== undefined) values.push([name, value])
  }
  return { remembered, values: Object.fromEntries(values), files: { ...remembered.given, ...Object.fromEntries(files) } }
}

/** Whether a slash command must ask by a form: it needs a file, which a slash command cannot carry, or words that were not given. */
export const needsForm = (options: readonly OptionDescription[], text: string): boolean => {
  const required = options.filter((option) => option.required)
  return required.some((option) => option.kind === 'attachment') || (text.trim() === '' && required.length > 0)
}
