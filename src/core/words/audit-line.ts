import { idPattern } from '../id.ts'
import type { AuditEntry } from '../moderators.ts'
import { auditDetail } from './audit-detail.ts'
import { channel, member } from './mention.ts'
import { say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

/** What was done, as people read it; the verb itself where it is another version's. */
const deeds: Readonly<Record<string, Text>> = {
  approve: say('audit.approve'),
  decline: say('audit.decline'),
  report: say('audit.report'),
  dismiss: say('audit.dismiss'),
  reports: say('audit.reports'),
  waiting: say('audit.waiting'),
  blocked: say('audit.blocked'),
  tiers: say('audit.tiers'),
  warn: say('audit.warn'),
  undo: say('audit.undo'),
  restore: say('audit.restore'),
  appeal: say('audit.appeal'),
  lift: say('audit.lift'),
  keep: say('audit.keep'),
  block: say('audit.block'),
  unblock: say('audit.unblock'),
  cancel: say('audit.cancel'),
  delete: say('audit.delete'),
  pause: say('audit.pause'),
  resume: say('audit.resume'),
  'model.disable': say('audit.modelDisable'),
  'model.enable': say('audit.modelEnable'),
  'quota.show': say('audit.quotaShow'),
  'quota.set': say('audit.quotaSet'),
  'quota.grant': say('audit.quotaGrant'),
  'quota.reset': say('audit.quotaReset'),
  'quota.history': say('audit.quotaHistory'),
  budget: say('audit.budget'),
  setup: say('audit.setup'),
  usage: say('audit.usage'),
  queue: say('audit.queue'),
  audit: say('audit.audit'),
  'workspace.show': say('audit.workspaceShow'),
  'workspace.change': say('audit.workspaceChange'),
  'policy.add': say('audit.policyAdd'),
  'policy.remove': say('audit.policyRemove'),
  'policy.list': say('audit.policyList'),
  'policy.test': say('audit.policyTest'),
  channels: say('audit.channels'),
  'channel.change': say('audit.channelChange'),
  'template.replace': say('audit.templateReplace'),
  'template.delete': say('audit.templateDelete'),
  'reference.delete': say('audit.referenceDelete'),
  'reference.restore': say('audit.referenceRestore'),
  consent: say('audit.consent'),
  forget: say('audit.forget'),
  policy: say('audit.policy'),
}

const verbOf = (action: string): string => action.replace(/^refused\./, '')

const deedOf = ({ action, count }: AuditEntry): Text => {
  const verb = verbOf(action)
  const done = deeds[verb] ?? verb
  const deed = verb === action ? done : say('audit.refused', { deed: done })
  return count > 1 ? say('audit.times', { deed, times: count }) : deed
}

/** Those whose target is a member. Of all others it is a clip, a model, a template, or the workspace itself. */
const ofMembers = /^(?:quota\.|block$|unblock$|warn$|appeal$|lift$|keep$|consent$|forget$|policy$)/
const ofPlaces =
  /^(?:workspace\.|usage$|queue$|audit$|budget$|pause$|resume$|reports$|waiting$|blocked$|tiers$|channels$|policy\.(?:list|test)$)/

/** What was done of a set-up that is no change of a setting. */
const setUpDeeds: Readonly<Record<string, Text>> = { words: say('setUp.words'), test: say('setUp.test'), open: say('setUp.buttonOpen') }

const targetOf = ({ action, target, actorId }: AuditEntry, names: ReadonlyMap<string, string>): Text[] => {
  const verb = verbOf(action)
  if (target === '' || target === actorId) return []
  if (verb === 'setup') return setUpDeeds[target] ? [setUpDeeds[target]] : []
  if (verb === 'channel.change') return [channel(target)]
  const [, rule] = /^own-(\d+)$/.exec(target) ?? []
  if (rule !== undefined) return [say('audit.rule', { rule })]
  if (idPattern.test(target)) return [say('audit.clip', { id: target })]
  if (names.has(target) || ofMembers.test(verb)) return [member(target, names.get(target) ?? '')]
  return ofPlaces.test(verb) ? [] : [target]
}

/** Whom an entry speaks of, by their ids, so that their names can be looked up. */
export const membersIn = ({ target, detail }: AuditEntry): string[] => [
  target,
  ...(typeof detail['member'] === 'string' ? [detail['member']] : []),
]

/** One line of the audit: what was done; then to whom or what, how, by whom and when. */
export const auditLine = (entry: AuditEntry, names: ReadonlyMap<string, string> = new Map()): { name: Text; value: Text } => {
  const { at, actorName, actorId, action, detail } = entry
  const by = say('audit.by', { name: member(actorId, actorName) })
  const pieces = [...targetOf(entry, names), ...auditDetail(verbOf(action), detail, names), by, timestamp(at)]
  return { name: deedOf(entry), value: say('member.line', { pieces: pieces.filter((piece) => piece !== '') }) }
}
