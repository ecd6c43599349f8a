import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import type { AuditEntry } from '../src/core/moderators.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { auditLine } from '../src/core/words/audit-line.ts'
import { say } from '../src/core/words/sentence.ts'

const tableRows = 1000

/** Where a button goes on: after an entry, of one member's entries where these were asked for. */
const cursorPattern = /^([0-9a-z]{12})(?:@([\w.-]{1,64}))?$/

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
  under: 'mod',
  description: say('command.audit'),
  examples: ['/mod audit', '/mod audit @ann', '/mod audit --csv'],
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
    const { entries, next, names } = await page(from)
    const none = from === null ? say('audit.empty') : say('audit.end')
    const more = next !== null && memberId !== undefined ? `${next}@${memberId}` : next
    await respond.reply(
      {
        ...notice(entries.length === 0 ? none : say('audit.newest')),
        fields: entries.map((entry) => auditLine(entry, names)),
        actions: more === null ? [] : [{ command: 'audit', argument: more, label: say('member.more') }],
      },
      { private: true },
    )
  },
})
