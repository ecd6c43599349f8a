import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { ProgramsFirst } from './test/support/programs-first.ts'

/** What several processes have to do with each other. */
const processes = 'test/storage/processes.test.ts'
/** What is run on both databases: whoever keeps something. */
const onPostgres = ['attempts', 'fair-queue', 'ledger', 'limits', 'number-clips', 'slots', 'tenants'].map(
  (name) => `test/storage/${name}.test.ts`,
)

export default defineConfig({
  test: {
    // Two cores are the smallest machine that the suite promises to finish on. Two more workers have them while others wait for sockets.
    maxWorkers: 4,
    // No module here keeps anything of its own, so files share a process: one for each would be half of what most of them cost.
    isolate: false,
    sequence: { sequencer: ProgramsFirst },
    globalSetup: ['test/support/run-folder.ts'],
    setupFiles: ['src/net/node-fetch-first.ts'],
    // What Node compiled is kept, for the threads of the tests and for the programs that they start.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, processes] } },
      // The same tests of what is kept, on a real Postgres.
      { extends: true, test: { name: 'postgres', include: [...onPostgres, processes], globalSetup: ['test/support/postgres-server.ts'] } },
    ],
  },
})
