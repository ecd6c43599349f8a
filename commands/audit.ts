import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import type { AuditEntry } from '../src/core/moderation.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const tableRows = 1000

/** Where a button goes on: after an entry, of one member's entries where these were asked for. */
const cursorPattern = /^([0-9a-z]{12})(?:@([\w.-]{1,64}))?$/

const detailWords = (detail: AuditEntry['detail']): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')

const line = ({ at, actorName, actorId, action, target, detail, count }: AuditEntry): { name: string; value: string } => ({
  name: count > 1 ? `${action} ×${count}` : action,
  value: [actorName || actorId, target, detailWords(detail), timestamp(at)].filter((word) => word !== '').join(' · '),
})

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
  description: 'Show who did what here, and who tried to',
  examples: ['/audit', '/audit @ann', '/audit --csv'],
  group: 'moderators',
  options: {
    member: memberOption
      .optional()
      .describe('Only what this member did, or what was done to them')
      .meta({ positional: true } satisfies OptionHints),
    csv: z.boolean().optional().describe('All of it as a table, up to 1000 lines'),
    id: z
      .string()
      .regex(cursorPattern)
      .optional()
      .describe('Filled by the button')
      .meta({ button: true, flags: ['after'] } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const [, from = null, ofMember] = cursorPattern.exec(options.id ?? '') ?? []
    const memberId = options.member ?? ofMember
    const page = (after: string | null) => studio.moderation.audit(invocation, { after, memberId })
    if (options.csv) {
      const entries: AuditEntry[] = []
      let after = from
      do {
        const found = await page(after)
        entries.push(...found.entries)
        after = found.next
      } while (after !== null && entries.length < tableRows)
      const heading = ['id', 'at', 'actor id', 'actor', 'action', 'target', 'detail', 'count']
      const table = await studio.drawings.table('moodreel-audit.csv', [heading, ...entries.map(row)])
      const rest = after === null ? [] : [`A table has ${tableRows} lines at most; /audit --csv --after ${after} gives the next ones.`]
      const post = {
        ...notice(`${entries.length} lines of the audit; open the table with any spreadsheet.`),
        warnings: rest,
        media: [table],
      }
      await respond.reply(post, { private: true })
      return
    }
    const { entries, next } = await page(from)
    const more = next !== null && memberId !== undefined ? `${next}@${memberId}` : next
    await respond.reply(
      {
        ...notice(
          entries.length === 0 ? 'Nothing is written down; /audit begins anew.' : 'Who did what, the newest first; --csv gives a table.',
        ),
        fields: entries.map(line),
        actions: more === null ? [] : [{ command: 'audit', argument: more, label: 'More' }],
      },
      { private: true },
    )
  },
})
