import type { types } from '@slack/bolt'
import type { Model } from '../../../core/model.ts'
import { completeValue } from '../../../core/options/complete-options.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import { choiceLabel, fieldLabel } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { escapeText, shorten } from '../escape.ts'

/** The action that the choice of another model sends while a form is open. */
export const modelActionId = 'm1:model'
/** The action of the other fields that a price hangs on. */
export const priceActionId = 'm1:price'
export const valueActionId = 'value'

/** Beside the choices of a field that may stay empty, for a radio that was chosen stays so. No value of an option can be this. */
export const noChoice = '+none'

/** Slack's limits on a form: https://docs.slack.dev/reference/block-kit/block-elements */
const typedTextLimit = 3000
const optionTextLimit = 75
const optionsInAMenu = 100
const radiosAtMost = 10
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
  ['ref', (model) => model.referenceImages + model.referenceVideos + model.referenceAudios > 0],
  ['with', (model) => model.referenceImages > 0 || model.style],
  ['sound', (model) => model.audioInput],
  ['audio', (model) => model.generateAudio],
  ['strength', (model) => model.strength],
  ['camera', (model) => model.camera !== undefined],
  ['shots', (model) => model.shots !== undefined],
  ['motion', (model) => model.motion !== undefined],
  ['loop', (model) => model.loop !== false || model.lastFrame],
  ['speech', (model) => model.speech !== undefined],
  ['voice', (model) => model.speech?.voices !== undefined],
  ['style', (model) => model.style],
  ['expand', (model) => model.expandPrompt],
  ['extend', (model) => model.continues !== undefined],
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
  if (option.name === 'voice') return model?.speech?.voices ?? []
  if (option.name === 'motion') return model?.motion ?? (option.choices ?? []).map(String)
  return completeValue(commandName, option, models, '', model?.name, templates).map(({ label }) => label)
}

/** What a price hangs on, beside the model. */
const deciding = new Set(['duration', 'takes', 'resolution', 'audio', 'draft', 'template', 'extend'])

const actionOf = ({ name, completion }: OptionDescription): string =>
  completion === 'model' ? modelActionId : deciding.has(name) ? priceActionId : valueActionId

const choiceOf = (option: OptionDescription, value: string, language: Language): types.PlainTextOption => ({
  text: plain(value === noChoice ? inWords(say('form.unset'), language) : choiceLabel(option, value, language), optionTextLimit),
  value,
})

/** One of a few as radio buttons, one of many in a menu. */
const choice = (
  option: OptionDescription,
  choices: readonly string[],
  value: Value | undefined,
  { required, language }: { required: boolean; language: Language },
): types.RadioButtons | types.StaticSelect => {
  const given = value === undefined || value === '' ? undefined : String(value)
  const known = given === undefined || choices.includes(given) ? choices : [given, ...choices]
  const none = required ? [] : [noChoice]
  const isFew = option.completion !== 'model' && option.completion !== 'template' && known.length + none.length <= radiosAtMost
  const action_id = actionOf(option)
  if (isFew) {
    const options = [...known, ...none].map((one) => choiceOf(option, one, language))
    const initial = options.find((one) => one.value === (given ?? noChoice))
    return { type: 'radio_buttons', action_id, options, ...(initial ? { initial_option: initial } : {}) }
  }
  const options = known.slice(0, optionsInAMenu).map((one) => choiceOf(option, one, language))
  const initial = options.find((one) => one.value === given)
  return { type: 'static_select', action_id, options, ...(initial ? { initial_option: initial } : {}) }
}

/** Several of a few. */
const several = (
  option: OptionDescription,
  choices: readonly string[],
  value: Value | undefined,
  language: Language,
): types.MultiStaticSelect => {
  const given = String(value ?? '').split(' ')
  const options = choices.slice(0, optionsInAMenu).map((one) => choiceOf(option, one, language))
  const initial = options.filter((one) => given.includes(one.value ?? ''))
  return { type: 'multi_static_select', action_id: actionOf(option), options, ...(initial.length > 0 ? { initial_options: initial } : {}) }
}

/** One of what only the form knows. */
const menu = (chosen: readonly { value: string; label: string }[], value: Value | undefined): types.StaticSelect => {
  const options = chosen.slice(0, optionsInAMenu).map(({ value: one, label }) => ({ text: plain(label, optionTextLimit), value: one }))
  const initial = options.find((one) => one.value === value)
  return { type: 'static_select', action_id: valueActionId, options, ...(initial ? { initial_option: initial } : {}) }
}

/** Some of what is kept here under words. */
const severalKept = (names: readonly string[], value: Value | undefined): types.MultiStaticSelect => {
  const options = names.slice(0, optionsInAMenu).map((name) => ({ text: plain(`@${name}`, optionTextLimit), value: name }))
  const chosen = new Set(String(value ?? '').split(/[\s,]+/))
  const initial = options.filter((one) => chosen.has(one.value))
  return { type: 'multi_static_select', action_id: valueActionId, options, ...(initial.length > 0 ? { initial_options: initial } : {}) }
}

/** A channel of the workspace, public or private: which of them takes posts, a line that is posted there tells. */
const conversations = (option: OptionDescription, value: Value | undefined): types.ConversationsSelect => ({
  type: 'conversations_select',
  action_id: actionOf(option),
  filter: { include: ['public', 'private'], exclude_bot_users: true },
  ...(typeof value === 'string' && /^[CG][A-Z0-9]{5,20}$/.test(value) ? { initial_conversation: value } : {}),
})

const checkbox = (option: OptionDescription, value: Value | undefined, language: Language): types.Checkboxes => {
  const on: types.PlainTextOption = { text: plain(inWords(say('form.on'), language), optionTextLimit), value: 'on' }
  const isOn = value === true || value === 'on'
  return { type: 'checkboxes', action_id: actionOf(option), options: [on], ...(isOn ? { initial_options: [on] } : {}) }
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
    action_id: actionOf(option),
    ...(deciding.has(option.name) ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered' as const] } } : {}),
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

const endings = {
  image: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'heic', 'avif'],
  video: ['mp4', 'mov', 'webm', 'mkv', 'm4v'],
  audio: ['mp3', 'm4a', 'wav', 'ogg'],
} as const

const fileInput = (option: OptionDescription): types.FileInput => {
  const kinds = option.attachment === undefined || option.attachment === 'any' ? [] : [option.attachment, ...option.also]
  const filetypes = kinds.flatMap((kind) => endings[kind])
  return {
    type: 'file_input',
    action_id: valueActionId,
    max_files: option.many ? Math.min(option.maxCount ?? filesInAnInput, filesInAnInput) : 1,
    ...(filetypes.length > 0 ? { filetypes } : {}),
  }
}

const hintOf = (
  option: OptionDescription,
  value: Value | undefined,
  { keeps, language, label }: { keeps: boolean; language: Language; label: string },
): string => {
  const hints: Text[] = [keeps && option.kind === 'attachment' && !option.fresh ? say('form.keepFile') : option.description]
  if (option.kind === 'attachment') hints.push(say('slack.fileLimit'))
  if (typeof value === 'string' && value.length > typedTextLimit) hints.push(say('slack.cutHere', { characters: typedTextLimit }))
  return (
    hints
      .map((hint) => inWords(hint, language))
      // Nobody needs to read the same twice.
      .filter((hint) => hint !== '' && hint !== label)
      .join(' · ')
  )
}

export interface FieldGiven {
  value: Value | undefined
  /** Whether the form cannot be sent without it. */
  needed: boolean
  /** Whether the clip has such a file already. */
  keeps: boolean
  models: readonly Model[]
  model: Model | undefined
  templates: readonly string[]
  references: readonly string[]
  language: Language
  /** What can be chosen, where only this form knows it. */
  chosen?: readonly { value: string; label: string }[] | undefined
}

const elementOf = (commandName: string, option: OptionDescription, given: FieldGiven): types.InputBlock['element'] => {
  const { value, needed, models, model, templates, references, language } = given
  if (option.kind === 'attachment') return fileInput(option)
  if (option.kind === 'boolean') return checkbox(option, value, language)
  if (option.channel) return conversations(option, value)
  if (option.completion === 'reference' && option.many) return severalKept(references, value)
  if (given.chosen && given.chosen.length > 0) return menu(given.chosen, value)
  const choices = choicesOf(commandName, option, models, model, templates)
  const chosen = value ?? (option.completion === 'model' ? model?.name : undefined)
  if (option.many && option.choices) return several(option, choices, value, language)
  if (choices.length > 0) return choice(option, choices, chosen, { required: needed, language })
  return option.kind === 'integer' || option.kind === 'number' ? numberInput(option, model, value) : textInput(option, model, value)
}

/**
 * The field of a form for one option of a command, with the limits of the chosen model. A field of choices is named after the
 * model too, for Slack keeps the value of a field that keeps its name, and another model has other choices.
 */
export const fieldOf = (commandName: string, option: OptionDescription, given: FieldGiven): types.InputBlock => {
  const { value, needed, model, language } = given
  const label = fieldLabel(commandName, option.name, language)
  const hint = hintOf(option, value, { ...given, label })
  const element = elementOf(commandName, option, given)
  const isOfModel = element.action_id !== modelActionId && (element.type === 'static_select' || element.type === 'radio_buttons')
  return {
    type: 'input',
    block_id: `${option.name}:${isOfModel ? (model?.name ?? '') : ''}`,
    label: plain(label, 150),
    ...(hint === '' ? {} : { hint: plain(hint, 500) }),
    optional: !needed,
    ...(actionOf(option) === valueActionId ? {} : { dispatch_action: true }),
    element,
  }
}
