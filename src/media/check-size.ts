import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import type { FileLimits } from './job.ts'
import type { Sniffed } from './sniff.ts'

/** The limits of what was paid for, or made of that by us: its file may be large, for what counts is how many pixels it has. */
export const paidLimits = (limits: FileLimits): FileLimits => ({ ...limits, maxImageBytes: limits.maxVideoBytes })

/** Throws MoodreelError `too_large` for a picture of more pixels than may be held in memory. */
export const checkPixels = (width: number, height: number, limits: FileLimits): void => {
  if (width * height <= limits.maxPixels) return
  const megapixels = Math.floor(limits.maxPixels / 1e6)
  throw new MoodreelError('too_large', say('media.tooManyPixels', { width, height, megapixels }))
}

/** Throws MoodreelError `too_large` for a file of more bytes than are taken of its kind. */
export const checkBytes = (sizeBytes: number, kind: Sniffed['kind'], limits: FileLimits): void => {
  const maxBytes = kind === 'image' ? limits.maxImageBytes : limits.maxVideoBytes
  if (sizeBytes <= maxBytes) return
  const megabytes = (bytes: number) => Math.max(1, Math.round(bytes / 1e6))
  const given = { megabytes: megabytes(sizeBytes), limit: megabytes(maxBytes) }
  throw new MoodreelError('too_large', say('media.tooManyBytes', given))
}
