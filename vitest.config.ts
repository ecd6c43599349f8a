import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { ProgramsFirst } from './test/support/programs-first.ts'

/** What needs a Postgres: what several processes have to do with each other, and what moves there. */
const processes = [
  ...['storage', 'studio/workflow/engine', 'platforms/discord', 'platforms/slack', 'e2e'].map(
    (folder) => `test/${folder}/processes.test.ts`,
  ),
  'test/storage/moving/*.test.ts',
]
/** What is run on both databases: whoever keeps something. */
const onPostgres = [
  'attempts',
  'fair-queue',
  'ledger',
  'limits',
  'number-clips',
  'references',
  'retention',
  'slots',
  'stills',
  'tenants',
].map((name) => `test/storage/${name}.test.ts`)
/** `npm run test:postgres`: whatever works with the studio, on Postgres. */
const everything = ['studio', 'spending', 'commands', 'desk', 'tenants', 'storage'].map((folder) => `test/${folder}/**/*.test.ts`)
/** What is about SQLite's files, or has databases of its own. */
const aboutSqlite = ['sqlite', 'inbox', 'data-folder', 'days-of-old-clips', 'settings', 'clip-at', 'shown-media', 'media-folder'].map(
  (name) => `test/storage/${name}.test.ts`,
)
/** Stops the clock of the whole process, and with it that of the database's driver. */
const stopsTheClock = 'test/studio/honest-words.test.ts'
const isWide = process.env['TEST_EVERYTHING_ON'] === 'postgres'
/** Minutes of drawing and encoding, so beside the suite: `npm run test:first-frame` and `npm run test:kinds`. */
const beside = [
  ...(process.env['TEST_FIRST_FRAME'] ? [] : ['test/e2e/first-frame.test.ts', 'test/e2e/first-frame-vendors.test.ts']),
  ...(process.env['TEST_KINDS'] ? [] : ['test/media/every-kind.test.ts']),
]

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
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine may take its time; what is awaited is mostly there at once.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...processes, ...beside] },
      },
      // The same tests of what is kept, on a real Postgres.
      {
        extends: true,
        test: {
          name: 'postgres',
          include: isWide ? everything : [...onPostgres, ...processes],
          exclude: [...configDefaults.exclude, ...(isWide ? [...aboutSqlite, stopsTheClock] : [])],
          globalSetup: ['test/support/postgres-server.ts'],
        },
      },
    ],
  },
})
