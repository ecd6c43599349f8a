import { z } from 'zod'
import { type ChannelRule, channelRuleSchema } from './policy.ts'

/** Where something was asked. A thread counts as the channel that it is in. */
export interface Place {
  platform: string
  workspace: string
  channel: string
}

const anything = z.literal('any')
const { modes, models, tiers, clipsPerHour } = channelRuleSchema.shape

/** What moderators set for a channel of theirs, over the rule of the policy for it; `any` where it sets no bounds. */
export const channelSettingsSchema = z.object({
  modes: modes.or(anything),
  models: models.or(anything),
  tiers: tiers.or(anything),
  clipsPerHour: clipsPerHour.or(anything),
})
export type ChannelSettings = z.infer<typeof channelSettingsSchema>

export const channelBounds = ['models', 'modes', 'tiers', 'clipsPerHour'] as const satisfies (keyof ChannelSettings)[]

/** Bounds to lay over those of a channel; null takes one back. */
export type ChannelChange = { [Name in keyof ChannelSettings]?: ChannelSettings[Name] | null }

/** What holds in a channel. An absent bound is none. */
export interface ChannelTerms extends Pick<ChannelRule, (typeof channelBounds)[number] | 'defaults'> {
  /** The operator's own sentence for what the policy does not allow there. */
  reason?: string | undefined
  /** Which bounds moderators set, and the policy did not. */
  own: (keyof ChannelSettings)[]
}

/** The rule of the policy for a channel: the one that names its workspace before the one that does not. */
const ruleOf = (place: Place, rules: readonly ChannelRule[]): ChannelRule | undefined => {
  const here = rules.filter(({ platform, channel }) => platform === place.platform && channel === place.channel)
  return here.find(({ workspace }) => workspace === place.workspace) ?? here.find(({ workspace }) => workspace === undefined)
}

/** What holds in a channel by the policy and by what moderators set there; undefined where nothing does. */
export const channelTerms = (
  place: Place,
  rules: readonly ChannelRule[],
  settings: Readonly<Record<string, ChannelSettings>>,
): ChannelTerms | undefined => {
  const rule = ruleOf(place, rules)
  const set = settings[place.channel] ?? {}
  const own = channelBounds.filter((name) => set[name] !== undefined)
  if (!rule && own.length === 0) return undefined
  const { platform: _, workspace: __, channel: ___, defaults = {}, ...bounds } = rule ?? ({} as Partial<ChannelRule>)
  const bounded: ChannelTerms = { ...bounds, own, defaults }
  for (const name of own) Object.assign(bounded, { [name]: set[name] === 'any' ? undefined : set[name] })
  // What was usual here is not what moderators allow any more.
  const isOut = bounded.models && defaults.model !== undefined && !bounded.models.includes(defaults.model)
  return isOut ? { ...bounded, defaults: { ...defaults, model: undefined } } : bounded
}

/** Whether a bound lets more pass than another. */
const isWider = (now: ChannelTerms[(typeof channelBounds)[number]], before: typeof now): boolean => {
  if (before === undefined) return false
  if (typeof now === 'number' && typeof before === 'number') return now > before
  return !Array.isArray(now) || now.some((one) => !(before as readonly string[]).includes(one))
}

/** Whether somebody may make a clip in a channel by `now` who might not by `before`. */
export const allowsMore = (now: ChannelTerms | undefined, before: ChannelTerms | undefined): boolean =>
  channelBounds.some((name) => isWider(now?.[name], before?.[name]))
