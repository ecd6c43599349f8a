import { type APIAttachment, type APIModalSubmission, ComponentType, type ModalSubmitComponent } from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import { describeOptions } from '../../../core/options/describe-options.ts'
import { parseLine } from '../../../core/options/parse-line.ts'
import type { Attachment } from '../../../core/request.ts'
import { say } from '../../../core/words/sentence.ts'
import { shorten } from '../post/escape.ts'
import { moreField } from './form.ts'
import { noChoice, unsetSwitch } from './form-fields.ts'
import { attachmentOf } from './message-files.ts'

/** A form as a person left it, before anything was made of it. */
export interface SentForm {
  /** By option. A field that was empty has an empty value, a switch that nobody touched has none. */
  values: Record<string, string | boolean>
  /** Files by the option that they were given to. */
  files: Record<string, Attachment[]>
  /** What stands in the field for more options. */
  more: string
}

const isFiles = (component: ModalSubmitComponent): component is Extract<ModalSubmitComponent, { type: ComponentType.FileUpload }> =>
  component.type === ComponentType.FileUpload

const chosenIn = (component: Exclude<ModalSubmitComponent, { type: ComponentType.FileUpload }>): string | boolean => {
  // No choice has a blank in it, and an option that takes several reads them by these.
  const value = 'values' in component ? component.values.join(' ') : component.value
  return value === null || value === undefined || value === noChoice ? '' : value
}

/** Reads the fields of a modal by what they are, so that one of an older version is read as well. */
export const readSentForm = ({ components, resolved }: Pick<APIModalSubmission, 'components' | 'resolved'>): SentForm => {
  const sent: SentForm = { values: {}, files: {}, more: '' }
  const filesOf = (ids: readonly string[]): Attachment[] =>
    ids.flatMap((id): APIAttachment[] => [resolved?.attachments?.[id] ?? []].flat()).map(attachmentOf)
  for (const label of components) {
    if (label.type !== ComponentType.Label) continue
    const { component } = label
    if (isFiles(component)) {
      sent.files[component.custom_id] = filesOf(component.values)
      continue
    }
    const value = chosenIn(component)
    if (component.custom_id === moreField) sent.more = String(value)
    else if (!component.custom_id.endsWith(unsetSwitch)) sent.values[component.custom_id] = value
    else if (value === true) sent.values[component.custom_id.slice(0, -unsetSwitch.length)] = true
  }
  return sent
}

/**
 * The values that a person left in a form: what is typed as a flag counts before what stands in a field. Throws MoodreelError
 * `invalid_option` when the field for more options cannot be read.
 */
export const valuesOf = (command: Command, { values, files, more }: SentForm): Record<string, unknown> => {
  const options = describeOptions(command)
  const isMany = (name: string): boolean => options.some((option) => option.name === name && option.many)
  const typed = options.filter(({ name, kind, member }) => name !== 'id' && !member && kind !== 'attachment')
  const { words, given } = parseLine(command.name, typed, more)
  if (words !== '') throw new MoodreelError('invalid_option', say('discord.noFlag', { words: shorten(words, 40) }))
  const named = Object.entries(files).flatMap(([name, some]) => (some.length > 0 ? [[name, isMany(name) ? some : some[0]]] : []))
  const flags = [...given].map(([name, said]) => [name, isMany(name) ? said : said[0]])
  return { ...values, ...Object.fromEntries(named), ...Object.fromEntries(flags) }
}
