import { z } from 'zod'

const files = z.object({ files: z.number(), bytes: z.number() })

/** What is kept, as the last round of housekeeping counted it. */
export const keptFiguresSchema = z.object({
  /** Files of clips: how many clips have some, and their bytes. */
  clips: files,
  /** Files that clips were made from. */
  inputs: files,
  /** Clips that something is known of. */
  known: z.number(),
})
export type KeptFigures = z.infer<typeof keptFiguresSchema>

/** Where it is kept in `Memory`. */
export const keptFiguresKey = 'housekeeping:kept'
