import { describe, expect, test } from 'vitest'
import { notice } from '../../src/core/post.ts'
import { createAttempts } from '../../src/storage/attempts.ts'
import { createCases } from '../../src/storage/cases.ts'
import { createClipFiles, firstFiles } from '../../src/storage/clip-files.ts'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createPast, firstPast } from '../../src/storage/past.ts'
import { createPastMessages } from '../../src/storage/past-messages.ts'
import { createSanctions } from '../../src/storage/sanctions.ts'
import { createSettings } from '../../src/storage/settings.ts'
import { createUsage } from '../../src/storage/usage.ts'
import { createVotes } from '../../src/storage/votes.ts'
import { createWebMessages } from '../../src/storage/web-messages.ts'
import { noon, periodsAt, tier } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'
import { createPastClips } from '../support/past-clips.ts'
import { sampleInput } from '../support/sample-clip.ts'

const day = 24 * 3_600_000
const here = { platform: 'web', workspace: 'local' }
const ann = { ...here, memberId: 'ann' }
const old = noon - 100 * day
const keep = { keepVoted: true, linksSince: noon - 30 * day }

describe('retention', () => {
  const open = async () => {
    const db = await newDatabase()
    const files = createClipFiles(db)
    const past = createPast(db)
    const generations = createGenerations(db)
    return {
      ...{ db, files, past, generations, make: createPastClips(db) },
      /** Marks everything that was done before a time, and gives what is to go then. */
      async marked(before = noon, bytes?: number): Promise<string[]> {
        while (await files.count());
        await files.mark(firstFiles, { before, now: noon, ...(bytes !== undefined && { bytes }), ...keep })
        return (await files.going(noon)).map(({ id }) => id)
      },
      /** Lets every clip's files and rows go that were over before a time. */
      async forget(before = noon): Promise<void> {
        while (await files.count());
        await files.mark(firstFiles, { before, now: noon, ...keep })
        for (const { id } of await files.going(noon)) await files.gone(id)
        for (let after: typeof firstPast | null = firstPast; after; ) after = (await past.forgetBatches(after, { before, ...keep })).next
      },
      known: async (): Promise<string[]> => (await db.selectFrom('generations').select('id').execute()).map(({ id }) => id),
    }
  }
  type Opened = Awaited<ReturnType<typeof open>>

  test('a clip of which nobody knows that its chat has it keeps its files for as long as its link was promised', async () => {
    const { db, make, marked } = await open()
    const undelivered = await make({ at: noon - 10 * day })
    const gone = await make({ at: old })
    await db.updateTable('generations').set({ posted_json: null }).where('id', 'in', [undelivered.id, gone.id]).execute()
    const shown = await make({ at: noon - 10 * day })
    expect((await marked()).toSorted()).toEqual([gone.id, shown.id].toSorted())
  })

  test('of clips that are old the files go, the oldest first, and as many as make up what is too much', async () => {
    const { make, marked, files } = await open()
    const first = await make({ at: old, bytes: 3_000 })
    const second = await make({ at: old + day, bytes: 3_000 })
    await make({ at: old, end: 'failed' })
    const third = await make({ at: noon - day, bytes: 4_000 })
    expect(await marked(old)).toEqual([])
    expect(await files.sum(firstFiles)).toEqual({ files: 3, bytes: 10_000, next: null })
    expect(await marked(noon, 3_001)).toEqual([first.id, second.id])
    expect(await files.sum(firstFiles)).toEqual({ files: 1, bytes: 4_000, next: null })
    await files.gone(first.id)
    await files.gone(second.id)
    expect(await marked(noon)).toEqual([third.id])
  })

  /** Each makes a clip that something needs. */
  const needs: [string, (opened: Opened) => Promise<string[]>][] = [
    ['is on its way', async ({ make }) => (await make({ at: old, end: 'open' })).ids],
    [
      'stands in a message with one that is on its way',
      async ({ make, db }) => {
        const { ids } = await make({ at: old, takes: 2 })
        await db
          .updateTable('generations')
          .set({ finished_at: null })
          .where('id', '=', ids[1] ?? '')
          .execute()
        return ids
      },
    ],
    [
      'is what one on its way is made from',
      async ({ make }) => {
        const { id } = await make({ at: old })
        const child = await make({ at: old, parentId: id, end: 'open' })
        return [id, child.id]
      },
    ],
    [
      'can be brought back',
      async ({ make, generations }) => {
        const { id } = await make({ at: old })
        await generations.update(id, { removed_at: noon, kept_until: noon + day })
        return [id]
      },
    ],
    [
      'waits for a moderator',
      async ({ make, db }) => {
        const { id } = await make({ at: old })
        await createCases(db).report(ann, id, { reporterId: 'bea', reporterName: 'Bea', reason: 'other', words: 'Look.', at: old })
        return [id]
      },
    ],
    [
      'was judged, which can be taken back',
      async ({ make, db }) => {
        const { id } = await make({ at: old })
        await createCases(db).end(ann, id, { deed: 'dismiss', byId: 'mod', byName: 'Mod', at: old, event: 'web:1' })
        return [id]
      },
    ],
    [
      'is what a member appeals about',
      async ({ make, db }) => {
        const { id } = await make({ at: old })
        const sanction = { id: 'one', kind: 'warning', reason: 'rude', until: null, byName: 'Mod', at: old, generationId: id } as const
        await createSanctions(db).add(ann, sanction)
        await createSanctions(db).appeal('one', { words: 'It says ,"answer":{ in my film.', at: old })
        return [id]
      },
    ],
    [
      'somebody likes',
      async ({ make, db }) => {
        const { id } = await make({ at: old })
        await createVotes(db).toggle(id, { ...here, memberId: 'bea' }, old)
        return [id]
      },
    ],
    [
      'is posted as a link that is good for a while yet',
      async ({ make, generations, db }) => {
        const { id } = await make({ at: old })
        await generations.savePosted(id, { shape: { as: 'words', why: 'too_large' }, inRound: false })
        await db
          .updateTable('generations')
          .set({ finished_at: noon - 29 * day })
          .where('id', '=', id)
          .execute()
        return [id]
      },
    ],
  ]

  test('nothing goes of a clip that something needs, and all goes of others', async () => {
    const opened = await open()
    const needed = new Map<string, string>()
    for (const [why, prepare] of needs) for (const id of await prepare(opened)) needed.set(id, why)
    const free = await opened.make({ at: old })
    const whyOf = (id: string): string => needed.get(id) ?? 'nothing needs it'
    expect((await opened.marked()).map(whyOf)).toEqual([whyOf(free.id)])
    await opened.forget()
    expect((await opened.known()).map(whyOf).toSorted()).toEqual([...needed.values()].toSorted())
  })

  test('what somebody began with a clip before it was marked keeps its files', async () => {
    const { make, marked, files, generations } = await open()
    const { id } = await make({ at: old })
    expect(await marked()).toEqual([id])
    await make({ at: noon, parentId: id, end: 'open' })
    expect(await files.going(noon)).toEqual([])
    expect((await generations.find(id))?.generation.filesGoneAt).toBeNull()
  })

  test('use, quotas and the ledger are the same to the credit when files and rows are gone', async () => {
    const { db, make, forget, known } = await open()
    const [usage, ledger] = [createUsage(db), createLedger(db)]
    for (let back = 100; back > 0; back -= 15) {
      const at = noon - back * day
      await make({ at, takes: 2, costCredits: back % 7 })
      await make({ at, memberId: 'bea', end: 'failed' })
    }
    await ledger.grant(ann, { credits: 30, note: 'thanks', key: 'web:1', periods: periodsAt(old), now: old })
    const books = async () => ({
      usage: await Promise.all(
        (['day', 'member_id', 'model', 'state'] as const).flatMap((column) =>
          [null, 'ann', 'bea'].map((memberId) => usage.by(column, { workspace: here, memberId, from: '', to: '9' })),
        ),
      ),
      some: await usage.by('day', {
        workspace: here,
        memberId: null,
        from: periodsAt(noon - 60 * day).day.name,
        to: periodsAt(noon).day.name,
      }),
      quotas: await Promise.all([old, noon].map((at) => ledger.quota(ann, tier, periodsAt(at), at))),
      months: (
        await db
          .selectFrom('ledger')
          .select(({ fn }) => ['member_id', 'period', 'kind', fn.sum<number>('credits').as('credits')])
          .groupBy(['member_id', 'period', 'kind'])
          .orderBy('member_id')
          .orderBy('period')
          .orderBy('kind')
          .execute()
      ).map((row) => ({ ...row, credits: Number(row.credits) })),
    })
    const before = await books()
    expect(before.usage[0]).toHaveLength(7)
    const all = (await known()).length
    for (const age of [70, 40, 32]) {
      await forget(noon - age * day)
      expect(await books()).toEqual(before)
    }
    expect((await known()).length).toBeLessThan(all * 0.6)
  })

  test('of a clip that is forgotten no row is left', async () => {
    const { db, make, forget } = await open()
    const { id, batchId } = await make({ at: old })
    const attempts = createAttempts(db)
    await attempts.write({ id: 'attempt', generationId: id, number: 1, model: 'local', now: old })
    await createCases(db).report(ann, id, { reporterId: 'bea', reporterName: 'Bea', reason: 'other', words: 'Look.', at: old })
    await db.updateTable('cases').set({ ending_json: '{}', undo_until: null }).execute()
    const stays = await make({ at: noon })
    await forget(noon - day)
    const rowsWith = async (id: string) => {
      const tables = ['batches', 'generations', 'attempts', 'ledger', 'posts', 'cases', 'reports', 'votes'] as const
      const found: string[] = []
      for (const table of tables) {
        const rows = await db.selectFrom(table).selectAll().execute()
        if (JSON.stringify(rows).includes(id)) found.push(table)
      }
      return found
    }
    expect(await rowsWith(id)).toEqual([])
    expect(await rowsWith(batchId)).toEqual([])
    expect(await rowsWith(stays.id)).toEqual(['generations', 'ledger', 'posts'])
  })

  test('files that clips were made from are needed by those alone that are not too old', async () => {
    const { db, make, past } = await open()
    const inputs = [sampleInput('firstFrame', 'a.jpg')]
    const free = await make({ at: old, inputs })
    const liked = await make({ at: old, inputs })
    await createVotes(db).toggle(liked.id, ann, old)
    const young = await make({ at: noon, inputs })
    expect(await past.forgetInputs(firstPast, { before: noon - day, ...keep })).toEqual({ batches: 1, next: null })
    const left = await db.selectFrom('batches').select('id').where('inputs_json', '!=', '[]').execute()
    expect(left.map(({ id }) => id).toSorted()).toEqual([liked.batchId, young.batchId].toSorted())
    expect(free.batchId).not.toBe('')
  })

  test('totals of days and settings go when their time is over, totals of months stay', async () => {
    const { db, make, past } = await open()
    await make({ at: old })
    await make({ at: noon })
    const settings = createSettings(db, 'settings')
    await settings.set('for good', 1)
    await db
      .insertInto('settings')
      .values([
        { key: 'over', value: '1', expires_at: noon - 1 },
        { key: 'not yet', value: '1', expires_at: noon + 1 },
      ])
      .execute()
    while (await past.forgetDays(periodsAt(noon).day.name));
    while (await past.forgetExpired(noon));
    const periods = await db.selectFrom('totals').select('period').distinct().orderBy('period').execute()
    expect(periods.map(({ period }) => period)).toEqual(['2026-08', '2026-11', '2026-11-21'])
    const keys = await db.selectFrom('settings').select('key').execute()
    expect(keys.map(({ key }) => key).toSorted()).toEqual(['not yet', 'settings:for good'])
  })

  test('a card of the feed goes when nothing is known of its clips and nothing was said in it since', async () => {
    const { db, make } = await open()
    const log = createWebMessages(db)
    const { id } = await make({ at: noon })
    const add = (name: string, thread: string | null, createdAt: number, generationIds: string[] = []) =>
      log.append({ id: name, key: name, thread, asked: null, post: { ...notice(name), generationIds }, createdAt })
    await add('gone', null, old, ['nobody'])
    await add('in gone', 'gone', old)
    await add('known', null, old)
    await add('in known', 'known', old, [id])
    await add('talk', null, old)
    await add('in talk', 'talk', noon)
    await add('newest', null, old)
    expect(await createPastMessages(db).forgetCards(0, noon - day)).toEqual({ cards: 1, next: null })
    const left = await db.selectFrom('web_messages').select('id').orderBy('sequence').execute()
    expect(left.map((row) => row.id)).toEqual(['known', 'in known', 'talk', 'in talk', 'newest'])
    expect(await log.revision()).toBe(7)
  })

  test('cards go page by page to the last, but for the newest', async () => {
    const { db } = await open()
    const card = (at: number) => ({
      id: `card${at}`,
      key: `card${at}`,
      thread: null,
      asked_json: null,
      post_json: null,
      created_at: old,
      revision: at,
    })
    await db
      .insertInto('web_messages')
      .values(Array.from({ length: 55 }, (_, at) => card(at + 1)))
      .execute()
    const first = await createPastMessages(db).forgetCards(0, noon)
    expect(first).toEqual({ cards: 50, next: 50 })
    expect(await createPastMessages(db).forgetCards(first.next ?? 0, noon)).toEqual({ cards: 4, next: null })
  })
})
