import { MoodreelError } from '../errors.ts'
import { say } from '../words/sentence.ts'

interface Size {
  width: number
  height: number
}

/**
 * The most pixels of a still of which a part is made anew by a mask: 4096 by 4096, the largest that models make. What comes is put into the
 * still by us once it is paid for (`media/compose.ts`), so what may be too much for that has to be refused before.
 */
export const mostMaskedPixels = 4096 * 4096

export const isMaskable = ({ width, height }: Size): boolean => width * height <= mostMaskedPixels

/** Throws MoodreelError `too_large` for a still of which no part can be made anew by a mask. */
export const ensureMaskable = ({ width, height }: Size): void => {
  if (isMaskable({ width, height })) return
  const megapixels = Math.floor(mostMaskedPixels / 1e6)
  throw new MoodreelError('too_large', say('media.tooLargeForMask', { width, height, megapixels }))
}
