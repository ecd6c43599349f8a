import {
  type APIButtonComponent,
  type APIModalSubmitInteraction,
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  type REST,
  Routes,
} from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Model } from '../../../core/model.ts'
import { describeOptions } from '../../../core/options/describe-options.ts'
import type { Form } from '../../../core/platform.ts'
import type { Attachment } from '../../../core/request.ts'
import { formTitle } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { say } from '../../../core/words/sentence.ts'
import { type CustomId, readCustomId, writeCustomId } from '../custom-id.ts'
import type { KeptForm, KeptForms } from '../kept-forms.ts'
import { fieldsAtMost, type Opened, renderForm } from './form.ts'
import { readSentForm, valuesOf } from './read-form.ts'
import type { Answerable } from './responder.ts'

export interface FormsOptions {
  rest: REST
  kept: KeptForms
  commandOf(name: string): Command
  offered(interaction: Answerable): readonly Model[]
  /** What a form would cost as it stands, to the one who is asked. */
  priceOf(interaction: Answerable, form: Form): Promise<Form['price']>
}

/** Forms that are opened before any command runs, and all that are sent. What was typed is kept until it came to something. */
export const createForms = ({ rest, kept, commandOf, offered, priceOf }: FormsOptions) => {
  /** A form can only be the first answer. */
  const open = async (interaction: Answerable, form: Form, opened: Opened): Promise<void> => {
    const price = await priceOf(interaction, form)
    const data = renderForm({ ...form, price }, commandOf(form.command), offered(interaction), opened)
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: InteractionResponseType.Modal, data },
      auth: false,
    })
  }

  return {
    /** Asks for the options of a command, of which a file or the clip may be known. */
    async ask(interaction: Answerable, asked: { command: string; title: Form['title'] }, about: { id: string } | { file: Attachment }) {
      const hasFile = 'file' in about
      if (hasFile) kept.chosen.keep(interaction.id, about.file)
      const language = chooseLanguage(undefined, interaction.locale)
      const form = { ...asked, generationId: hasFile ? '' : about.id, values: {}, language }
      await open(interaction, form, hasFile ? { kept: interaction.id, hasFile } : {})
    },

    /** Opens a form as it was sent the last time. */
    async reopen(interaction: Answerable, { command: name, argument, files: id = '' }: CustomId) {
      const sent = await kept.sent.take(id)
      if (!sent) throw new MoodreelError('missing_input', say('form.forgotten'))
      const command = commandOf(name)
      const fields = describeOptions(command)
      const isFile = (option: string): boolean => fields.some(({ name, kind }) => name === option && kind === 'attachment')
      const wasFull = Object.keys(sent.values).length + Object.keys(sent.files).length >= fieldsAtMost
      const form: Form = {
        command: name,
        generationId: argument,
        title: formTitle(command),
        values: sent.values,
        // A file that it did not ask for is none that it could take; of one that had no room for more options, no option either.
        without: fields.flatMap(({ name: option }) =>
          (isFile(option) && !(option in sent.files)) || (wasFull && !isFile(option) && !(option in sent.values)) ? [option] : [],
        ),
        language: chooseLanguage(undefined, interaction.locale),
      }
      const hasFile = sent.file !== null || Object.values(sent.files).some((files) => files.length > 0)
      await open(interaction, form, { kept: id, hasFile, more: sent.more })
    },

    /** Reads a form that was sent, with the files that it had before. Throws MoodreelError `invalid_option` and `missing_input`. */
    async read({ data }: APIModalSubmitInteraction): Promise<{ id: CustomId; sent: KeptForm }> {
      const id = readCustomId(data.custom_id)
      if (!id) throw new MoodreelError('invalid_option', say('discord.oldForm'))
      const fresh = readSentForm(data)
      const before = id.files ? await kept.sent.take(id.files) : null
      const file = before ? before.file : id.files ? await kept.chosen.take(id.files) : null
      if (id.files && !before && !file) throw new MoodreelError('missing_input', say('discord.fileForgotten'))
      const given = Object.entries(fresh.files).filter(([, files]) => files.length > 0)
      return {
        id,
        sent: { ...fresh, files: { ...before?.files, ...emptyOf(fresh.files, before?.files), ...Object.fromEntries(given) }, file },
      }
    },

    valuesOf: ({ command }: CustomId, sent: KeptForm): Record<string, unknown> => valuesOf(commandOf(command), sent),

    /** A button that opens a form that came to nothing, as it was sent. */
    againOf({ id: key, locale }: APIModalSubmitInteraction, id: CustomId, sent: KeptForm): APIButtonComponent {
      kept.sent.keep(key, sent)
      return {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: inWords(say('form.again'), chooseLanguage(undefined, locale)),
        custom_id: writeCustomId({ ...id, what: 'again', files: key }),
      }
    },
  }
}

/** The fields for files that stayed empty and had none before: that they were there is remembered too. */
const emptyOf = (files: KeptForm['files'], before: KeptForm['files'] = {}): KeptForm['files'] =>
  Object.fromEntries(Object.keys(files).flatMap((name) => (name in before ? [] : [[name, []]])))
