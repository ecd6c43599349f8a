import { mkdir } from 'node:fs/promises'
import type { MediaTools } from '../../../src/core/media.ts'
import type { StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { askFor, houseOf, openOf } from './run-cases.ts'
import { closeStand, openStand } from './stand.ts'
import { until } from './until.ts'

/** Ends the house when a vendor has accepted a clip and opens it again on the same folder; counts what came of it. */
export const restartAfterAcceptance = async (start: StartFaultVendor, { folder, media }: { folder: string; media: MediaTools }) => {
  await mkdir(folder, { recursive: true })
  const options = { index: 0, folder, now: Date.now, trapPort: 0 }
  const stand = await openStand(start, () => ({ kind: 'connection', name: 'the bot is restarted', rule: { hold: true } }), options)
  const first = await houseOf(folder, [stand], media, Date.now)
  await first.start()
  const id = await askFor(first, stand, folder)
  await until('the clip is accepted', async () => (await first.storage.attempts.latest(id))?.state === 'accepted')
  stand.proxy.release()
  await first.close()
  const second = await houseOf(folder, [stand], media, Date.now)
  try {
    const before = await second.storage.generations.find(id)
    await second.start()
    await until('the clip is over', async () => (await openOf(second, [id])).length === 0)
    const after = await second.storage.generations.find(id)
    const posts = [first, second].flatMap(({ platform }) => [...platform.messages.values()].filter(({ kind }) => kind !== 'batch'))
    return {
      wasOverBefore: before?.generation.finishedAt !== null,
      state: after?.generation.state,
      jobs: stand.vendor.jobs(),
      posts: posts.map(({ kind }) => kind),
      entries: (await second.storage.ledger.entriesOf(id)).map(({ kind }) => kind),
    }
  } finally {
    await second.close()
    await closeStand(stand)
  }
}
