import type { Sql } from 'postgres'
import { type GenerationWorkflow, wakeSignal } from '../../../../src/studio/workflow/engine/engine.ts'
import { never } from '../../../contracts/engine-contract.ts'

/** Each time that a step was run, written down in the database that the processes share. */
export interface Diary {
  note(run: string, step: string): Promise<void>
  read(): Promise<{ run: string; step: string; by: string }[]>
}

export const createDiary = (sql: Sql, by: string): Diary => ({
  note: async (run, step) => void (await sql`insert into diary (run, step, by) values (${run}, ${step}, ${by})`),
  read: async () => [...(await sql<{ run: string; step: string; by: string }[]>`select run, step, by from diary order by n`)],
})

/** What runs in several processes. */
export const workflows = (diary: Diary): Record<string, GenerationWorkflow> => ({
  /** Hangs in its second step for as long as its process lives. */
  hangs: async (id, step) => {
    await step.run({ name: 'first' }, () => diary.note(id, 'first'))
    await step.run({ name: 'second' }, async () => {
      await diary.note(id, 'second')
      await new Promise((resolve) => setTimeout(resolve, never))
    })
  },
  /** Waits by the time between its steps. */
  waits: async (id, step) => {
    for (const name of ['first', 'second']) {
      await step.run({ name }, () => diary.note(id, name))
      await step.waitForSignal({ name: `${name}-wait`, signal: wakeSignal(id), timeout: 100 })
    }
    await step.run({ name: 'last' }, () => diary.note(id, 'last'))
  },
})
