import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { maskFields } from '../fixes.ts'
import { attachmentSchema } from '../request.ts'
import { say } from '../words/sentence.ts'
import { onwardOptions } from './action-options.ts'
import { imageToVideoOptions } from './generation-options.ts'

const fieldLabels = Object.fromEntries(maskFields.map((field) => [field, say(`form.choice_field_${field}`)]))

/** The most tries at a fix: with the still itself they stand on one sheet. */
const mostTries = 4

/** Of a part of a still that is made anew. */
export const fixOptions = {
  id: onwardOptions.id,
  change: z
    .string()
    .max(500)
    .optional()
    .meta({ about: say('optionAbout.fixChange'), words: true, example: '"the sky"' } satisfies OptionHints),
  prompt: onwardOptions.prompt.meta({
    about: say('optionAbout.fixPrompt'),
    flags: ['into'],
    example: '"a storm at dusk"',
  } satisfies OptionHints),
  field: z
    .array(z.enum(maskFields))
    .max(maskFields.length)
    .optional()
    .meta({ about: say('optionAbout.fixField'), labels: fieldLabels, example: 'top-left' } satisfies OptionHints),
  mask: attachmentSchema
    .optional()
    .meta({ about: say('optionAbout.fixMask'), attachment: 'image', fresh: true, example: '1' } satisfies OptionHints),
  where: z
    .string()
    .max(500)
    .optional()
    .meta({ about: say('optionAbout.fixWhere'), words: true, example: '"above the hills"' } satisfies OptionHints),
  invert: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.fixInvert') } satisfies OptionHints),
  draw: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.fixDraw') } satisfies OptionHints),
  takes: z
    .int()
    .min(1)
    .max(mostTries)
    .optional()
    .meta({ about: say('optionAbout.fixTakes'), spelling: 'count', example: '2' } satisfies OptionHints),
  model: onwardOptions.model.meta({ modes: ['i2i'] } satisfies OptionHints),
  seed: imageToVideoOptions.seed,
}
