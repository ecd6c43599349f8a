import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { chooseModel } from '../src/core/fit/choose-model.ts'
import { overLimit } from '../src/core/fit/input-limits.ts'
import { sizesApart } from '../src/core/fit/sizes-apart.ts'
import { onwardOptions } from '../src/core/options/action-options.ts'
import { clipNamePattern } from '../src/core/options/clip-name.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { upscaleDraft } from '../src/core/remake/upscale-draft.ts'
import { attachmentSchema } from '../src/core/request.ts'
import { say } from '../src/core/words/sentence.ts'

/** How many times larger, or the shorter side of what comes out. */
const sizePattern = /^(?:([1-8])x|\d{3,4}p)$/

export default defineCommand({
  name: 'upscale',
  description: say('command.upscale'),
  examples: ['/upscale 4k7q0c2m9xwd', '/upscale 4k7q0c2m9xwd --to 1080p', '/upscale 2x'],
  options: {
    id: z
      .string()
      .regex(clipNamePattern)
      // What names a size here names no clip.
      .refine((name) => !sizePattern.test(name.toLowerCase()))
      .optional()
      .meta({
        about: say('optionAbout.id'),
        leading: true,
        completion: 'clip',
        demand: say('option.beClip'),
        example: '3',
      } satisfies OptionHints),
    to: z
      .string()
      .toLowerCase()
      .regex(sizePattern)
      .optional()
      .meta({
        about: say('optionAbout.upscaleTo'),
        leading: true,
        spelling: 'enlargement',
        demand: say('option.beEnlargement'),
        example: '2x',
      } satisfies OptionHints),
    file: attachmentSchema.optional().meta({ about: say('optionAbout.upscaleFile'), attachment: 'any' } satisfies OptionHints),
    model: onwardOptions.model,
  },
  priced: true,
  async execute({ options: { id, file, to, model }, invocation, studio }) {
    const [, times] = sizePattern.exec(to ?? '') ?? []
    const size = times === undefined ? { resolution: to } : { factor: Number(times) }
    if (id !== undefined && file) throw new MoodreelError('invalid_option', say('member.upscaleOne'))
    if (file) {
      await studio.submit(invocation, { ...upscaleDraft({ file }), ...size, model })
      return
    }
    if (id === undefined) throw new MoodreelError('missing_input', say('member.upscaleWhat'))
    const { generation } = await findClip(studio, invocation, id)
    const { video: media } = finishedClip(generation)
    const draft = { ...upscaleDraft({ generation, media }), ...size, model }
    const role = draft.video ? 'video' : 'firstFrame'
    const unfit = overLimit(chooseModel(draft, studio.models()), media) ?? sizesApart(draft, [{ role, media }])
    if (unfit) throw new MoodreelError('bad_media', unfit)
    await studio.submit(invocation, draft, { parentId: id })
  },
})
