import { expect, onTestFinished, test } from 'vitest'
import type { Provider, SubmitResult } from '../../../src/core/provider.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { openRuns, standing } from '../../support/hurry-house.ts'
import { buildHouse, fakeModel, openHouse } from '../../support/open-house.ts'
import { smallClip } from '../../support/small-clip.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const clip = await smallClip()

const hour = 3_600_000

/** A provider whose answers are the test's, and a house that works with it. */
const setUp = async (more: Partial<Provider>, answers: (SubmitResult | 'throws')[]) => {
  let submits = 0
  let ahead = 0
  const provider = createFakeProvider()
  provider.clip = clip
  Object.assign(provider, {
    submit: async (): Promise<SubmitResult> => {
      const answer = answers[Math.min(submits, answers.length - 1)] ?? 'throws'
      submits += 1
      if (answer === 'throws') throw new Error('the adapter broke')
      return answer
    },
    ...more,
  })
  const parts = { providers: new Map([['fake', provider]]), clock: { now: () => Date.now() + ahead } }
  const house = await openHouse({ run: true, parts, models: [fakeModel({ timeoutSeconds: 60 })] })
  return { house, provider, submits: () => submits, ahead: (ms: number) => (ahead = ms), until: house.until }
}

const accepted: SubmitResult = { kind: 'accepted', operation: null }
const unknown: SubmitResult = { kind: 'unknown', reason: 'the connection broke' }

test.each([
  ['the connection broke', unknown],
  ['the adapter threw', 'throws' as const],
])('an outcome that is not known is asked about and never paid for again: %s', async (_, answer) => {
  let asked = 0
  const world = await setUp(
    {
      reconcile: async () => {
        asked += 1
        return asked < 4 ? { kind: 'unknown' } : { kind: 'found', operation: null }
      },
    },
    [answer, accepted],
  )
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect([world.submits(), asked]).toEqual([1, 4])
})

test('what was certainly never accepted is submitted again, under another attempt', async () => {
  const world = await setUp({ reconcile: async () => ({ kind: 'absent' }) }, [unknown, accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect(world.submits()).toBe(2)
  expect((await world.house.storage.attempts.latest(id))?.number).toBe(2)
})

test('an outcome that is never learnt keeps the credits held for a day and gives them back then', async () => {
  let asked = 0
  const reconcile = async () => {
    asked += 1
    return { kind: 'unknown' as const }
  }
  const world = await setUp({ reconcile }, [unknown])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'unresolved' })
  world.ahead(23 * hour)
  const before = asked
  await world.until(() => asked).toBeGreaterThan(before + 2)
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold'])
  world.ahead(25 * hour)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'failed' })
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  expect(world.submits()).toBe(1)
})

test('a clip that is cancelled before it was submitted is not paid for', async () => {
  const world = await setUp({}, [{ kind: 'rejected', error: { class: 'rate_limited', message: 'Later.', retryAfterMs: 60_000 } }])
  const id = await world.house.ask()
  await world.until(world.submits).toBeGreaterThan(0)
  await world.house.press('cancel', id)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'canceled' })
  expect((await world.house.storage.attempts.latest(id))?.state).toBe('absent')
})

test('a clip that is cancelled at its provider costs what was billed, and the provider is told', async () => {
  let told = 0
  const world = await setUp(
    {
      poll: async () => (told > 0 ? { kind: 'canceled', costUsd: 0.03 } : { kind: 'running' }),
      cancel: async () => {
        told += 1
      },
    },
    [accepted],
  )
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'rendering' })
  await world.house.press('cancel', id)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'canceled' })
  expect((await world.house.storage.generations.find(id))?.generation.costCredits).toBe(3)
  expect(told).toBeGreaterThan(0)
})

const gone = { kind: 'failed', error: { class: 'expired', message: 'Nobody knows this clip.' } } as const
test('a cancel that the provider never takes does not hide that the clip is done', async () => {
  let told = 0
  const world = await setUp(
    {
      poll: async () => (told > 0 ? { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] } : { kind: 'running' }),
      cancel: async () => {
        told += 1
        throw new Error('HTTP 500')
      },
    },
    [accepted],
  )
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'rendering' })
  await world.house.press('cancel', id)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
})

test('a clip of unknown outcome keeps nobody waiting for long', async () => {
  const world = await setUp({ reconcile: async () => ({ kind: 'unknown' }) }, [unknown])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'unresolved' })
  const { slots } = world.house.storage
  expect(await slots.holds(id)).toBe(true)
  world.ahead(3 * 60_000)
  await world.until(() => slots.holds(id)).toBe(false)
})

test('a provider that knows nothing of a clip for a moment costs nobody the clip', async () => {
  let polls = 0
  const poll = async () => {
    polls += 1
    return polls <= 3 ? gone : { kind: 'succeeded' as const, outputs: [{ url: 'fake:clip' }] }
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
})

test('a provider that says canceled for a moment, though nobody asked for that, costs nobody the clip', async () => {
  let polls = 0
  const poll = async () => {
    polls += 1
    return polls <= 2 ? { kind: 'canceled' as const } : { kind: 'succeeded' as const, outputs: [{ url: 'fake:clip' }] }
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
})

test('a provider that knows nothing of a clip for minutes has lost it', async () => {
  let polls = 0
  const poll = async () => {
    polls += 1
    world.ahead(polls * 10_000)
    return gone
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'failed', sentence: expect.stringContaining('Nobody knows') })
  expect(polls).toBeGreaterThan(10)
})

test('a night in which the bot was off is none in which a provider knew nothing of a clip', async () => {
  let polls = 0
  const poll = async () => {
    polls += 1
    if (polls === 2) world.ahead(12 * 3_600_000)
    return polls <= 4 ? gone : { kind: 'succeeded' as const, outputs: [{ url: 'fake:clip' }] }
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
})

test('a provider that does not finish in its model’s time loses the clip, and the credits come back', async () => {
  const world = await setUp({ poll: async () => ({ kind: 'running' }) }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'rendering' })
  world.ahead(61_000)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'failed' })
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
})

test.each([
  ['was written down and may have been made', null],
  ['was accepted', accepted],
])('an engine that forgot everything pays nothing again for a submit that %s', async (_, answer) => {
  const folder = await temporaryFolder()
  const submits: string[] = []
  const house = async (reply: SubmitResult | null) => {
    const built = await buildHouse(folder)
    Object.assign(built.provider, {
      submit: async () => {
        submits.push('submit')
        return reply ?? new Promise(() => undefined)
      },
      reconcile: async () => ({ kind: 'found', operation: null }),
    })
    await built.start()
    return built
  }
  const first = await house(answer)
  const id = await first.ask()
  await expect.poll(async () => (await first.storage.attempts.latest(id))?.state).toBe(answer ? 'accepted' : 'written')
  await expect.poll(() => submits.length).toBe(1)
  await first.close(0)
  const runs = await openRuns(first.storage.engine)
  await runs.forget()
  await runs.close()

  const second = await house(accepted)
  second.provider.clip = clip
  onTestFinished(() => second.close())
  await second.until(() => standing(second, id)).toMatchObject({ state: 'delivered' })
  expect(submits).toEqual(['submit'])
})
