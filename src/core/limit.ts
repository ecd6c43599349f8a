import { MoodreelError } from './errors.ts'
import { type ChangedLimits, changedLimitsSchema } from './tier.ts'
import { say, type Text } from './words/sentence.ts'

/** The limits that moderators may set, for a member or for a tier. */
export const limitNames = [
  'clipsPerDay',
  'clipsPerMonth',
  'creditsPerMonth',
  'inFlight',
  'queued',
  'longestSeconds',
  'highestResolution',
  'models',
  'burst',
  'endsPerHour',
] as const satisfies (keyof ChangedLimits)[]
export type LimitName = (typeof limitNames)[number]

/** What is told of a tier: its limits, and what a still counts for them, which moderators do not set. */
export const toldOfTier = [...limitNames, 'still'] as const

/** Limits to lay over others; null takes one back. */
export type LimitChange = { [Name in LimitName]?: ChangedLimits[Name] | null }

const examples: Record<LimitName, string> = {
  clipsPerDay: '20',
  clipsPerMonth: '200',
  creditsPerMonth: '1000',
  inFlight: '3',
  queued: '2',
  longestSeconds: '10',
  highestResolution: '720p',
  models: '"local, wan-*"',
  burst: '"3 in 60"',
  endsPerHour: '10',
}

const valueFrom = (name: LimitName, text: string): unknown => {
  if (name === 'models') return text.split(/[\s,]+/).filter((word) => word !== '')
  if (name === 'highestResolution') return text.toLowerCase()
  if (name !== 'burst') return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text
  const [, clips, seconds] = /^(\d+)\s*(?:in|\/)\s*(\d+)\s*s?$/i.exec(text) ?? []
  return { clips: Number(clips), seconds: Number(seconds) }
}

/**
 * A limit from the words that somebody typed: a number, `720p`, `3 in 60`, names of models, or `default` to take it
 * back. Throws MoodreelError `invalid_option`.
 */
export const readLimit = (name: LimitName, words: string): LimitChange => {
  const text = words.trim()
  if (/^default$/i.test(text)) return { [name]: null }
  const checked = changedLimitsSchema.safeParse({ [name]: valueFrom(name, text) })
  if (checked.success) return checked.data
  throw new MoodreelError('invalid_option', say('limits.needsValue', { limit: limitLabel(name), example: examples[name] }))
}

/** What each limit is called, for an option that takes one of them. */
export const limitLabels: Readonly<Record<LimitName, Text>> = {
  clipsPerDay: say('limits.label_clipsPerDay'),
  clipsPerMonth: say('limits.label_clipsPerMonth'),
  creditsPerMonth: say('limits.label_creditsPerMonth'),
  inFlight: say('limits.label_inFlight'),
  queued: say('limits.label_queued'),
  longestSeconds: say('limits.label_longestSeconds'),
  highestResolution: say('limits.label_highestResolution'),
  models: say('limits.label_models'),
  burst: say('limits.label_burst'),
  endsPerHour: say('limits.label_endsPerHour'),
}

const isLimit = (name: string): name is LimitName => limitNames.some((one) => one === name)

/** What a limit is called where people read it; the name itself of one that is another version's. */
export const limitLabel = (name: string): Text => {
  if (name === 'still') return say('limits.label_still')
  return isLimit(name) ? limitLabels[name] : name
}

/** A limit as a person reads it. */
export const limitWords = (name: string, value: ChangedLimits[LimitName]): Text => {
  if (Array.isArray(value)) return value.join(', ')
  if (name === 'still' && typeof value === 'number') return say('limits.stillCounts', { still: value })
  if (name === 'longestSeconds' && typeof value === 'number') return say('member.seconds', { seconds: value })
  return typeof value === 'object' ? say('limits.clipsWithin', value) : String(value)
}

/** Whether a change lets somebody spend more than `before`, or might: only a number that is no higher than before surely does not. */
export const raises = (change: LimitChange, before: ChangedLimits): boolean =>
  limitNames.some((name) => {
    const [value, most] = [change[name], before[name]]
    if (value === undefined) return false
    return name === 'creditsPerMonth' || typeof value !== 'number' || (typeof most === 'number' && value > most)
  })
