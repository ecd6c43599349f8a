import type { RetentionRules } from '../../core/policy.ts'
import { type FilesCursor, firstFiles } from '../../storage/clip-files.ts'
import { firstPast, type PastCursor } from '../../storage/past.ts'
import type { KeepOptions } from '../../storage/referenced.ts'
import { removeClipFiles, sheetFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'

const dayMs = 24 * 3_600_000
const bytesInGigabyte = 1e9
/** What a clip's post promises where it is a link (`net/public-links.ts`). */
const linkMs = 30 * dayMs
/**
 * Between the mark of a clip and the end of its files: what somebody begins with them takes seconds until the database knows of it
 * (a model may be described first, words may be looked at), and is seen before they go.
 */
export const graceMs = 10 * 60_000

/** How much was let go. `marked`: clips whose files go after `graceMs`. */
export interface Retained {
  marked: number
  clips: number
  inputs: number
  batches: number
  cards: number
}

/** What is kept of clips after the round. */
export interface KeptClips {
  files: number
  bytes: number
  known: number
}

/**
 * Keeps what `retention` of the policy says and no more: files of clips by age and by size, what they were made from and what is known of
 * them by age; settings whose time is over always. It works on small pages, each of which stands by itself: where it is
 * stopped or killed, the next round goes on.
 */
export const createRetention = (
  parts: Pick<Parts, 'clipFiles' | 'clock' | 'log' | 'mediaStore' | 'past' | 'pastMessages' | 'policy'>,
  isStopped: () => boolean = () => false,
) => {
  const { clipFiles, clock, mediaStore, past } = parts

  /** Goes from page to page to the last. Each waits for its turn at the database, so that nobody waits for all of them. */
  const walk = async <Cursor>(first: Cursor, page: (after: Cursor) => Promise<Cursor | null>): Promise<void> => {
    for (let after: Cursor | null = first; after !== null && !isStopped(); ) after = await page(after)
  }
  const untilDone = async (some: () => Promise<boolean>): Promise<void> => {
    while (!isStopped() && (await some()));
  }

  const removeMarked = async (): Promise<number> => {
    let count = 0
    await untilDone(async () => {
      const going = await clipFiles.going(clock.now() - graceMs)
      for (const { id, batchId } of going) {
        if (isStopped()) return false
        await removeClipFiles(mediaStore, id)
        // The sheet shows the still of a clip that is no longer there.
        for await (const { key } of mediaStore.list(sheetFolder(batchId))) await mediaStore.remove(key)
        await clipFiles.gone(id)
        count += 1
      }
      return going.length > 0
    })
    return count
  }

  const sumUp = async (): Promise<{ files: number; bytes: number }> => {
    const sum = { files: 0, bytes: 0 }
    await walk<FilesCursor>(firstFiles, async (after) => {
      const page = await clipFiles.sum(after)
      sum.files += page.files
      sum.bytes += page.bytes
      return page.next
    })
    return sum
  }

  const markWhere = async (limits: Parameters<typeof clipFiles.mark>[1]): Promise<number> => {
    let left = limits.bytes ?? Number.POSITIVE_INFINITY
    let count = 0
    await walk<FilesCursor>(firstFiles, async (after) => {
      const page = await clipFiles.mark(after, { ...limits, bytes: left })
      left -= page.bytes
      count += page.marked
      return left > 0 ? page.next : null
    })
    return count
  }

  const keepBy = ({ keepVoted }: RetentionRules, now: number): KeepOptions => ({ keepVoted, linksSince: now - linkMs })

  const markClips = async (rules: RetentionRules, now: number): Promise<number> => {
    const { clipDays, clipGigabytes, historyDays } = rules
    const keep = keepBy(rules, now)
    // What nothing is known of any more would have files for ever.
    const kept = Math.min(clipDays ?? Number.POSITIVE_INFINITY, historyDays ?? Number.POSITIVE_INFINITY)
    const old = Number.isFinite(kept) ? await markWhere({ before: now - kept * dayMs, now, ...keep }) : 0
    if (clipGigabytes === null) return old
    const tooMuch = (await sumUp()).bytes - clipGigabytes * bytesInGigabyte
    return tooMuch > 0 ? old + (await markWhere({ before: now, bytes: tooMuch, now, ...keep })) : old
  }

  const forgetHistory = async (rules: RetentionRules, now: number) => {
    const { historyDays } = rules
    const forgotten = { batches: 0, cards: 0 }
    if (historyDays === null) return forgotten
    const before = now - historyDays * dayMs
    await walk<PastCursor>(firstPast, async (after) => {
      const page = await past.forgetBatches(after, { before, ...keepBy(rules, now) })
      forgotten.batches += page.batches
      return page.next
    })
    await walk(0, async (after) => {
      const page = await parts.pastMessages.forgetCards(after, before)
      forgotten.cards += page.cards
      return page.next
    })
    await untilDone(() => past.forgetDays(new Date(before).toISOString().slice(0, 10)))
    return forgotten
  }

  const forgetInputs = async (rules: RetentionRules, now: number): Promise<number> => {
    const { inputDays } = rules
    let count = 0
    if (inputDays === null) return count
    await walk<PastCursor>(firstPast, async (after) => {
      const page = await past.forgetInputs(after, { before: now - inputDays * dayMs, ...keepBy(rules, now) })
      count += page.batches
      return page.next
    })
    return count
  }

  return {
    /** One round by the rules as they are now. */
    async round(): Promise<Retained> {
      const rules = parts.policy.retention
      const now = clock.now()
      await untilDone(clipFiles.count)
      const clips = await removeMarked()
      const marked = await markClips(rules, now)
      const inputs = await forgetInputs(rules, now)
      const { batches, cards } = await forgetHistory(rules, now)
      await untilDone(() => past.forgetExpired(now))
      const done = { marked, clips, inputs, batches, cards }
      if (Object.values(done).some((count) => count > 0)) parts.log.info({ ...done }, 'what is kept no longer went')
      return done
    },

    async kept(): Promise<KeptClips> {
      let known = 0
      await walk('', async (after) => {
        const page = await past.countRows(after)
        known += page.count
        return page.next
      })
      return { ...(await sumUp()), known }
    },
  }
}
