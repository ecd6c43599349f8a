import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RetentionRules } from '../../../src/core/policy.ts'
import type { Post } from '../../../src/core/post.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { createHousekeeping } from '../../../src/studio/workflow/housekeeping.ts'
import { graceMs } from '../../../src/studio/workflow/retention.ts'
import { openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleInput } from '../../support/sample-clip.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const day = 24 * 3_600_000

/** A house, and rounds of its housekeeping at times of the test's own. */
const open = async (rules: Partial<RetentionRules>) => {
  const house = await openHouse()
  const file = join(await temporaryFolder(), 'file')
  await writeFile(file, 'x')
  const policy = await shippedPolicy()
  const put = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await house.storage.mediaStore.put(key, file)
  }
  return {
    house,
    put,
    filesOf: (id: string) => [`clips/${id}.mp4`, `posters/${id}.jpg`, `fitted/${id}/small.mp4`],
    async round(afterMs: number) {
      const parts = { ...house.storage, policy: { ...policy, retention: { ...policy.retention, ...rules } }, log: quietLog }
      await createHousekeeping({ ...parts, clock: { now: () => Date.now() + afterMs } }).round()
    },
    async left(keys: string[]): Promise<string[]> {
      const kept = await Promise.all(keys.map(house.keeps))
      return keys.filter((_, at) => kept[at])
    },
  }
}

test('by itself nothing of a clip goes, however old it is', async () => {
  const { house, put, round, left, filesOf } = await open({})
  const { id } = await house.clip({ inputs: [sampleInput('firstFrame', 'a.jpg')] })
  const keys = [...filesOf(id), 'inputs/a.jpg']
  await put(...keys)
  for (const at of [10_000 * day, 10_001 * day]) await round(at)
  expect(await left(keys)).toEqual(keys)
  expect(await house.storage.generations.find(id)).toMatchObject({ generation: { filesGoneAt: null } })
})

test('of a clip whose file is gone each button says what to do, and lists, links and the page know it', async () => {
  const { house, put, round, left, filesOf } = await open({ clipDays: 30 })
  const { id, batchId } = await house.clip()
  const keys = [...filesOf(id), `sheets/${batchId}/a.jpg`]
  await put(...keys)
  await round(29 * day)
  expect(await left(keys)).toEqual(keys)
  await round(31 * day)
  await round(31 * day + graceMs / 2)
  // Who began something with it before may still be on the way; nobody begins anything with it now.
  expect(await left(keys)).toEqual(keys)
  const gone = (language: 'en' | 'ko') => inWords(say('option.clipNotKept', { id }), language)
  for (const [command, values] of [
    ['extend', {}],
    ['animate', {}],
    ['restyle', { prompt: 'ink' }],
  ] as const) {
    expect((await house.press(command, id, values)).sentences).toEqual([gone('en')])
    expect((await house.press(command, id, values, { locale: 'ko' })).replies.map(({ given }) => inWords(given.text, 'ko'))).toEqual([
      gone('ko'),
    ])
  }
  await expect(house.storage.shownMedia.size(`clips/${id}.mp4`)).rejects.toMatchObject({ code: 'not_found' })

  await round(31 * day + graceMs + 1_000)
  expect(await left(keys)).toEqual([])
  expect((await house.press('info', id)).replies[0]?.post.warnings).toEqual([inWords(say('clip.notKept'), 'en')])
  expect((await house.say('history', '')).replies[0]?.post.fields?.map(({ value }) => value).join()).toContain('file no longer kept')
  expect((await house.press('reroll', id)).sentences.join()).not.toContain('no longer kept')
  expect(await house.childrenOf(id)).toHaveLength(1)
})

test('a clip whose file is gone is deleted for good, with no way back offered', async () => {
  const { house, round } = await open({ clipDays: 30 })
  const { id } = await house.clip()
  await round(31 * day)
  const [reply] = (await house.press('delete', id)).replies
  expect([reply?.post.text, reply?.post.actions]).toEqual(['The clip is deleted.', []])
  expect(await house.storage.generations.find(id)).toMatchObject({ keptUntil: null })
})

test('the feed shows a clip whose file is gone in words', async () => {
  const { house, round } = await open({ clipDays: 30 })
  const { id } = await house.clip()
  const media = {
    key: `clips/${id}.mp4`,
    mediaType: 'video/mp4',
    sizeBytes: 1,
    fileName: 'a.mp4',
    alt: 'a',
    width: 1,
    height: 1,
    durationSeconds: 1,
  }
  const post: Post = { kind: 'clip', text: 'a boat', facts: [], warnings: [], media: [media], actions: [], generationIds: [id] }
  const { webMessages } = house.storage
  await webMessages.append({ id: 'card', key: 'card', thread: null, asked: null, post, createdAt: Date.now() })
  const shown = async () =>
    [...(await webMessages.page({ limit: 5 })), ...(await webMessages.changesSince(0, 5))].map(({ post }) => [post?.media, post?.warnings])
  expect(await shown()).toEqual([
    [[media], []],
    [[media], []],
  ])
  await round(31 * day)
  expect(await shown()).toEqual([
    [[], [say('clip.notKept')]],
    [[], [say('clip.notKept')]],
  ])
})

test('files that a clip was made from go by age, and whoever wants it again is asked for them', async () => {
  const { house, put, round, left } = await open({ inputDays: 30 })
  const image = { url: 'https://cdn.example/a.jpg', name: 'a.jpg' }
  const { id } = await house.clip({ request: { mode: 'i2v', firstFrame: image }, inputs: [sampleInput('firstFrame', 'a.jpg')] })
  await put('inputs/a.jpg')
  await round(29 * day)
  await round(31 * day)
  expect(await left(['inputs/a.jpg'])).toEqual(['inputs/a.jpg'])
  await round(31 * day + graceMs)
  expect(await left(['inputs/a.jpg'])).toEqual([])
  expect((await house.press('reroll', id)).sentences).toEqual([inWords(say('option.filesGone', { id, command: 'i2v' }), 'en')])
})

test('the figures say what is kept', async () => {
  const { house, put, round } = await open({ clipDays: 30 })
  await house.clip({ inputs: [sampleInput('firstFrame', 'a.jpg')] })
  await put('inputs/a.jpg')
  await round(0)
  const clips = { files: 1, bytes: 2_000 }
  expect(await house.storage.memory.get('housekeeping:kept')).toEqual({ clips, inputs: { files: 1, bytes: 1_000 }, known: 1 })
})
