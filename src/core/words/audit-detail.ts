import { channelBounds } from '../channel.ts'
import type { Json } from '../json.ts'
import { type LimitName, limitLabel, limitNames, limitWords } from '../limit.ts'
import { reportReasons } from '../report.ts'
import { changedLimitsSchema } from '../tier.ts'
import { dollars } from './dollars.ts'
import { channel, member, role } from './mention.ts'
import { reasonWords } from './report-words.ts'
import { say, type Text } from './sentence.ts'
import { tierName } from './tier-name.ts'
import { timestamp } from './timestamp.ts'

type Detail = Readonly<Record<string, Json>>
type BoundName = (typeof channelBounds)[number]
type Names = ReadonlyMap<string, string>

const asRecord = (value: Json | undefined): Detail =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Detail) : {}

/** What is now, and what was where that is known: `Clips a day: 20 (was 50)`. */
const changed = (name: Text, now: Text, was: Text | undefined): Text =>
  was === undefined ? say('audit.now', { name, now }) : say('audit.changed', { name, now, was })

const isLimit = (name: string): name is LimitName => limitNames.some((one) => one === name)

const limitValue = (name: LimitName, value: Json, none: Text): Text => {
  const set = changedLimitsSchema.safeParse({ [name]: value }).data?.[name]
  return set === undefined ? none : limitWords(name, set)
}

const limitsOf = (limits: Detail, was: Detail, named: (limit: Text) => Text): Text[] =>
  Object.entries(limits).flatMap(([name, value]) => {
    if (!isLimit(name)) return []
    const before = Object.hasOwn(was, name) ? limitValue(name, was[name] ?? null, say('audit.noLimit')) : undefined
    return changed(named(limitLabel(name)), limitValue(name, value, say('audit.tierLimit')), before)
  })

const reasonOf = (value: string): Text => {
  const reason = reportReasons.find((one) => one === value)
  return reason ? reasonWords[reason] : value
}

/** How a value of the workspace's settings reads; undefined for what is none of them. */
const settingWords: Readonly<Record<string, { name: Text; value(value: Json): Text }>> = {
  timeZone: { name: say('moderator.timeZone'), value: String },
  moderatorsChannel: {
    name: say('moderator.channel'),
    value: (id) => (typeof id === 'string' ? channel(id) : say('moderator.none')),
  },
  logChannel: {
    name: say('moderator.logChannel'),
    value: (id) => (typeof id === 'string' ? channel(id) : say('moderator.none')),
  },
  makers: {
    name: say('setUp.who'),
    value: (given) => {
      const { id, name } = asRecord(given)
      return typeof id === 'string' ? role(id, String(name ?? '')) : say('setUp.everybody')
    },
  },
  approveAbove: {
    name: say('moderator.approval'),
    value: (credits) => (typeof credits === 'number' ? say('moderator.approvalAbove', { credits }) : say('moderator.nothing')),
  },
  budget: {
    name: say('moderator.budget'),
    value: (credits) => (typeof credits === 'number' ? dollars(credits) : say('moderator.none')),
  },
}

const settingOf = (name: string, value: Json, was: Detail): Text | undefined => {
  const setting = Object.hasOwn(settingWords, name) ? settingWords[name] : undefined
  return setting && changed(setting.name, setting.value(value), Object.hasOwn(was, name) ? setting.value(was[name] ?? null) : undefined)
}

const tierOrNone = (tier: Json | undefined): Text => (typeof tier === 'string' ? tierName(tier) : say('moderator.none'))

const rolesOf = (roles: Detail, was: Detail): Text[] =>
  Object.entries(roles).map(([id, tier]) =>
    changed(role(id), tierOrNone(tier), Object.hasOwn(was, id) ? tierOrNone(was[id] ?? null) : undefined),
  )

const tierLimitsOf = (tiers: Detail, was: Detail): Text[] =>
  Object.entries(tiers).flatMap(([tier, limits]) =>
    limitsOf(asRecord(limits), asRecord(was[tier]), (limit) => say('moderator.tierLimit', { tier: tierName(tier), limit })),
  )

/** A bound of a channel: what it is now and what it was, `any` where there is none. */
const boundOf = (name: BoundName, value: Json, was: Detail): Text => {
  const words = (bound: Json | undefined): Text => {
    if (bound === null || bound === undefined) return say('audit.policyBound')
    if (bound === 'any') return say('audit.noLimit')
    return typeof bound === 'number' ? String(bound) : say('moderator.channelOnly', { names: [bound].flat().map(String) })
  }
  return changed(say(`moderator.bound_${name}`), words(value), Object.hasOwn(was, name) ? words(was[name]) : undefined)
}

const isBound = (name: string): name is BoundName => channelBounds.some((one) => one === name)

const oneOf = (action: string, name: string, value: Json, was: Detail, names: Names): Text[] => {
  if (action === 'channel.change' && isBound(name)) return [boundOf(name, value, was)]
  if (isLimit(name)) return limitsOf({ [name]: value }, was, (limit) => limit)
  const setting = settingOf(action === 'budget' && name === 'credits' ? 'budget' : name, value, was)
  if (setting !== undefined) return [setting]
  if (name === 'reason') return [reasonOf(String(value))]
  if (name === 'words') return [say('audit.words', { words: String(value) })]
  if (name === 'pattern') return [say('moderator.patternShown', { text: String(value) })]
  if (name === 'sentence') return [String(value)]
  if (name === 'until') return [typeof value === 'number' ? say('audit.until', { until: timestamp(value) }) : say('audit.forGood')]
  if (name === 'credits' && typeof value === 'number') return [say('audit.credits', { credits: value })]
  if (name === 'clips' && typeof value === 'number') return [say('audit.clips', { clips: value })]
  if (name === 'member') return [say('audit.ofMember', { member: member(String(value), names.get(String(value)) ?? '') })]
  if (name === 'rule') return [say('audit.rule', { rule: String(value) })]
  if (name === 'roles') return rolesOf(asRecord(value), asRecord(was['roles']))
  if (name === 'limits') return tierLimitsOf(asRecord(value), asRecord(was['limits']))
  // What another version wrote, by the names that people type.
  return [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`]
}

/** What an entry of the audit says beside who did what: what is now and what was, for how long, and why. */
export const auditDetail = (action: string, detail: Detail, names: Names): Text[] => {
  const { was, ...now } = detail
  return Object.entries(now).flatMap(([name, value]) => oneOf(action, name, value, asRecord(was), names))
}
