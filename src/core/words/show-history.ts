import type { AnswerFiles } from '../answer-files.ts'
import type { Generation } from '../generation.ts'
import { madeOf } from '../made.ts'
import type { HistoryPage } from '../members.ts'
import { notice, type Post } from '../post.ts'
import { historyLine, historyTable } from './clip-lines.ts'
import { member } from './mention.ts'
import { say } from './sentence.ts'

const tableRows = 1000

/** Reads the page of a history after a clip, the first without one. */
type ReadPage = (after: string | null) => Promise<HistoryPage>

/** A page of a history, with a button that goes on after its last clip; `other` is whose it is where it is not the reader's. */
export const showHistory = async (read: ReadPage, after: string | null, other?: string): Promise<Post> => {
  const { entries, next } = await read(after)
  const [first] = entries
  const heading =
    other !== undefined && first
      ? say('member.historyOf', { name: member(first.batch.memberId, first.batch.memberName) })
      : say('member.history')
  const empty = other === undefined ? say('member.historyEmpty') : say('member.historyEmptyOf', { name: member(other, '') })
  const none = after === null ? empty : say('member.historyEnd')
  return {
    ...notice(entries.length === 0 ? none : heading),
    fields: entries.map(({ generation }) => historyLine(generation)),
    actions: next === null ? [] : [{ command: 'history', argument: next, label: say('member.more') }],
  }
}

/** A history as a table, as many clips as a table takes. */
export const historyFile = async (read: ReadPage, from: string | null, files: Pick<AnswerFiles, 'table'>): Promise<Post> => {
  const generations: Generation[] = []
  let after = from
  do {
    const page = await read(after)
    generations.push(...page.entries.map(({ generation }) => generation))
    after = page.next
  } while (after !== null && generations.length < tableRows)
  return {
    ...notice(say('member.historyTable', madeOf(generations))),
    warnings: after === null ? [] : [say('member.historyTableFull', { rows: tableRows, after })],
    media: [await files.table('moodreel-history.csv', historyTable(generations))],
  }
}
