import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { readBooks } from '../test/support/books.ts'
import type { World } from './world.ts'

const members = 50
const overMs = 365 * 24 * 3_600_000
/** In this order a row comes after those that it refers to. */
const tables = ['members', 'batches', 'generations', 'attempts', 'ledger', 'posts', 'web_messages'] as const

type Row = Record<string, SQLInputValue>

/**
 * Gives a data folder a past: one clip is made by the real program, then its rows are copied with new ids, over the
 * last year and fifty members. So every row has the shape that the program writes, whatever that becomes.
 */
export const seed = async (world: World, dataDir: string, generations: number): Promise<void> => {
  world.vendor.behaviour.renderMs = 0
  const bot = await world.start(dataDir)
  await bot.say('/t2v a paper boat in the rain, slow push-in, late light --model remote')
  while (readBooks(dataDir).generations[0]?.state !== 'delivered') await sleep(50)
  await bot.stop()

  const database = new DatabaseSync(join(dataDir, 'moodreel.sqlite'))
  try {
    database.exec('pragma synchronous = off; pragma cache_size = -400000; begin')
    copyRows(database, generations)
    database.exec('commit; pragma wal_checkpoint(truncate); analyze')
  } finally {
    database.close()
  }
}

const copyRows = (database: DatabaseSync, generations: number): void => {
  const templates = tables.flatMap((table) => {
    const rows = database.prepare(`select * from ${table}`).all() as Row[]
    return rows.filter((row) => row['kind'] !== 'grant').map((row) => ({ table, row }))
  })
  const ids = [...new Set(templates.flatMap(({ row }) => idsOf(row)))]
  const inserts = templates.map(({ table, row }) => {
    const columns = Object.keys(row).filter((column) => column !== 'sequence')
    const insert = database.prepare(`insert or ignore into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
    return { insert, columns, row }
  })
  const pattern = new RegExp(ids.join('|'), 'g')
  const now = Date.now()
  let revision = Number((database.prepare('select max(revision) as newest from web_messages').get() as Row)['newest'])

  for (let n = 0; n < generations; n += 1) {
    const fresh = new Map(ids.map((id, index) => [id, `${index.toString(36).padStart(2, '0')}${n.toString(36).padStart(10, '0')}`]))
    const at = now - overMs + Math.round((overMs / generations) * n)
    const member = n % members === 0 ? 'local' : `member-${n % members}`
    const month = new Date(at).toISOString().slice(0, 7)
    for (const { insert, columns, row } of inserts) {
      const values = columns.map((column): SQLInputValue => {
        const value = row[column] ?? null
        if (column === 'member_id') return member
        if (column === 'period') return month
        if (column === 'revision') return ++revision
        if (column === 'run_id') return `run-${n}`
        if (column === 'invocation_key') return `web:seed-${n}`
        if (column.endsWith('_at') && typeof value === 'number' && value > 0) return at
        return typeof value === 'string' ? value.replace(pattern, (id) => fresh.get(id) ?? id) : value
      })
      insert.run(...values)
    }
  }
}

/** The ids that rows know each other by, in their own columns. */
const idsOf = (row: Row): string[] =>
  Object.entries(row).flatMap(([column, value]) =>
    /^(id|batch_id|generation_id|thread)$/.test(column) && typeof value === 'string' ? [value] : [],
  )
