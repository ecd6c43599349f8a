import { aspectRatioPattern, namedRatios, proportionOf } from '../ratio.ts'

/** What an option's value is about, so that it is read as people type it. */
export const spellings = ['number', 'seconds', 'ratio', 'resolution', 'frames', 'seed', 'count', 'share', 'enlargement'] as const
export type Spelling = (typeof spellings)[number]

interface Rule {
  /** A value with blanks in it, such as `5 seconds`. Without a match a value is one word. */
  span?: RegExp
  /** The value in the words of its option; null when it is none. `text` is plain: lower case, ASCII digits and signs. */
  read(text: string): string | number | null
}

/** A seed that asks for a new one. */
export const anySeed = -1

const digits = '\\p{Nd}+(?:[.,．，]\\p{Nd}+)?'
const gap = '[^\\S\\n]*'
const end = '(?![\\p{L}\\p{N}])'
const span = (pattern: string): RegExp => new RegExp(`(?:${pattern})${end}`, 'iuy')

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/

/** `2,5` is what half of the world writes for 2.5. Minus nothing is nothing. */
const readNumber = (text: string): number | null => {
  const bare = text.replace(/^([+-]?\d+),(\d{1,2})$/, '$1.$2')
  return numeric.test(bare) ? Number(bare) || 0 : null
}

/** `1,234,567` */
const withoutGroups = (text: string): string => (/^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text)

const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)$/
const withUnits =
  /^(?:(\d+(?:\.\d+)?)[\s-]*(?:m|mins?|minutes?|분))?\s*(?:(\d+(?:[.,]\d+)?)[\s-]*(?:s|secs?|seconds?|초|秒|"|'')?)?(?:\s*(?:long|동안|간|짜리))?$/

const readSeconds = (text: string): number | null => {
  const byClock = clock.exec(text)
  if (byClock) {
    const [, hours = '0', minutes = '0', seconds = '0'] = byClock
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  }
  const [, minutes, seconds] = withUnits.exec(text) ?? []
  if (minutes === undefined && seconds === undefined) return readNumber(text)
  return Number(minutes ?? 0) * 60 + Number((seconds ?? '0').replace(',', '.'))
}

const shapes = new Map([
  ...['portrait', 'vertical', 'upright', '세로', '세로형', '세로로'].map((word) => [word, '9:16'] as const),
  ...['landscape', 'horizontal', 'widescreen', '가로', '가로형', '가로로'].map((word) => [word, '16:9'] as const),
  ...['square', '정사각형', '정사각', '정방형'].map((word) => [word, '1:1'] as const),
])
const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other))

const ratioOfPixels = (width: number, height: number): string => {
  // `1366x768` is meant as 16:9.
  const screen = namedRatios.find((ratio) => Math.abs(Math.log(proportionOf(ratio) / (width / height))) < 0.01)
  const common = divisor(width, height)
  return screen ?? `${width / common}:${height / common}`
}

const readRatio = (text: string): string | null => {
  const word = shapes.get(text)
  if (word !== undefined) return word
  if (/^\d\.\d{1,3}$/.test(text)) return `${text}:1`
  const [, width, height] = /^(\d+(?:\.\d+)?)\s*(?:[:/x*_-]|by|to|대)\s*(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (width === undefined || height === undefined) return null
  const isPixels = /^\d{3,}$/.test(width) && /^\d{3,}$/.test(height) && Number(height) > 0
  const ratio = isPixels ? ratioOfPixels(Number(width), Number(height)) : `${width}:${height}`
  return aspectRatioPattern.test(ratio) ? ratio : null
}

const sizes = new Map([
  ...['sd'].map((word) => [word, '480p'] as const),
  ...['hd', 'hd720'].map((word) => [word, '720p'] as const),
  ...['fhd', 'fullhd', 'full hd', 'full-hd', 'hd1080', '풀hd', '풀 hd'].map((word) => [word, '1080p'] as const),
  ...['qhd', '2k', '2 k'].map((word) => [word, '1440p'] as const),
  ...['uhd', 'ultrahd', 'ultra hd', 'ultra-hd', '4k', '4 k', '4kuhd'].map((word) => [word, '2160p'] as const),
  ...['8k', '8 k'].map((word) => [word, '4320p'] as const),
])
const pixels = /^(\d{3,5})\s*[x*]\s*(\d{3,5})(?:\s*p(?:x|ixels)?)?$/

const readResolution = (text: string): string | null => {
  const named = sizes.get(text)
  if (named !== undefined) return named
  const [, width, height] = pixels.exec(text) ?? []
  if (width !== undefined && height !== undefined) return `${Math.min(Number(width), Number(height))}p`
  const [, side] = /^(\d{3,4})\s*(?:p|i|px)?$/.exec(text) ?? []
  return side === undefined ? null : `${side}p`
}

/** `2x`, or a resolution. */
const readEnlargement = (text: string): string | null => {
  const [, before, after] = /^(?:x\s*(\d)|(\d)\s*(?:x|times|배))$/.exec(text) ?? []
  const times = before ?? after
  return times === undefined ? readResolution(text) : `${times}x`
}

const readFrames = (text: string): number | null => {
  const [, thousands] = /^(24|30|48|60|120)000\/1001$/.exec(text) ?? []
  if (thousands !== undefined) return Number(thousands) / 1.001
  return readNumber(text.replace(/\s*(?:fps|p|hz|frames?(?:\s*(?:a|per|\/)\s*s(?:ec|econd)?)?|프레임)$/, ''))
}

const newSeeds = new Set(['random', 'rand', 'rnd', 'any', 'none', 'new', 'auto', '?', '랜덤', '무작위', '임의', '없음'])

const rules: Readonly<Record<Spelling, Rule>> = {
  number: { read: readNumber },
  seconds: {
    span: span(
      `(?:${digits}${gap}(?:m|mins?|minutes?|분)${gap})?${digits}${gap}-?(?:s|secs?|seconds?|초|秒)(?:${gap}long)?|${digits}${gap}(?:mins?|minutes?|분)`,
    ),
    read: readSeconds,
  },
  ratio: { span: span(`${digits}${gap}(?:[:：∶/⁄x×*＊]|by|to|대)${gap}${digits}`), read: readRatio },
  resolution: {
    span: span(
      `\\p{Nd}{3,5}${gap}[x×*]${gap}\\p{Nd}{3,5}(?:${gap}p(?:x|ixels)?)?|\\p{Nd}{3,4}${gap}p(?:x|ixels)?|(?:full|ultra|풀)${gap}hd|\\p{Nd}${gap}k`,
    ),
    read: readResolution,
  },
  enlargement: { span: span(`\\p{Nd}${gap}(?:[x×]|times|배|k)|x${gap}\\p{Nd}|(?:full|ultra|풀)${gap}hd`), read: readEnlargement },
  frames: { span: span(`${digits}${gap}(?:fps|hz|frames?(?:${gap}(?:a|per)${gap}sec(?:ond)?)?|프레임)`), read: readFrames },
  seed: { read: (text) => (newSeeds.has(text) ? anySeed : readNumber(withoutGroups(text.replace(/^#/, '')))) },
  count: { read: (text) => readNumber(text.replace(/^[x*](?=\d)|(?<=\d)(?:x|개|번|장)$/g, '')) },
  share: {
    span: span(`${digits}${gap}%`),
    read: (text) => {
      const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? []
      return percent === undefined ? readNumber(text) : Number(percent) / 100
    },
  },
}

/** As people and their keyboards write it: full-width signs, other dashes and colons, a comma of the sentence around it. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[×✕✖х]/gu, 'x')
    .replace(/[∶ː꞉]/gu, ':')
    .replace(/[⁄∕]/gu, '/')
    .replace(/[‐‑‒–—−﹣]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[~≈]\s*/, '')
    .replace(/(?<=.)[,;.!、。)\]}*`]+$/, '')
    .trim()
    .toLowerCase()

/** The value that was meant; null when nothing of that kind is read in the text. */
export const readSpelling = (spelling: Spelling, text: string): string | number | null => rules[spelling].read(plain(text))

/** How many characters of `text` from `at` on are one value with blanks in it; 0 where there is none. */
export const spanOf = (spelling: Spelling, text: string, at: number): number => {
  const { span } = rules[spelling]
  if (!span) return 0
  span.lastIndex = at
  return span.exec(text)?.[0].length ?? 0
}

/** The shape that a size in pixels has, such as `9:16` of 1080x1920; null for one that names no shape. */
export const shapeOfSize = (text: string): string | null => {
  const [, width, height] = pixels.exec(plain(text)) ?? []
  return width === undefined || height === undefined ? null : readRatio(`${width}x${height}`)
}
