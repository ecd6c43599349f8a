import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { Provider, SubmitResult } from '../../../src/core/provider.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { createBreakers } from '../../../src/studio/admission/breakers.ts'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createWorkspaces } from '../../../src/studio/admission/workspaces.ts'
import { createSubmit } from '../../../src/studio/workflow/submit.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { openRuns, standing } from '../../support/hurry-house.ts'
import { buildHouse, fakeModel, noMeter, openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
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
  let aheadMs = 0
  const reconcile = async () => {
    asked += 1
    // As long as a pause is then.
    if (aheadMs > 24 * hour) aheadMs += 60_000
    if (aheadMs > 0) world.ahead(aheadMs)
    return { kind: 'unknown' as const }
  }
  const world = await setUp({ reconcile }, [unknown])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'unresolved' })
  world.ahead(23 * hour)
  const before = asked
  await world.until(() => asked).toBeGreaterThan(before + 2)
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold'])
  const askedBefore = asked
  aheadMs = 25 * hour
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'failed' })
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  expect(world.submits()).toBe(1)
  expect(asked).toBeGreaterThan(askedBefore + 8)
})

test('an outcome that nobody could ask about for days is asked about before it is given up', async () => {
  let asked = 0
  const reconcile = async () => {
    asked += 1
    if (asked === 1) world.ahead(72 * hour)
    return asked < 4 ? { kind: 'unknown' as const } : { kind: 'found' as const, operation: null }
  }
  const world = await setUp({ reconcile }, [unknown])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect([world.submits(), asked]).toEqual([1, 4])
})

test('a clip whose provider was busy before a night off is submitted again after it', async () => {
  const busy: SubmitResult = { kind: 'rejected', error: { class: 'rate_limited', message: 'Later.', retryAfterMs: 60_000 } }
  const world = await setUp({}, [busy, busy, accepted])
  const id = await world.house.ask()
  await world.until(world.submits).toBeGreaterThan(0)
  world.ahead(12 * hour)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect(world.submits()).toBe(3)
})

const away = new MoodreelError('storage_unavailable', say('common.broken'))

test('what a vendor accepted is kept once the database is back, and not asked about', async () => {
  let asked = 0
  const reconcile = async () => {
    asked += 1
    return { kind: 'unknown' as const }
  }
  const world = await setUp({ reconcile }, [accepted])
  const { attempts } = world.house.storage
  const { resolve } = attempts
  let faults = 0
  attempts.resolve = async (...given) => {
    faults += 1
    if (faults <= 3) throw away
    return resolve(...given)
  }
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect([world.submits(), asked, faults]).toEqual([1, 0, 4])
})

test('an attempt that may have been written down and was not sent is submitted, and nobody is asked about it', async () => {
  let asked = 0
  const reconcile = async () => {
    asked += 1
    return { kind: 'unknown' as const }
  }
  const world = await setUp({ reconcile }, [accepted])
  const { attempts } = world.house.storage
  const { write } = attempts
  let faults = 0
  attempts.write = async (given) => {
    const written = await write(given)
    faults += 1
    // The answer to its commit is lost.
    if (faults === 1) throw away
    return written
  }
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
  expect([world.submits(), asked]).toEqual([1, 0])
})

test('another run of a clip that is being submitted waits for its answer', async () => {
  const answer = Promise.withResolvers<SubmitResult>()
  const asked: string[] = []
  const provider = createFakeProvider()
  provider.submit = async () => {
    asked.push('submit')
    return answer.promise
  }
  provider.reconcile = async () => {
    asked.push('reconcile')
    return { kind: 'absent' }
  }
  const providers = new Map([['fake', provider]])
  const clock = { now: () => Date.now() }
  const models = [fakeModel()]
  const house = await openHouse({ models, parts: { providers } })
  const id = await house.ask()
  const { storage } = house
  const submit = createSubmit(
    {
      ...{ ...storage, providers, clock, log: quietLog, meter: noMeter, publicLinks: null, tiers: house.files.tiers },
      breakers: createBreakers({ clock, log: quietLog, pubSub: storage.pubSub }),
      catalogue: await openCatalogue({ rows: models, providers, ...storage, clock }),
      workspaces: createWorkspaces(storage, house.files.policy),
    },
    async () => undefined,
    async () => undefined,
    async () => undefined,
  )
  const run = async () => {
    const record = await storage.generations.find(id)
    if (!record) throw new Error('there is no clip')
    return submit({ record, woken: null, signal: new AbortController().signal })
  }
  const first = run()
  await expect.poll(() => asked).toEqual(['submit'])
  expect(await run()).toEqual({ againAfterMs: 1_000 })
  answer.resolve(accepted)
  expect(await first).toEqual({ failure: null })
  expect(await run()).toEqual({ failure: null })
  expect(asked).toEqual(['submit'])
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

test('a provider that does not finish in its model’s time, nor minutes later, loses the clip, and the credits come back', async () => {
  let polls = 0
  const poll = async () => {
    polls += 1
    world.ahead(61_000 + polls * 5_000)
    return { kind: 'running' as const }
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'failed' })
  expect((await world.house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  expect(polls).toBeGreaterThan(10)
})

test.each([
  ['forward by a day', 24 * hour],
  ['back by an hour', -hour],
])('a clock that is set %s while a clip is made costs nobody the clip', async (_, ms) => {
  let polls = 0
  const poll = async () => {
    polls += 1
    if (polls === 2) world.ahead(ms)
    return polls <= 5 ? { kind: 'running' as const } : { kind: 'succeeded' as const, outputs: [{ url: 'fake:clip' }] }
  }
  const world = await setUp({ poll }, [accepted])
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
})

test('a cancel that its provider did not confirm before a night off is asked about after it', async () => {
  let told = 0
  const world = await setUp(
    {
      poll: async () => (told > 4 ? { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] } : { kind: 'running' }),
      cancel: async () => {
        told += 1
        if (told === 2) world.ahead(12 * hour)
      },
    },
    [accepted],
  )
  const id = await world.house.ask()
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'rendering' })
  await world.house.press('cancel', id)
  await world.until(() => standing(world.house, id)).toMatchObject({ state: 'delivered' })
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
