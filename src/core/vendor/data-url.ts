import { MoodreelError } from '../errors.ts'
import { say } from '../words/sentence.ts'

export const isDataUrl = (url: string): boolean => /^data:/i.test(url)

/** The bytes of a `data:` address. Throws MoodreelError `bad_media` for one that cannot be read. */
export const openDataUrl = (url: string): ReadableStream<Uint8Array> => {
  const comma = url.indexOf(',')
  if (!isDataUrl(url) || comma < 0) throw new MoodreelError('bad_media', say('provider.clipUnreadable'))
  const bytes = /;base64$/i.test(url.slice(0, comma))
    ? Buffer.from(url.slice(comma + 1), 'base64')
    : Buffer.from(decodeURIComponent(url.slice(comma + 1)), 'latin1')
  return new Blob([bytes]).stream()
}
