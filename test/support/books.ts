import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What the database says of every generation: how it ended, what it was tried and what the ledger holds of it. */
export interface BookedGeneration {
  id: string
  state: string
  slot: string
  attempts: { id: string; state: string }[]
  entries: { kind: string; credits: number }[]
}

/** Reads the bot's database from outside, as an auditor would. */
export const readBooks = (dataDir: string): { generations: BookedGeneration[]; balance: number } => {
  const db = new DatabaseSync(join(dataDir, 'moodreel.sqlite'), { readOnly: true })
  try {
    const attempts = db.prepare('select id, state, generation_id from attempts').all() as {
      id: string
      state: string
      generation_id: string
    }[]
    const entries = db.prepare('select kind, credits, generation_id from ledger').all() as {
      kind: string
      credits: number
      generation_id: string
    }[]
    const generations = db.prepare('select id, state, slot from generations order by created_at').all() as {
      id: string
      state: string
      slot: string
    }[]
    return {
      balance: entries.reduce((sum, entry) => sum + entry.credits, 0),
      generations: generations.map(({ id, state, slot }) => ({
        id,
        state,
        slot,
        attempts: attempts.filter((one) => one.generation_id === id).map((one) => ({ id: one.id, state: one.state })),
        entries: entries.filter((one) => one.generation_id === id).map((one) => ({ kind: one.kind, credits: one.credits })),
      })),
    }
  } finally {
    db.close()
  }
}
