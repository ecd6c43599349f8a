import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import type { Json } from '../src/core/json.ts'
import { type LimitName, limitNames, limitWords } from '../src/core/limit.ts'
import type { AuditEntry } from '../src/core/moderators.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { changedLimitsSchema } from '../src/core/tier.ts'
import { say, type Text } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const tableRows = 1000

/** Where a button goes on: after an entry, of one member's entries where these were asked for. */
const cursorPattern = /^([0-9a-z]{12})(?:@([\w.-]{1,64}))?$/

/** What was done, as people read it; the verb itself where it is another version's. */
const deeds: Readonly<Record<string, Text>> = {
  approve: say('audit.approve'),
  decline: say('audit.decline'),
  report: say('audit.report'),
  dismiss: say('audit.dismiss'),
  reports: say('audit.reports'),
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
  usage: say('audit.usage'),
  queue: say('audit.queue'),
  audit: say('audit.audit'),
  'workspace.show': say('audit.workspaceShow'),
  'workspace.change': say('audit.workspaceChange'),
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

const lineOf = (entry: AuditEntry): { name: Text; value: Text } => {
  const { at, actorName, actorId, target, detail } = entry
  const pieces = [actorName || actorId, target, ...Object.entries(detail).map(detailOf), timestamp(at)]
  return { name: deedOf(entry), value: say('member.line', { pieces: pieces.filter((piece) => piece !== '') }) }
}

const row = ({ id, at, actorId, actorName, action, target, detail, count }: AuditEntry): string[] => [
  id,
  new Date(at).toISOString(),
  actorId,
  actorName,
  action,
  target,
  JSON.stringify(detail),
  String(count),
]

export default defineCommand({
  name: 'audit',
  description: say('command.audit'),
  examples: ['/audit', '/audit @ann', '/audit --csv'],
  group: 'moderators',
  options: {
    member: memberOption.optional().meta({ about: say('optionAbout.auditMember'), positional: true } satisfies OptionHints),
    csv: z
      .boolean()
      .optional()
      .meta({ about: say('optionAbout.auditTable') } satisfies OptionHints),
    id: z
      .string()
      .regex(cursorPattern)
      .optional()
      .meta({ about: say('optionAbout.button'), button: true, flags: ['after'] } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const [, from = null, ofMember] = cursorPattern.exec(options.id ?? '') ?? []
    const memberId = options.member ?? ofMember
    const page = (after: string | null) => studio.moderators.audit(invocation, { after, memberId })
    if (options.csv) {
      const entries: AuditEntry[] = []
      let after = from
      do {
        const found = await page(after)
        entries.push(...found.entries)
        after = found.next
      } while (after !== null && entries.length < tableRows)
      const heading = ['id', 'at', 'actor id', 'actor', 'action', 'target', 'detail', 'count']
      const table = await studio.files.table('moodreel-audit.csv', [heading, ...entries.map(row)])
      const rest = after === null ? [] : [say('audit.tableFull', { rows: tableRows, after })]
      const post = {
        ...notice(say('audit.table', { entries: entries.length })),
        warnings: rest,
        media: [table],
      }
      await respond.reply(post, { private: true })
      return
    }
    const { entries, next } = await page(from)
    const none = from === null ? say('audit.empty') : say('audit.end')
    const more = next !== null && memberId !== undefined ? `${next}@${memberId}` : next
    await respond.reply(
      {
        ...notice(entries.length === 0 ? none : say('audit.newest')),
        fields: entries.map(lineOf),
        actions: more === null ? [] : [{ command: 'audit', argument: more, label: say('member.more') }],
      },
      { private: true },
    )
  },
})
