import type { types } from '@slack/bolt'
import type { Model } from '../../../core/model.ts'
import { completeValue } from '../../../core/options/complete-options.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import { inWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { nativeName } from '../../../core/words/native-name.ts'
import { type Sentence, say, type Text } from '../../../core/words/sentence.ts'
import { escapeText, shorten } from '../escape.ts'

/** The action that the choice of another model sends while a form is open. */
export const modelActionId = 'm1:model'
export const valueActionId = 'value'

/** Slack's limits on a form: https://docs.slack.dev/reference/block-kit/block-elements */
const typedTextLimit = 3000
const optionTextLimit = 75
const optionsInAMenu = 100
const filesInAnInput = 10

type Value = string | number | boolean

const plain = (text: string, limit: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: shorten(escapeText(text), limit),
  emoji: false,
})

/** Whether a model has a use for an option; options that are not about the model always stay. */
type ModelUse = (model: Model, models: readonly Model[]) => boolean
const uses: ReadonlyMap<string, ModelUse> = new Map<string, ModelUse>([
  ['draft', ({ name }, models) => models.some(({ draftOf }) => draftOf === name)],
  ['seed', (model) => model.seed],
  ['duration', (model) => model.duration !== undefined],
  ['aspect', (model) => model.aspectRatios !== undefined],
  ['resolution', (model) => model.resolutions !== undefined],
  ['fps', (model) => model.fps !== undefined],
  ['no', (model) => model.negativePrompt],
  ['last', (model) => model.lastFrame],
  ['ref', (model) => model.referenceImages > 0],
  ['sound', (model) => model.audioInput],
  ['audio', (model) => model.generateAudio],
  ['strength', (model) => model.strength],
  ['camera', (model) => model.camera !== undefined],
  ['set', (model) => model.extras.length > 0],
])

export const modelUses = (option: OptionDescription, model: Model | undefined, models: readonly Model[]): boolean =>
  !model || (uses.get(option.name)?.(model, models) ?? true)

const choicesOf = (
  commandName: string,
  option: OptionDescription,
  models: readonly Model[],
  model: Model | undefined,
  templates: readonly string[],
): string[] => {
  const numbers = option.name === 'duration' ? model?.duration : option.name === 'fps' ? model?.fps : undefined
  if (Array.isArray(numbers)) return numbers.map(String)
  if (option.name === 'camera') return model?.camera ?? []
  return completeValue(commandName, option, models, '', model?.name, templates).map(({ label }) => label)
}

/** What a switch can be; every other choice is shown as it is typed. */
const choiceWords: ReadonlyMap<string, Sentence> = new Map([
  ['on', say('slack.on')],
  ['off', say('slack.off')],
])

const menuOption = (value: string, language: Language): types.PlainTextOption => ({
  text: plain(inWords(choiceWords.get(value) ?? value, language), optionTextLimit),
  value,
})

const menu = (choices: readonly string[], value: Value | undefined, actionId: string, language: Language): types.StaticSelect => {
  const shown = value === undefined || choices.includes(String(value)) ? choices : [String(value), ...choices]
  const options = shown.slice(0, optionsInAMenu).map((choice) => menuOption(choice, language))
  const initial = options.find((option) => option.value === (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value ?? '')))
  return { type: 'static_select', action_id: actionId, options, ...(initial ? { initial_option: initial } : {}) }
}

const numberInput = (option: OptionDescription, model: Model | undefined, value: Value | undefined): types.NumberInput => {
  const range = option.name === 'duration' ? model?.duration : option.name === 'fps' ? model?.fps : undefined
  const wanted = range && !Array.isArray(range) ? range : option
  // Slack opens no form whose value lies outside of its limits; what was typed is judged when it is sent.
  const isOutside =
    Number(value ?? 0) !== 0 &&
    (Number(value) < (wanted.min ?? Number.NEGATIVE_INFINITY) || Number(value) > (wanted.max ?? Number.POSITIVE_INFINITY))
  const limits: { min?: number | undefined; max?: number | undefined } = isOutside ? {} : wanted
  return {
    type: 'number_input',
    action_id: valueActionId,
    is_decimal_allowed: option.kind === 'number',
    ...(limits.min === undefined ? {} : { min_value: String(limits.min) }),
    ...(limits.max === undefined ? {} : { max_value: String(limits.max) }),
    ...(value === undefined || value === '' ? {} : { initial_value: String(value) }),
  }
}

const isPrompt = ({ positional, name }: OptionDescription): boolean => positional || name === 'prompt'

const textInput = (option: OptionDescription, model: Model | undefined, value: Value | undefined): types.PlainTextInput => {
  const limit = Math.min(option.maxLength ?? typedTextLimit, isPrompt(option) ? (model?.promptMaxLength ?? typedTextLimit) : typedTextLimit)
  return {
    type: 'plain_text_input',
    action_id: valueActionId,
    multiline: isPrompt(option) || limit >= 1000,
    max_length: Math.min(limit, typedTextLimit),
    ...(value === undefined || value === '' ? {} : { initial_value: shorten(String(value), Math.min(limit, typedTextLimit)) }),
  }
}

const endings: Record<string, string[]> = {
  image: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'avif'],
  video: ['mp4', 'mov', 'webm', 'mkv', 'm4v'],
  audio: ['mp3', 'm4a', 'wav', 'ogg'],
}

const fileInput = (option: OptionDescription): types.FileInput => {
  const filetypes = endings[option.attachment ?? 'any']
  return {
    type: 'file_input',
    action_id: valueActionId,
    max_files: option.many ? Math.min(option.maxCount ?? filesInAnInput, filesInAnInput) : 1,
    ...(filetypes ? { filetypes } : {}),
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const hintOf = (option: OptionDescription, value: Value | undefined, language: Language): string => {
  const hints: Text[] = [option.description]
  if (option.kind === 'attachment') hints.push(say('slack.fileLimit'))
  if (typeof value === 'string' && value.length > typedTextLimit) hints.push(say('slack.cutHere', { characters: typedTextLimit }))
  return hints
    .map((hint) => inWords(hint, language))
    .filter((hint) => hint !== '')
    .join(' · ')
}

/**
 * The field of a form for one option of a command, with the limits of the chosen model. A menu is named after the
 * model too, for Slack keeps the value of a field that keeps its name, and another model has other choices.
 */
export const fieldOf = (
  commandName: string,
  option: OptionDescription,
  given: { value: Value | undefined; models: readonly Model[]; model: Model | undefined; templates: readonly string[]; language: Language },
): types.InputBlock => {
  const { value, models, model, templates, language } = given
  const isModel = option.completion === 'model'
  const hint = hintOf(option, value, language)
  const choices = option.kind === 'attachment' ? [] : choicesOf(commandName, option, models, model, templates)
  const element =
    option.kind === 'attachment'
      ? fileInput(option)
      : choices.length > 0
        ? menu(choices, value ?? (isModel ? model?.name : undefined), isModel ? modelActionId : valueActionId, language)
        : option.kind === 'integer' || option.kind === 'number'
          ? numberInput(option, model, value)
          : textInput(option, model, value)
  return {
    type: 'input',
    block_id: `${option.name}:${!isModel && choices.length > 0 ? (model?.name ?? '') : ''}`,
    label: plain(capital(nativeName('optionName', option.name, language)), 150),
    ...(hint === '' ? {} : { hint: plain(hint, 500) }),
    // What only one of two must fill is looked at when the form is sent.
    optional: !option.required || option.unless !== undefined,
    ...(isModel ? { dispatch_action: true } : {}),
    element,
  }
}
