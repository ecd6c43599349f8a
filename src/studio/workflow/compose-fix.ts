import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import type { InputRole } from '../../core/request.ts'
import type { Parts } from '../parts.ts'

/** The still and the mask of an i2i with a mask, as they were kept; null for anything else. */
const keptOf = ({ mode, inputs }: Generation) => {
  const of = (role: InputRole) => inputs.find((input) => input.role === role)?.media
  const [still, mask] = [of('firstFrame'), of('mask')]
  return mode === 'i2i' && still && mask ? { still, mask } : null
}

/** About how many bytes what a fix becomes may take, for it is a PNG whatever came; 0 for anything else. */
export const composedBytes = (generation: Generation): number => {
  const kept = keptOf(generation)
  return kept ? kept.still.width * kept.still.height * 4 : 0
}

/**
 * Puts what a model made of a still with a mask into that still, so that nothing outside of the mask is another's, whatever the model did
 * there. Returns the path of the whole; that of what came where there is no mask. Throws as `MediaWork.compose`.
 */
export const composeFix = async (
  parts: Pick<Parts, 'media' | 'mediaStore'>,
  generation: Generation,
  raw: string,
  folder: string,
  signal: AbortSignal,
): Promise<string> => {
  const kept = keptOf(generation)
  if (!kept) return raw
  await using lent = new AsyncDisposableStack()
  /** The file that was named is what somebody sees; the kept copy is what a model takes, and may be larger or without what is transparent. */
  const lend = async (url: string | undefined, key: string): Promise<string> => {
    const own = url?.startsWith('media:') ? url.slice('media:'.length) : key
    const file = await parts.mediaStore.borrow(own).catch((error: unknown) => {
      // The still was deleted meanwhile.
      if (own === key || !(error instanceof MoodreelError) || error.code !== 'not_found') throw error
      return parts.mediaStore.borrow(key)
    })
    lent.defer(file.release)
    return file.path
  }
  const { firstFrame, mask } = generation.request
  const outPath = join(folder, 'composed.png')
  const files = { original: await lend(firstFrame?.url, kept.still.key), mask: await lend(mask?.url, kept.mask.key) }
  await parts.media.compose(raw, outPath, files, signal)
  return outPath
}
