import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { MediaTools } from '../../../src/core/media.ts'
import { askFor, houseOf, openOf, type RunningHouse } from './house.ts'
import { type Outcome, readOutcome } from './outcome.ts'
import { closeStand, type OpenStand, type Stand } from './stand.ts'

const minute = 60_000
/** How far the clock is moved when nothing goes on by itself: past all that settles soon, past what is tried anew, past a day. */
const jumpsMs = [0, 10 * minute, 20 * minute, 45 * minute, 25 * 60 * minute + 15 * minute]
/** For what a real second decides: the patience of a download, and media work on a busy machine. */
const phaseMs = 60_000
const lookEveryMs = 100
const triesApartMs = minute

export interface FaultHouse {
  folder: string
  /** Shared, for it is dear. Its work folder holds `folder`. */
  media: MediaTools
}

/** The vendor tells at the attempt's address what it took. It hears whether that was believed, and does not tell it twice. */
const tellOf = async ({ webhooks }: RunningHouse, stand: Stand): Promise<void> => {
  const { webhookUrl, vendor, isUnknown } = stand
  if (!webhookUrl || !isUnknown || !vendor.webhook || vendor.jobs() === 0) return
  stand.webhookUrl = null
  const [, , provider = '', key = '', attemptId = ''] = new URL(webhookUrl).pathname.split('/')
  const { rawBody, headers } = vendor.webhook(webhookUrl)
  await webhooks
    .listenerOf(provider, attemptId, key)
    ?.hear(rawBody, headers)
    .catch((error: unknown) => {
      if (!(error instanceof MoodreelError) || error.code !== 'not_signed') throw error
    })
}

/**
 * Makes one clip in each stand, all in one house, and tells what became of them. Where nothing goes on by itself the clock is moved on, as
 * far as a day, when even an outcome that nobody knows has to end.
 */
export const runHouse = async (opens: readonly OpenStand[], { folder, media }: FaultHouse): Promise<Outcome[]> => {
  let ahead = 0
  const now = (): number => Date.now() + ahead
  let trapped = 0
  const trap = createServer((_, response) => {
    trapped += 1
    response.end()
  })
  await new Promise<void>((resolve) => trap.listen(0, '::1', resolve))
  await mkdir(folder, { recursive: true })
  const { port: trapPort } = trap.address() as AddressInfo
  const stands = await Promise.all(opens.map((open, index) => open({ index, folder, now, trapPort })))
  const house = await houseOf(folder, stands, media, now)
  try {
    const ids = new Map<Stand, string>()
    // Before it starts: a house that works looks at its models too, and would refuse what it found to be broken.
    for (const stand of stands) ids.set(stand, await askFor(house, stand, folder))
    await house.start()

    const standOf = new Map(stands.map((stand) => [ids.get(stand) ?? '', stand]))
    let waiting: { stand: Stand; id: string; isStuck: boolean }[] = []
    /** Leaves those that are not over, and says which get nowhere by themselves. */
    const look = async (): Promise<void> => {
      waiting = (await openOf(house, [...ids.values()])).flatMap(({ id, isClosed }) => {
        const stand = standOf.get(id)
        if (!stand) return []
        return [
          {
            stand,
            id,
            isStuck:
              !isClosed && (stand.fruitless > 1 || (stand.isUnknown && (!stand.provider.reconcile || stand.vendor.isForgetful === true))),
          },
        ]
      })
    }

    const heldBefore = new Map<string, string[]>()
    for (const jump of jumpsMs) {
      for (const { stand, id, isStuck } of waiting) {
        stand.fruitless = 0
        if (!isStuck) continue
        const { generation } = await house.studio.find(id)
        // Over since it was looked at.
        if (generation.finishedAt !== null) continue
        const entries = await house.storage.ledger.entriesOf(id)
        heldBefore.set(id, [...(heldBefore.get(id) ?? []), `${generation.state}: ${entries.map(({ kind }) => kind)}`])
      }
      ahead = jump
      const isLast = jump === jumpsMs.at(-1)
      const end = performance.now() + phaseMs
      await Promise.all(stands.map((stand) => tellOf(house, stand)))
      for (await look(); !waiting.every(({ isStuck }) => isStuck && !isLast) && performance.now() < end; await look()) {
        // Whatever still waits, waits by the engine's clock, which nobody moves.
        // What was tried in vain for a while is given up, and only a clock that goes on makes it a while.
        if (isLast) ahead += triesApartMs
        await house.hurry(waiting.flatMap(({ id, isStuck }) => (isLast || !isStuck ? [id] : [])))
        await sleep(lookEveryMs)
        await Promise.all(stands.map((stand) => tellOf(house, stand)))
      }
    }
    const read = await Promise.all([...ids].map(([stand, id]) => readOutcome(house, stand, id, heldBefore.get(id) ?? [])))
    if (trapped > 0) read[0]?.problems.push(`${trapped} requests went to an address that nobody configured`)
    return read
  } finally {
    await house.close()
    for (const stand of stands) await closeStand(stand)
    await new Promise((resolve) => trap.close(resolve))
  }
}
