import { jsonOf } from './json-of.ts'

interface Link {
  url: string
  rank: number
}

const kinds: [RegExp, number][] = [
  [/^video\/|\.(mp4|webm|mov|mkv|m4v|avi)$/i, 0],
  [/^image\/gif$|\.gif$/i, 4],
  [/^image\/|\.(png|jpe?g|webp|avif|bmp|tiff?|svg)$/i, 5],
  [/^audio\/|\.(mp3|wav|ogg|flac|m4a|aac)$/i, 6],
  [/^(text|model)\/|^application\/(json|zip)|\.(txt|json|csv|srt|vtt|zip|glb|ply|safetensors)$/i, 7],
]
/** Nothing says what the link leads to; its name may. */
const untold = 2
const filmNames = /video|film|clip|movie|animation/i
/** What is shown beside a film, or went into it, is not the film. */
const lesserNames = /thumb|preview|poster|cover|mask|input|source|reference|watermark/i

/** How deep and how far an output is looked through. */
const deepest = 8
const mostValues = 10_000

const isLink = (text: string): boolean => /^(https?:\/\/\S+|data:[\w.+-]+\/[\w.+-]+[;,])/i.test(text)

/** The name of the file that a link leads to, or the type that it says itself. */
const fileOf = (url: string): string => (/^data:([^;,]*)/i.exec(url)?.[1] ?? URL.parse(url)?.pathname ?? '').slice(-200)

const rankOf = (url: string, name: string, types: readonly string[]): number => {
  const told = [...types, fileOf(url)].flatMap((type) => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? [])
  const rank = told[0] ?? (filmNames.test(name) ? untold - 1 : untold)
  return rank + (lesserNames.test(name) ? 0.5 : 0)
}

/** Media types and file names that stand beside a link: `{ url, content_type: 'video/mp4' }`. */
const typesBeside = (value: object): string[] =>
  Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' && /type|format|name$/i.test(name) && !isLink(text) ? [text.toLowerCase()] : [],
  )

/** JSON that came as text. */
const parsed = (text: string): unknown => (/^\s*[[{]/.test(text) ? jsonOf(text) : undefined)

/**
 * The links in an output of whatever form, such as text, a list, `{ video, thumbnail }` or `{ files: [{ url }] }`: films first,
 * then what may be one, then GIFs, pictures and all else. Of equals the first in the output comes first. A `data:` address is a
 * link as well.
 */
export const findFilms = (output: unknown): string[] => {
  const links: Link[] = []
  let values = 0
  const look = (value: unknown, name: string, types: readonly string[], depth: number): void => {
    values += 1
    if (depth > deepest || values > mostValues) return
    if (typeof value === 'string') {
      if (isLink(value)) links.push({ url: value, rank: rankOf(value, name, types) })
      else if (value.length < 1_000_000) look(parsed(value), name, types, depth + 1)
    } else if (Array.isArray(value)) {
      for (const one of value) look(one, name, types, depth + 1)
    } else if (typeof value === 'object' && value !== null) {
      const beside = typesBeside(value)
      for (const [key, one] of Object.entries(value))
        look(one, /^(url|uri|href|link)$/i.test(key) ? name : `${name} ${key}`, beside, depth + 1)
    }
  }
  look(output, '', [], 0)
  if (links.length === 0 && typeof output === 'string') {
    for (const url of output.slice(0, 100_000).match(/https?:\/\/[^\s"'<>()[\]]+/g) ?? []) links.push({ url, rank: rankOf(url, '', []) })
  }
  const ordered = links.toSorted((one, other) => one.rank - other.rank)
  return [...new Set(ordered.map(({ url }) => url))]
}
