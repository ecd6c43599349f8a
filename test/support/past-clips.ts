import type { Clip } from '../../src/core/generation.ts'
import type { Tier } from '../../src/core/tier.ts'
import type { Database } from '../../src/storage/database.ts'
import type { IngestedInput } from '../../src/storage/generation-rows.ts'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createPosts } from '../../src/storage/posts.ts'
import { admission } from './admission.ts'
import { sampleClip } from './sample-clip.ts'

const wide: Partial<Tier> = { clipsPerDay: 1_000, inFlight: 1_000, creditsPerMonth: 100_000 }

interface Made {
  at: number
  takes?: number
  memberId?: string
  parentId?: string
  inputs?: IngestedInput[]
  /** What its two files take together; 2,000 when absent. */
  bytes?: number
  /** Null for a clip that never came, absent for one on its way. */
  end?: 'delivered' | 'failed' | 'open'
  costCredits?: number
}

const clipOf = (id: string, bytes: number): Clip => {
  const clip = sampleClip(id)
  return { ...clip, video: { ...clip.video, sizeBytes: bytes - clip.poster.sizeBytes } }
}

/** Makes clips of some time ago, with all rows that the bot would have written of them. */
export const createPastClips = (db: Database) => {
  const [ledger, generations, posts] = [createLedger(db), createGenerations(db), createPosts(db)]
  return async ({ at, takes = 1, memberId = 'ann', parentId, inputs = [], bytes = 2_000, end = 'delivered', costCredits = 7 }: Made) => {
    const asked = admission({ takes, memberId, now: at, tier: wide })
    for (const generation of asked.generations) generation.parentId = parentId ?? null
    await ledger.admit(asked)
    const { batch } = asked
    await generations.saveInputs(batch.id, inputs)
    await posts.sent(`root:${batch.id}`, { platform: 'web', channel: 'feed', message: batch.id }, at)
    const ids = asked.generations.map(({ id }) => id)
    for (const id of ids) {
      if (end === 'open') continue
      if (end === 'delivered') {
        const clip = clipOf(id, bytes)
        await generations.saveClip(id, clip)
        await generations.savePosted(id, { shape: { as: 'file', file: clip.video }, inRound: false })
        await posts.sent(`clip:${id}`, { platform: 'web', channel: 'feed', message: id }, at)
        await posts.sent(`clip:${id}:${at}`, { platform: 'web', channel: 'feed', message: `${id} again` }, at)
      }
      const failure = { code: 'provider_failed', message: 'It failed.' } as const
      const isMade = end === 'delivered'
      await ledger.close(id, { state: end, costCredits: isMade ? costCredits : 0, failure: isMade ? null : failure, now: at })
    }
    return { batchId: batch.id, ids, id: ids[0] ?? '' }
  }
}
