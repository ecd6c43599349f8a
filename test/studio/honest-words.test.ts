import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Generation } from '../../src/core/generation.ts'
import { say } from '../../src/core/words/sentence.ts'
import { openCatalogue } from '../../src/studio/admission/catalogue.ts'
import { createAnnouncer } from '../../src/studio/posts/announcer.ts'
import { batchPost, type Shown } from '../../src/studio/posts/batch-post.ts'
import { createEstimator } from '../../src/studio/posts/estimate.ts'
import { admission, noon } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { quietLog } from '../support/quiet-log.ts'
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
  return batchPost(asked.batch, [{ generation, approval: null, estimate, can }], { models: [fakeModel()] })
}

test('takes are called by the same numbers beside their bars and on their buttons, also before a thread has numbered them', () => {
  const generations = [0, 1].map((take) => generationIn({ id: `take-${take}`, take, state: 'admitted' }))
  const post = batchPost(
    asked.batch,
    generations.map((generation) => ({ generation, approval: null, estimate: null, can: canAll })),
    { models: [fakeModel()] },
  )
  expect(post.progress?.map(({ number }) => number)).toEqual(['1', '2'])
  expect(post.actions.map(({ label }) => label)).toEqual([say('clip.cancelTake', { take: '1' }), say('clip.cancelTake', { take: '2' })])
})

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

  test('does not leap at the first sign of progress, and follows a provider that is slower than usual', async () => {
    const left = async (seconds: number, progress: number | null) =>
      (await shownAfter(seconds, { state: 'rendering', progress })).progress?.[0]?.estimateSeconds ?? 0
    const told = await Promise.all([left(12, null), left(12, 0.06), left(24, 0.25), left(40, 0.5)])
    expect(told[1]).toBeLessThan(1.3 * (told[0] ?? 0))
    expect(told.slice(2)).toEqual([30, 40])
  })

  test.each([
    ['nobody knows whether it was taken', { state: 'unresolved' }],
    ['it is being canceled', { state: 'rendering', cancelRequestedAt: noon }],
    ['it is fetched, which no clip was measured by', { state: 'collecting', progress: 1 }],
    ['it is delivered', { state: 'delivering', progress: 1 }],
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
  test('never runs back, whatever the provider says and in which stage', async () => {
    const house = await openHouse({ run: true })
    const told = [0.2, 0.6, 0.1, undefined, 0.4, 1.5, 0]
    house.provider.poll = async () => {
      if (told.length === 0) return { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
      return { kind: 'running', progress: told.shift() }
    }
    house.provider.clip = await smallClip()
    await house.say('t2v', 'a boat')
    await house.until(() => told.length).toBe(0)
    await house.finished()
    const seen = house.platform.edits.flatMap(({ progress = [] }) => progress.flatMap(({ fraction }) => fraction ?? []))
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen).toContain(0.6)
    expect(Math.max(...seen)).toBe(1)
  })
})

describe('a time that was told', () => {
  /** A clip in a house where nothing happens but that time passes: half a minute of the clock for each look. */
  const waiting = async () => {
    const rows = [fakeModel({ typicalSeconds: 60 })]
    const { say, storage, platform } = await openHouse({ models: rows })
    await say('t2v', 'a boat')
    const [{ id } = { id: '' }] = await storage.generations.open()
    const record = await storage.generations.find(id)
    const catalogue = await openCatalogue({ rows, providers: new Map(), ...storage, clock: { now: () => Date.now() } })
    const places = { platforms: new Map([[platform.name, platform]]), providers: new Map(), concurrency: new Map() }
    const parts = { ...storage, ...places, catalogue, clock: { now: () => Date.now() }, log: quietLog }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const announcer = createAnnouncer(parts, createEstimator(parts))
    onTestFinished(announcer.stop)
    const told = () => platform.edits.flatMap(({ progress = [] }) => progress)
    const passing = (ms: number) => expect.poll(() => vi.advanceTimersByTimeAsync(ms).then(told), { interval: 5, timeout: 20_000 })
    /** Until the first message says how it is now. */
    const begin = async () => {
      announcer.touch(record?.batch.id ?? '')
      await passing(0).not.toEqual([])
    }
    return { id, storage, begin, told, later: passing(30_000) }
  }

  test('is taken back when it has passed, although nothing else happens', async () => {
    const { id, storage, begin, told, later } = await waiting()
    await storage.generations.enter(id, 'rendering', Date.now())
    await begin()
    expect(told()).toMatchObject([{ stage: 'rendering' }])
    await later.toMatchObject([{ stage: 'rendering' }, { stage: 'rendering, longer than usual' }])
  })

  test('to a clip in line is told again when it has passed, for a chat counts it down', async () => {
    const { id, storage, begin, later } = await waiting()
    await storage.generations.enter(id, 'queued', Date.now())
    await storage.slots.join(id)
    await begin()
    const once = { position: 1, estimateSeconds: 120 }
    await later.toMatchObject([once, once, once])
  })
})
