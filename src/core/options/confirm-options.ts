import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

/** What a button carries to say yes to a question, in place of a clip. */
export const confirmation = 'yes'

/** Of commands that ask before they act: `--yes` where people type, a button elsewhere. */
export const confirmOptions = {
  yes: z
    .boolean()
    .optional()
    .meta({ about: say('optionAbout.yes') } satisfies OptionHints),
  id: z
    .literal(confirmation)
    .optional()
    .meta({ about: say('optionAbout.button'), button: true, positional: true, example: confirmation } satisfies OptionHints),
}

export const isConfirmed = ({ yes, id }: { yes?: boolean | undefined; id?: string | undefined }): boolean =>
  yes === true || id !== undefined
