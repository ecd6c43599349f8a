import { beforeAll, describe, expect, test } from 'vitest'
import type { Generation } from '../../src/core/generation.ts'
import { say } from '../../src/core/words/sentence.ts'
import { batchPost, type Shown } from '../../src/studio/posts/batch-post.ts'
import { createEstimator } from '../../src/studio/posts/estimate.ts'
import { admission, noon } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const canAll = { cancel: true, reconcile: true }
const asked = admission({ now: noon })
const generationIn = (fields: Partial<Generation>): Generation => ({ ...(asked.generations[0] as Generation), ...fields })
const estimateAt = (now: number) =>
  createEstimator({
    generations: { recentSeconds: async () => [40, 40, 40] },
    slots: { line: async () => [] },
    catalogue: { models: () => [fakeModel()] },
    concurrency: new Map(),
    clock: { now: () => now },
  })

/** The first message of a batch of one clip, as it is so many seconds after its slot was given. */
const shownAfter = async (seconds: number, fields: Partial<Generation>, can: Shown['can'] = canAll) => {
  const generation = generationIn({ slotAt: noon, ...fields })
  const estimate = await estimateAt(noon + seconds * 1000)(generation)
  return batchPost(asked.batch, [{ generation, approval: null, estimate, can }], [fakeModel()])
}

describe('the time that a clip will take', () => {
  test('is what is left of what is usual, and past that it is said to be longer, without a number', async () => {
    const { progress: early } = await shownAfter(10, { state: 'rendering' })
    expect(early).toMatchObject([{ stage: say('state.rendering'), estimateSeconds: 30 }])
    for (const seconds of [40, 41, 400]) {
      const { progress: late } = await shownAfter(seconds, { state: 'rendering' })
      expect(late).toMatchObject([{ stage: say('state.late', { state: say('state.rendering') }), estimateSeconds: undefined }])
    }
  })

  test('is measured where the provider tells its progress, however late it is', async () => {
    const { progress } = await shownAfter(100, { state: 'rendering', progress: 0.5 })
    expect(progress).toMatchObject([{ stage: say('state.rendering'), estimateSeconds: 100, fraction: 0.5 }])
  })

  test.each([
    ['nobody knows whether it was taken', { state: 'unresolved' }],
    ['it is being canceled', { state: 'rendering', cancelRequestedAt: noon }],
    ['it waits for room', { state: 'collecting', obstacle: { noRoom: true } }],
  ] as const)('is not told while %s', async (_, fields) => {
    for (const seconds of [1, 400]) {
      const { progress } = await shownAfter(seconds, fields)
      expect(progress).toMatchObject([{ estimateSeconds: undefined, position: undefined }])
      expect(progress?.[0]?.stage).not.toMatchObject({ say: 'state.late' })
    }
  })
})

describe('a clip of which nobody knows whether it was taken', () => {
  test.each([
    [true, 'state.unresolved'],
    [false, 'state.unanswered'],
  ] as const)('says so, by whether its provider can be asked (%s)', async (reconcile, stage) => {
    const post = await shownAfter(5, { state: 'unresolved' }, { cancel: true, reconcile })
    expect(post.progress).toMatchObject([{ stage: say(stage), fraction: undefined }])
  })
})

describe('Cancel', () => {
  const states = ['admitted', 'ingesting', 'queued', 'submitting', 'unresolved', 'rendering', 'collecting', 'delivering'] as const
  test.each([
    [true, ['admitted', 'ingesting', 'queued', 'submitting', 'unresolved', 'rendering']],
    [false, ['admitted', 'ingesting', 'queued', 'submitting']],
  ])('stands where it helps (a provider that cancels: %s)', async (cancel, helped) => {
    const offered: string[] = []
    for (const state of states) {
      const { actions } = await shownAfter(1, { state }, { cancel, reconcile: true })
      if (actions.length > 0) offered.push(state)
      expect((await shownAfter(1, { state, cancelRequestedAt: noon }, { cancel, reconcile: true })).actions).toEqual([])
    }
    expect(offered).toEqual(helped)
  })
})

describe('the bar', () => {
  let clip: Uint8Array
  beforeAll(async () => {
    clip = await smallClip()
  })

  test('never runs back, whatever the provider says and in which stage', async () => {
    const house = await openHouse({ run: true })
    const told = [0.2, 0.6, 0.1, undefined, 0.4, 1.5, 0]
    house.provider.poll = async () => {
      if (told.length === 0) return { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
      return { kind: 'running', progress: told.shift() }
    }
    house.provider.clip = clip
    await house.say('t2v', 'a boat')
    await house.until(() => told.length).toBe(0)
    await house.finished()
    const seen = house.platform.edits.flatMap(({ progress = [] }) => progress.flatMap(({ fraction }) => fraction ?? []))
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen).toContain(0.6)
    expect(Math.max(...seen)).toBe(1)
  })
})

test('a time that has passed is taken back although nothing else happens', async () => {
  const house = await openHouse({ run: true, models: [fakeModel({ typicalSeconds: 1 })] })
  await house.say('t2v', 'a boat')
  const stages = () => house.platform.edits.flatMap(({ progress = [] }) => progress.map(({ stage }) => stage))
  await expect.poll(stages, { timeout: 10_000 }).toContain('rendering, longer than usual')
})

test('a time that a clip in line was told is told again when it has passed, for a chat counts it down', async () => {
  const house = await openHouse({ run: true, models: [fakeModel({ typicalSeconds: 1 })], parts: { concurrency: new Map([['fake', 1]]) } })
  await house.say('t2v', 'one')
  await expect.poll(() => house.provider.asked.length, { timeout: 10_000 }).toBe(1)
  await house.say('t2v', 'two')
  const told = () => house.platform.edits.filter(({ text, progress = [] }) => text === 'two' && progress[0]?.position === 1).length
  await expect.poll(told, { timeout: 20_000 }).toBeGreaterThan(2)
})
