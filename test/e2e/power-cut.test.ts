import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { expectOrder, fillSlots, killAt, openRemoteWorld } from '../support/remote-world.ts'

/** Makes the next start believe that the machine was started anew: it then trusts nothing that the engine remembers. */
const reboot = (dataDir: string): Promise<void> => writeFile(join(dataDir, 'engine.sqlite-boot'), 'another start of the machine')

test('after a power cut at any stage every clip is begun anew and comes once, paid once; one that was cancelled is so at the vendor', async () => {
  const world = await openRemoteWorld()
  const { dataDir, vendor } = world
  vendor.behaviour.renderMs = 400
  let bot = await world.start()
  // The first cut meets others that wait in line, wait for an answer that is lost with it, and are rendered; one of these is cancelled.
  await fillSlots(bot, world)
  const { generations } = readBooks(dataDir)
  const [held, inLine] = [generations[0], generations.at(-1)]
  for (const stage of ['open-thread', 'slot', 'collect', 'deliver', 'report-end']) {
    await killAt(bot, stage, 'stage ends')
    if (vendor.behaviour.holds) {
      using database = new DatabaseSync(join(dataDir, 'moodreel.sqlite'))
      database.prepare('update generations set cancel_requested_at = ? where id = ?').run(Date.now(), held?.id ?? '')
    }
    await reboot(dataDir)
    const runs = new Set(bot.log.map((line) => line['run']))
    bot = await world.start()
    if (vendor.behaviour.holds) await bot.logged((line) => line['generation'] === inLine?.id && !runs.has(line['run']))
    const canceled = () => readBooks(dataDir).generations.filter(({ state }) => state === 'canceled')
    await expect.poll(canceled, { timeout: 30_000 }).toMatchObject([{ id: held?.id, entries: [{ kind: 'hold' }, { kind: 'refund' }] }])
    vendor.behaviour.holds = null
  }
  expect(vendor.jobs.filter(({ state }) => state === 'canceled').map(({ prompt }) => prompt)).toEqual(['held 1'])
  await expectOrder(bot, world, 4 + 5)
}, 120_000)
