import type { Json } from '../json.ts'
import { type LimitName, limitNames, limitWords } from '../limit.ts'
import type { AuditEntry } from '../moderators.ts'
import { changedLimitsSchema } from '../tier.ts'
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
  consent: say('audit.consent'),
  forget: say('audit.forget'),
  policy: say('audit.policy'),
}

const deedOf = ({ action, count }: AuditEntry): Text => {
  const [, refused, verb = action] = /^(refused\.)?(.*)$/s.exec(action) ?? []
  const done = deeds[verb] ?? verb
  const deed = refused ? say('audit.refused', { deed: done }) : done
  return count > 1 ? say('audit.times', { deed, times: count }) : deed
}

const isLimit = (name: string): name is LimitName => limitNames.some((one) => one === name)

const limitOf = (name: LimitName, value: Json): Text => {
  const set = changedLimitsSchema.safeParse({ [name]: value }).data?.[name]
  return set === undefined ? say('audit.takenBack', { limit: name }) : say('audit.setTo', { limit: name, value: limitWords(set) })
}

const detailOf = ([name, value]: [string, Json]): Text => {
  if (name === 'reason' || name === 'sentence') return String(value)
  if (name === 'until') return typeof value === 'number' ? say('audit.until', { until: timestamp(value) }) : say('audit.forGood')
  if (name === 'credits') return typeof value === 'number' ? say('audit.credits', { credits: value }) : say('audit.noBudget')
  if (name === 'clips' && typeof value === 'number') return say('audit.clips', { clips: value })
  if (name === 'member') return say('audit.ofMember', { member: String(value) })
  if (name === 'rule') return say('audit.rule', { rule: String(value) })
  if (isLimit(name)) return limitOf(name, value)
  // What was set, by the names that people type.
  return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`
}

/** One line of the audit: what was done, then by whom, to what, how and when. */
export const auditLine = (entry: AuditEntry): { name: Text; value: Text } => {
  const { at, actorName, actorId, target, detail } = entry
  const pieces = [actorName || actorId, target, ...Object.entries(detail).map(detailOf), timestamp(at)]
  return { name: deedOf(entry), value: say('member.line', { pieces: pieces.filter((piece) => piece !== '') }) }
}
