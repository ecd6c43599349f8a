import { mkdir } from 'node:fs/promises'
import type { StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { askFor, houseOf, openOf } from './house.ts'
import type { FaultHouse } from './run-house.ts'
import { closeStand, openStand, type Stand } from './stand.ts'
import { until } from './until.ts'

/** Ends a house when each vendor has accepted a clip and opens it again on the same folder; tells what came of each vendor's. */
export const restartAfterAcceptance = async (vendors: ReadonlyMap<string, StartFaultVendor>, { folder, media }: FaultHouse) => {
  await mkdir(folder, { recursive: true })
  const stands = await Promise.all(
    [...vendors.values()].map((start, index) => {
      const options = { index, folder, now: Date.now, trapPort: 0 }
      return openStand(start, () => ({ kind: 'connection', name: 'the bot is restarted', rule: { hold: true } }), options)
    }),
  )
  const first = await houseOf(folder, stands, media, Date.now)
  await first.start()
  const ids = new Map<Stand, string>()
  for (const stand of stands) ids.set(stand, await askFor(first, stand, folder))
  for (const id of ids.values())
    await until('the clip is accepted', async () => (await first.storage.attempts.latest(id))?.state === 'accepted')
  for (const { proxy } of stands) proxy.release()
  await first.close()
  const second = await houseOf(folder, stands, media, Date.now)
  try {
    const before = new Map(await Promise.all([...ids.values()].map(async (id) => [id, await second.storage.generations.find(id)] as const)))
    await second.start()
    await until('the clips are over', async () => (await openOf(second, [...ids.values()])).length === 0)
    const posts = [first, second].flatMap(({ platform }) => [...platform.messages.values()].filter(({ kind }) => kind !== 'batch'))
    const found = [...ids].map(async ([{ vendor }, id]) => ({
      wasOverBefore: before.get(id)?.generation.finishedAt !== null,
      state: (await second.storage.generations.find(id))?.generation.state,
      jobs: vendor.jobs(),
      posts: posts.flatMap(({ kind, generationIds }) => (generationIds.includes(id) ? [kind] : [])),
      entries: (await second.storage.ledger.entriesOf(id)).map(({ kind }) => kind),
    }))
    const [names, all] = [[...vendors.keys()], await Promise.all(found)]
    return new Map(names.map((name, at) => [name, all[at]]))
  } finally {
    await second.close()
    for (const stand of stands) await closeStand(stand)
  }
}
