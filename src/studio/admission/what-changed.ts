import { isDeepStrictEqual } from 'node:util'
import { limitLabel, limitWords, toldOfTier } from '../../core/limit.ts'
import type { BlockedRule, ChannelRule, Policy } from '../../core/policy.ts'
import type { Tier } from '../../core/tier.ts'
import { channel as mentioned } from '../../core/words/mention.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { WorkspaceKey } from '../../core/workspace.ts'
import type { RuleFiles } from './rulebook.ts'

/** The files that are read again. */
export const ruleFileNames = ['policy.yaml', 'tiers.yaml', 'models.yaml'] as const
export type RuleFileName = (typeof ruleFileNames)[number]

/** Something that another reading of the files says otherwise. */
export interface FileChange {
  file: RuleFileName
  says: Text
  /** Of one workspace, or of one platform; of all where it is absent. */
  about?: { platform: string; workspace?: string | undefined } | undefined
}

/** Whether a change is news in a workspace. */
export const concerns = ({ about }: FileChange, { platform, workspace }: WorkspaceKey): boolean =>
  about === undefined || (about.platform === platform && (about.workspace ?? workspace) === workspace)

/** What is only in one of two lists, by what it is called. */
const compare = <One>(before: readonly One[], after: readonly One[], nameOf: (one: One) => string) => {
  const [old, now] = [new Map(before.map((one) => [nameOf(one), one])), new Map(after.map((one) => [nameOf(one), one]))]
  return {
    added: [...now.values()].filter((one) => !old.has(nameOf(one))),
    removed: [...old.values()].filter((one) => !now.has(nameOf(one))),
    kept: [...now].flatMap(([name, one]): [One, One][] => {
      const earlier = old.get(name)
      return earlier === undefined ? [] : [[earlier, one]]
    }),
  }
}

const added = (number: number, line: 'Word' | 'Pattern' | 'Model' | 'Mode' | 'Tier'): Text[] =>
  number === 0 ? [] : [say(`files.added${line}`, { number })]
const removed = (number: number, line: 'Word' | 'Pattern' | 'Model' | 'Mode' | 'Tier'): Text[] =>
  number === 0 ? [] : [say(`files.removed${line}`, { number })]

const wordsOf = ({ words, all, combinations = [] }: BlockedRule): string[] =>
  [...words, ...all.flat(), ...combinations.flat(2)].map((word) => (typeof word === 'string' ? word : JSON.stringify(word)))

const itself = (text: string): string => text

/** What changed in a list of names; all of them where there was none, or is none any more. */
const listChanges = (
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  line: 'Model' | 'Mode' | 'Tier',
): Text[] => {
  if (isDeepStrictEqual(before, after)) return []
  if (after === undefined) return [say(`files.all${line}`)]
  if (before === undefined) return [say(`files.only${line}`, { names: [...after] })]
  const names = compare(before, after, itself)
  return [...added(names.added.length, line), ...removed(names.removed.length, line)]
}

const ruleChanges = (before: BlockedRule, after: BlockedRule): Text[] => {
  const words = compare(wordsOf(before), wordsOf(after), itself)
  const patterns = compare(before.patterns, after.patterns, itself)
  const counted = [
    ...added(words.added.length, 'Word'),
    ...removed(words.removed.length, 'Word'),
    ...added(patterns.added.length, 'Pattern'),
    ...removed(patterns.removed.length, 'Pattern'),
  ]
  const rest = ({ words: _, all: __, combinations: ___, patterns: ____, ...others }: BlockedRule) => others
  const changed = counted.length === 0 || !isDeepStrictEqual(rest(before), rest(after)) ? [say('files.otherwise')] : []
  return isDeepStrictEqual(before, after) ? [] : [...counted, ...changed]
}

const channelChanges = (before: ChannelRule, after: ChannelRule): Text[] => [
  ...listChanges(before.models, after.models, 'Model'),
  ...listChanges(before.modes, after.modes, 'Mode'),
  ...listChanges(before.tiers, after.tiers, 'Tier'),
  ...(before.clipsPerHour === after.clipsPerHour
    ? []
    : [after.clipsPerHour === undefined ? say('files.noPace') : say('moderator.channelPace', { clips: after.clipsPerHour })]),
  ...(isDeepStrictEqual(before.defaults, after.defaults) ? [] : [say('files.defaults')]),
  ...(before.reason === after.reason ? [] : [say('files.reason')]),
]

const within = (where: Text, changes: readonly Text[]): Text[] =>
  changes.length === 0 ? [] : [say('files.within', { where, changes: [...changes] })]

const groups = ['ageRestricted', 'moderation', 'likeness', 'approvals', 'spending', 'moderators', 'directMessages', 'retention'] as const

const policyChanges = (before: Policy, after: Policy): FileChange[] => {
  const file = 'policy.yaml'
  const rules = compare(before.blocked, after.blocked, ({ name }) => name)
  const channels = compare(before.channels, after.channels, ({ platform, workspace = '', channel }) =>
    [platform, workspace, channel].join('\n'),
  )
  const channelNamed = ({ channel }: ChannelRule): Text => say('files.channel', { channel: mentioned(channel) })
  const ofChannel = (rule: ChannelRule, changes: readonly Text[]): FileChange[] =>
    within(channelNamed(rule), changes).map((says) => ({ file, says, about: rule }))
  return [
    ...[
      ...rules.added.map(({ name }) => say('files.addedRule', { name })),
      ...rules.removed.map(({ name }) => say('files.removedRule', { name })),
      ...rules.kept.flatMap(([old, now]) => within(say('files.rule', { name: now.name }), ruleChanges(old, now))),
      ...groups.flatMap((name) => (isDeepStrictEqual(before[name], after[name]) ? [] : [say('files.changed', { name })])),
    ].map((says): FileChange => ({ file, says })),
    ...channels.added.flatMap((rule) => ofChannel(rule, [say('files.newChannel')])),
    ...channels.removed.flatMap((rule) => ofChannel(rule, [say('files.goneChannel')])),
    ...channels.kept.flatMap(([old, now]) => ofChannel(now, channelChanges(old, now))),
  ]
}

const tierChanges = (before: Tier, after: Tier): Text[] => {
  const limits = toldOfTier.flatMap((limit): Text[] => {
    const value = after[limit]
    if (isDeepStrictEqual(before[limit], value)) return []
    return [
      value === undefined
        ? say('files.noLimit', { limit: limitLabel(limit) })
        : say('moderator.limitValue', { limit: limitLabel(limit), value: limitWords(limit, value) }),
    ]
  })
  const rest = (tier: Tier) => Object.fromEntries(Object.entries(tier).filter(([name]) => !toldOfTier.some((told) => told === name)))
  return [...limits, ...(isDeepStrictEqual(rest(before), rest(after)) ? [] : [say('files.otherwise')])]
}

const namesShown = 5
const some = (names: readonly string[]): string[] => [...names.slice(0, namesShown), ...(names.length > namesShown ? ['…'] : [])]

/** Everything that one reading of the files says and the one before did not. */
export const whatChanged = (before: RuleFiles, after: RuleFiles): FileChange[] => {
  const tiers = compare(before.tiers.all, after.tiers.all, ({ name }) => name)
  const models = compare(before.rows, after.rows, ({ name }) => name)
  const changed = models.kept.filter(([old, now]) => !isDeepStrictEqual(old, now)).map(([, { name }]) => name)
  const order = ({ all }: RuleFiles['tiers']): string[] => all.map(({ name }) => name)
  const kept = (names: string[]): string[] =>
    names.filter((name) => order(before.tiers).includes(name) && order(after.tiers).includes(name))
  const ofTiers = [
    ...tiers.added.map(({ name }) => say('files.newTier', { name })),
    ...tiers.removed.map(({ name }) => say('files.goneTier', { name })),
    ...tiers.kept.flatMap(([old, now]) => within(say('files.tier', { name: now.name }), tierChanges(old, now))),
    ...(isDeepStrictEqual(kept(order(before.tiers)), kept(order(after.tiers))) ? [] : [say('files.tierOrder')]),
  ]
  const ofModels = [
    ...(models.added.length > 0
      ? [say('files.newModels', { number: models.added.length, names: some(models.added.map(({ name }) => name)) })]
      : []),
    ...(models.removed.length > 0
      ? [say('files.goneModels', { number: models.removed.length, names: some(models.removed.map(({ name }) => name)) })]
      : []),
    ...(changed.length > 0 ? [say('files.changedModels', { number: changed.length, names: some(changed) })] : []),
    ...(isDeepStrictEqual(before.limits, after.limits) ? [] : [say('files.changed', { name: 'providers' })]),
  ]
  return [
    ...policyChanges(before.policy, after.policy),
    ...ofTiers.map((says): FileChange => ({ file: 'tiers.yaml', says })),
    ...ofModels.map((says): FileChange => ({ file: 'models.yaml', says })),
  ]
}
