import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { referenceName } from '../src/core/options/reference-option.ts'
import { notice } from '../src/core/post.ts'
import { mostPictures } from '../src/core/reference.ts'
import { attachmentSchema } from '../src/core/request.ts'
import { say } from '../src/core/words/sentence.ts'

const example = '/reference keep keeper 3'

/** Pictures under a word. The button of a still asks for the word alone, a word alone for the pictures. */
export default defineCommand({
  name: 'keep',
  under: 'reference',
  description: say('command.keep'),
  examples: [example, '/reference keep noir 4k7q0c2m9xwd --style'],
  options: {
    name: referenceName.optional().meta({ leading: true } satisfies OptionHints),
    id: idOption.optional(),
    image: z
      .array(attachmentSchema)
      .max(mostPictures.reference)
      .optional()
      .meta({ about: say('optionAbout.referenceFiles'), attachment: 'image', example: '1' } satisfies OptionHints),
    style: z
      .boolean()
      .optional()
      .meta({ about: say('optionAbout.referenceStyle') } satisfies OptionHints),
  },
  opensForm: true,
  async execute({ options: { name, id, image: files = [], style = false }, invocation, studio, respond }) {
    const asked = { command: 'keep', title: say('reference.keepTitle') }
    if (name === undefined && id !== undefined) {
      return respond.form({ ...asked, generationId: id, values: { name: '' }, without: ['image'], needs: ['name'] })
    }
    if (name === undefined) throw new MoodreelError('missing_input', say('reference.needsName', { action: 'keep', example }))
    // A slash command of Slack brings no files along.
    if (id === undefined && files.length === 0)
      return respond.form({ ...asked, generationId: '', values: { name, style }, needs: ['image'] })
    const kind = style ? 'style' : 'reference'
    const { reference, added, isNew } = await studio.references.keep(invocation, { name, kind, files, generationId: id })
    const now = { name: reference.name, pictures: reference.pictures.length }
    const kept = style ? say('reference.keptStyle', now) : say('reference.kept', now)
    const sentence = isNew ? kept : added > 0 ? say('reference.added', { ...now, added }) : say('reference.addedNone', now)
    await respond.reply({ ...notice(sentence), media: await studio.references.board(invocation, [reference]) }, { private: true })
  },
})
