import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Bot, startBot } from '../support/bot.ts'
import { expectNextClip } from '../support/conversation.ts'
import { runProgram } from '../support/program.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor, type Vendor } from '../support/vendor-server.ts'

// One process runs already, and must not notice what the others do.
let dataDir: string
let vendor: Vendor
let bot: Bot

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'moodreel-start-'))
  vendor = await startVendor(await smallClip())
  vendor.behaviour.renderMs = 50
  bot = await startBot({ dataDir, env: { MOODREEL_TEST_VENDOR_URL: vendor.url } })
})
afterAll(async () => {
  await bot.kill()
  await vendor.close()
  await rm(dataDir, { recursive: true })
})

/** Root may write anywhere; without its capabilities it may write what its files allow, like anybody. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []

describe('a start that cannot be ends with 1 and one sentence', () => {
  test('on the data folder of another process, which goes on unharmed', async () => {
    expect(await runProgram({ dataDir })).toEqual({
      code: 1,
      output: '',
      errors: `Another Moodreel runs on the data folder ${dataDir}; stop it first, or set MOODREEL_DATA_DIR to another folder.\n`,
    })
    await expectNextClip(bot)
  })

  test('on a port that is taken, whose owner goes on unharmed', async () => {
    const { port } = new URL(bot.url)
    const { code, errors } = await runProgram({ dataDir: await temporaryFolder(), env: { PORT: port } })
    expect([code, errors]).toEqual([
      1,
      `Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or set PORT to a free port.\n`,
    ])
    await expectNextClip(bot)
  })

  test.each([
    ['PORT', '87.8', 'PORT must be a whole number from 0 to 65535; correct it or unset it.\n'],
    [
      'MOODREEL_TEST_VENDOR_URL',
      'here',
      'Provider remote: MOODREEL_TEST_VENDOR_URL does not fit. Set MOODREEL_TEST_VENDOR_URL to the base URL of the test vendor.\n',
    ],
  ])('with a wrong %s, and touches no data', async (name, value, sentence) => {
    const ownFolder = await temporaryFolder()
    expect(await runProgram({ dataDir: ownFolder, env: { [name]: value } })).toEqual({ code: 1, output: '', errors: sentence })
    expect(await readdir(ownFolder)).toEqual([])
  })

  const cannotBeWritten = (path: string): string =>
    `The data folder ${path} or a file in it cannot be written; make it writable or set MOODREEL_DATA_DIR to another.\n`

  test('on a data folder that is read-only', async () => {
    const ownFolder = await temporaryFolder()
    await chmod(ownFolder, 0o555)
    onTestFinished(() => chmod(ownFolder, 0o755))
    const expected = { code: 1, output: '', errors: cannotBeWritten(ownFolder) }
    expect(await runProgram({ dataDir: ownFolder, through: asAnybody })).toEqual(expected)
  })

  test('on a database that belongs to somebody else', async () => {
    const ownFolder = await temporaryFolder()
    await writeFile(join(ownFolder, 'moodreel.sqlite'), '', { mode: 0o444 })
    const expected = { code: 1, output: '', errors: cannotBeWritten(ownFolder) }
    expect(await runProgram({ dataDir: ownFolder, through: asAnybody })).toEqual(expected)
  })

  test('on a database that is damaged', async () => {
    const ownFolder = await temporaryFolder()
    await writeFile(join(ownFolder, 'moodreel.sqlite'), Buffer.alloc(20_000, 'no database '))
    expect(await runProgram({ dataDir: ownFolder })).toEqual({
      code: 1,
      output: '',
      errors: `The database moodreel.sqlite in ${ownFolder} cannot be read; put a backup in its place or set MOODREEL_DATA_DIR to another folder.\n`,
    })
  })
})
