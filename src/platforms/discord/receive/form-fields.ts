import {
  type APIChannelSelectComponent,
  type APICheckboxComponent,
  type APICheckboxGroupComponent,
  type APIComponentInLabel,
  type APIFileUploadComponent,
  type APILabelComponent,
  type APIRadioGroupComponent,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js'
import type { Model } from '../../../core/model.ts'
import { completeValue } from '../../../core/options/complete-options.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import type { Form } from '../../../core/platform.ts'
import { choiceLabel, fieldLabel } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { say } from '../../../core/words/sentence.ts'
import { shorten } from '../post/escape.ts'
import { textChannels } from '../text-channels.ts'

/** Discord's limits on a modal: https://docs.discord.com/developers/components/reference */
const labelLimit = 45
const helpLimit = 100
const choiceLimit = 100
const textLimit = 4000
const radiosAtMost = 10
/** A group of checkboxes has as many as radio buttons. */
export const boxesAtMost = radiosAtMost
const choicesAtMost = 25
const filesAtMost = 10

/** Beside the choices of a field that may stay empty, for a radio that was chosen stays so. No value of an option can be this. */
export const noChoice = '+none'
/** Ends the id of a switch that nobody had set: off is what it was, and says nothing. */
export const unsetSwitch = '?'

/** A label with a field in it. */
export const labelled = (label: string, help: string, component: APIComponentInLabel): APILabelComponent => ({
  type: ComponentType.Label,
  label: shorten(label, labelLimit),
  ...(help !== '' && { description: shorten(help, helpLimit) }),
  component,
})

export const textInput = (
  name: string,
  { value = '', long = false, required = false, maxLength = textLimit, example = '' },
): APITextInputComponent => {
  const max_length = Math.min(maxLength, textLimit)
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length,
    ...(value !== '' && { value: value.slice(0, max_length) }),
    ...(example !== '' && { placeholder: shorten(example, helpLimit) }),
  }
}

const fileUpload = (option: OptionDescription, required: boolean): APIFileUploadComponent => ({
  type: ComponentType.FileUpload,
  custom_id: option.name,
  required,
  min_values: required ? 1 : 0,
  max_values: option.many ? Math.min(option.maxCount ?? filesAtMost, filesAtMost) : 1,
  ...(option.attachment && option.attachment !== 'any' && { file_types: [option.attachment, ...option.also] }),
})

const checkbox = ({ name }: OptionDescription, value: unknown): APICheckboxComponent => ({
  type: ComponentType.Checkbox,
  custom_id: value === undefined ? `${name}${unsetSwitch}` : name,
  ...(value === true && { default: true }),
})

const idPattern = /^\d{1,20}$/

const channelSelect = (name: string, value: string, required: boolean): APIChannelSelectComponent => ({
  type: ComponentType.ChannelSelect,
  custom_id: name,
  channel_types: [...textChannels],
  required,
  ...(idPattern.test(value) && { default_values: [{ id: value, type: SelectMenuDefaultValueType.Channel }] }),
})

const roleSelect = (name: string, value: string, required: boolean): APIRoleSelectComponent => ({
  type: ComponentType.RoleSelect,
  custom_id: name,
  required,
  ...(idPattern.test(value) && { default_values: [{ id: value, type: SelectMenuDefaultValueType.Role }] }),
})

interface Choice {
  value: string
  label: string
  detail: string
}

const listOf = (choices: readonly Choice[], ...chosen: readonly string[]) =>
  choices.map(({ value, label, detail }) => ({
    label: shorten(label, choiceLimit),
    value,
    ...(detail !== '' && { description: shorten(detail, helpLimit) }),
    ...(chosen.includes(value) && { default: true }),
  }))

/** The choices that fit one field; none where the value is typed. */
const choicesOf = (form: Form, option: OptionDescription, models: readonly Model[]): Choice[] => {
  const { language = 'en' } = form
  const given = form.choices?.[option.name]
  if (given) return given.slice(0, choicesAtMost).map(({ value, label }) => ({ value, label: inWords(label, language), detail: '' }))
  if (!option.choices && option.completion !== 'model') return []
  const found = completeValue(form.command, option, models, '')
  const choices = found.map(({ label, detail }) => ({ value: label, label: choiceLabel(option, label, language), detail }))
  return choices.length <= choicesAtMost ? choices : []
}

const componentOf = (form: Form, option: OptionDescription, models: readonly Model[]): APIComponentInLabel => {
  const value = form.values[option.name]
  const text = value === undefined ? '' : String(value)
  const required = (option.required && option.unless === undefined) || form.needs?.includes(option.name) === true
  if (option.kind === 'attachment') return fileUpload(option, required)
  if (option.kind === 'boolean') return checkbox(option, value)
  const { name } = option
  if (option.channel) return channelSelect(name, text, required)
  if (option.role) return roleSelect(name, text, required)
  const choices = choicesOf(form, option, models)
  if (option.many && choices.length > 0) {
    return {
      type: ComponentType.CheckboxGroup,
      custom_id: name,
      required,
      min_values: required ? 1 : 0,
      max_values: choices.length,
      options: listOf(choices, ...text.split(' ')),
    } satisfies APICheckboxGroupComponent
  }
  // What only the form knows is complete.
  const listed = option.completion === 'model' ? undefined : form.choices?.[name]
  const none = required || listed ? [] : [{ value: noChoice, label: inWords(say('form.unset'), form.language ?? 'en'), detail: '' }]
  // The models of a catalogue become more; what a command lists does not.
  if ((option.choices ?? listed) && choices.length > 1 && choices.length + none.length <= radiosAtMost) {
    const options = listOf([...choices, ...none], text)
    return { type: ComponentType.RadioGroup, custom_id: name, required, options } satisfies APIRadioGroupComponent
  }
  if (choices.length > 0) {
    return {
      type: ComponentType.StringSelect,
      custom_id: name,
      required,
      options: listOf(choices, text),
    } satisfies APIStringSelectComponent
  }
  const { maxLength, example = '' } = option
  const long = option.positional || (maxLength ?? 0) >= 1000
  return textInput(name, { value: text, long, required, maxLength, example: long ? '' : example })
}

/** The field of a form for one option of its command. `help` stands beneath its label in the place of what the option is for. */
export const fieldOf = (form: Form, option: OptionDescription, models: readonly Model[], help: string): APILabelComponent => {
  const { language = 'en', command } = form
  const keeps = option.kind === 'attachment' && !option.fresh && form.generationId !== '' ? say('form.keepFile') : option.description
  const label = fieldLabel(command, option.name, language)
  const about = inWords(keeps, language)
  // Nobody needs to read the same twice.
  return labelled(label, help || (about === label ? '' : about), componentOf(form, option, models))
}
