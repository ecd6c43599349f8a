import type { Generation } from '../generation.ts'
import type { Drawings, HistoryPage } from '../moderation.ts'
import { notice, type Post } from '../post.ts'
import { historyLine, historyTable } from './clip-lines.ts'

const tableRows = 1000

/** Reads the page of a history after a clip, the first without one. */
type ReadPage = (after: string | null) => Promise<HistoryPage>

/** A page of a history, with a button that goes on after its last clip. */
export const showHistory = async (read: ReadPage, after: string | null): Promise<Post> => {
  const { entries, next } = await read(after)
  const none = after === null ? 'There are no clips yet; /t2v and some words makes one.' : 'There are no more clips; /history begins anew.'
  return {
    ...notice(entries.length === 0 ? none : 'Clips, the newest first; /info and an id tells all of one.'),
    fields: entries.map(({ generation }) => historyLine(generation)),
    actions: next === null ? [] : [{ command: 'history', argument: next, label: 'More' }],
  }
}

/** A history as a table, as many clips as a table takes. */
export const historyFile = async (read: ReadPage, from: string | null, drawings: Pick<Drawings, 'table'>): Promise<Post> => {
  const generations: Generation[] = []
  let after = from
  do {
    const page = await read(after)
    generations.push(...page.entries.map(({ generation }) => generation))
    after = page.next
  } while (after !== null && generations.length < tableRows)
  return {
    ...notice(`${generations.length} ${generations.length === 1 ? 'clip' : 'clips'} as a table; open it with any spreadsheet.`),
    warnings: after === null ? [] : [`A table has ${tableRows} clips at most; /history --csv --after ${after} gives the next ones.`],
    media: [await drawings.table('moodreel-history.csv', historyTable(generations))],
  }
}
