import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { createClipFiles } from '../../../src/storage/clip-files.ts'
import { createFileUse } from '../../../src/storage/file-use.ts'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'
import { createPast } from '../../../src/storage/past.ts'
import { createPastMessages } from '../../../src/storage/past-messages.ts'
import { createReferenceFiles } from '../../../src/storage/reference-files.ts'
import { createMemory } from '../../../src/storage/settings.ts'
import { createUsage } from '../../../src/storage/usage.ts'
import { createVotes } from '../../../src/storage/votes.ts'
import { createWebMessages } from '../../../src/storage/web-messages.ts'
import { createHousekeeping } from '../../../src/studio/workflow/housekeeping.ts'
import { graceMs } from '../../../src/studio/workflow/retention.ts'
import { newDatabase } from '../../support/lay-databases.ts'
import { createPastClips } from '../../support/past-clips.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleInput } from '../../support/sample-clip.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const day = 24 * 3_600_000
const here = { platform: 'web', workspace: 'local' }

test('over four months of clips the database and the folder stay as large as after two, and nothing that is needed is lost', async () => {
  const db = await newDatabase()
  const folder = join(await temporaryFolder(), 'media')
  const mediaStore = await openMediaFolder(folder, { reserveBytes: 0 })
  const messages = createWebMessages(db)
  const make = createPastClips(db)
  const policy = await shippedPolicy()
  const retention = { clipDays: 20, clipGigabytes: null, inputDays: 20, historyDays: 35, keepVoted: true }
  const put = async (key: string): Promise<void> => {
    await mkdir(dirname(join(folder, key)), { recursive: true })
    await writeFile(join(folder, key), 'x'.repeat(100))
  }
  let now = Date.now()
  let removals = Number.POSITIVE_INFINITY
  /** Each round is a process of its own. One in three is killed in the middle. */
  const round = async (): Promise<void> => {
    const dying = {
      ...mediaStore,
      async remove(key: string): Promise<void> {
        if (removals-- <= 0) throw new Error('killed')
        await mediaStore.remove(key)
      },
    }
    const parts = {
      ...{ clipFiles: createClipFiles(db), fileUse: createFileUse(db), past: createPast(db), pastMessages: createPastMessages(db) },
      referenceFiles: createReferenceFiles(db),
      ...{ mediaStore: dying, memory: createMemory(db, async () => undefined), clock: { now: () => now }, log: quietLog },
    }
    await createHousekeeping({ ...parts, policy: { ...policy, retention } })
      .round()
      .catch(() => undefined)
  }
  const measure = async () => {
    const count = async (table: 'batches' | 'generations' | 'ledger' | 'posts' | 'web_messages' | 'totals') =>
      Number(
        (
          await db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirst()
        )?.count,
      )
    const tables = ['batches', 'generations', 'posts', 'web_messages'] as const
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    return {
      rows: await Promise.all(tables.map(count)),
      others: (await count('ledger')) + (await count('totals')),
      files: (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length,
      pages: rows[0]?.page_count ?? 0,
    }
  }

  const needed: string[] = []
  const middle: Awaited<ReturnType<typeof measure>>[] = []
  for (let today = 0; today < 120; today++, now += day) {
    const input = `d${today}.jpg`
    const isLiked = today % 5 === 0 && today < 20
    const { ids, batchId } = await make({ at: now, takes: 2, inputs: [sampleInput('firstFrame', input)], costCredits: 3 })
    await make({ at: now, memberId: 'bea', end: 'failed' })
    for (const id of ids) {
      for (const key of [`clips/${id}.mp4`, `posters/${id}.jpg`]) await put(key)
      if (isLiked) await createVotes(db).toggle(id, { ...here, memberId: 'bea' }, now)
      if (isLiked) needed.push(`clips/${id}.mp4`, `posters/${id}.jpg`)
    }
    await put(`inputs/${input}`)
    await put(`sheets/${batchId}/all.jpg`)
    if (isLiked) needed.push(`inputs/${input}`, `sheets/${batchId}/all.jpg`)
    if (today === 10) await make({ at: now, parentId: ids[0] ?? '', end: 'open' })
    const card = { key: batchId, thread: null, asked: null, createdAt: now }
    await messages.append({ ...card, id: batchId, post: { ...notice('A card.'), generationIds: ids } })
    removals = today % 3 === 1 ? today % 7 : Number.POSITIVE_INFINITY
    await round()
    now += graceMs + 1
    removals = Number.POSITIVE_INFINITY
    if (today % 4 !== 2) await round()
    now -= graceMs + 1
    if (today === 59 || today === 119) middle.push(await measure())
  }

  const [before, after] = middle
  expect(after?.rows).toEqual(before?.rows)
  expect(after?.files).toBe(before?.files)
  // A ledger keeps a line for each member, month and kind, and a total for each member and month.
  expect(after?.others).toBeLessThan((before?.others ?? 0) + 30)
  expect(after?.pages).toBeLessThan((before?.pages ?? 0) * 1.05)
  for (const key of needed) await expect(mediaStore.size(key)).resolves.toBe(100)
  const [all] = await createUsage(db).by('member_id', { workspace: here, memberId: null, from: '', to: '9' })
  expect(all).toEqual({ key: 'ann', clips: 241, stills: 0, credits: 240 * 3 + 10, free: { clips: 0, stills: 0 } })
}, 60_000)
