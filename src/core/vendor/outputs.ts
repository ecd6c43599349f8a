import type { ProviderOutput } from '../provider.ts'
import { isDataUrl, openDataUrl } from './data-url.ts'
import { findFilms } from './find-films.ts'

/**
 * The films of an answer as outputs. What lies inside of the answer itself is not kept with the clip: it gets an address of `scheme`,
 * by which `openInside` finds it in the same answer again.
 */
export const outputsOf = (answer: unknown, scheme: string): ProviderOutput[] =>
  findFilms(answer).map((url, index) => ({ url: isDataUrl(url) ? `${scheme}${index}` : url }))

/** The bytes of an output that lies inside of the answer. Throws MoodreelError `bad_media` when it is not there. */
export const openInside = (answer: unknown, scheme: string, url: string): ReadableStream<Uint8Array> =>
  openDataUrl(findFilms(answer)[Number(url.slice(scheme.length))] ?? '')

/** The films of an answer that are links. */
export const linksOf = (answer: unknown): ProviderOutput[] => findFilms(answer).flatMap((url) => (isDataUrl(url) ? [] : [{ url }]))
