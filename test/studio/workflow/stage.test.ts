import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { createStage, type StageContext } from '../../../src/studio/workflow/stage.ts'
import { admission, noon } from '../../support/admission.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const nothing = (): undefined => undefined

/** A stage that has a minute, of a clip that was asked for at noon; `clock.now` is a test's to move. */
const setUp = async (body: (context: StageContext) => Promise<string>, tryMs = 60_000) => {
  const storage = await openStorage(await temporaryFolder())
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const asked = admission({ now: noon })
  await storage.ledger.admit(asked)
  const clock = { now: () => noon }
  const meter = { acknowledged: nothing, left: nothing, submitted: nothing, ended: nothing, heardLate: nothing }
  const stage = createStage({ generations: storage.generations, clock, log: quietLog, meter })
  const run = stage('ingest', { state: 'ingesting', deadlineMs: 60_000, tryMs, cancelable: true }, body)
  return { storage, clock, id: asked.generations[0]?.id ?? '', run, stage }
}

const failing = (error: Error) => async (): Promise<never> => {
  throw error
}

test('hands on what its body gives', async () => {
  const { run, id } = await setUp(async ({ record }) => record.generation.state)
  expect(await run(id)).toBe('ingesting')
})

test('an expected failure ends it at once, with the sentence for the person', async () => {
  const { run, id } = await setUp(failing(new MoodreelError('bad_media', 'This is no picture.')))
  expect(await run(id)).toEqual({ failure: { code: 'bad_media', message: 'This is no picture.' } })
})

test.each([
  [
    'a fault of the house',
    new MoodreelError('storage_unavailable', 'The database cannot be used.'),
    { code: 'storage_unavailable', message: 'The database cannot be used.' },
  ],
  ['anything unforeseen', new TypeError('x is not a function'), { code: 'internal', message: say('common.broken') }],
])('%s is thrown, to be tried again, until the deadline', async (_, fault, failure) => {
  const { run, id, clock } = await setUp(failing(fault))
  await expect(run(id)).rejects.toBe(fault)
  clock.now = () => noon + 60_001
  expect(await run(id)).toEqual({ failure })
})

test('where work may be paid for, a deadline that passed while nobody tried ends nothing: it is tried for an hour more', async () => {
  const { id, clock, stage } = await setUp(failing(new Error('it is not asked for')))
  const fault = new MoodreelError('storage_unavailable', 'The disk cannot be used.')
  const day = 24 * 3_600_000
  const paid = stage('collect', { deadlineMs: day, tryMs: 60_000, cancelable: false, paid: true }, failing(fault))
  let tries = 0
  for (let at = noon + 10 * day; ; at += 60_000) {
    clock.now = () => at
    const answer = await paid(id)
    if ('failure' in (answer as object)) break
    expect(answer).toEqual({ againAfterMs: expect.any(Number) })
    tries += 1
    // Off once more: what was tried before still counts, the days between do not.
    if (tries === 3) at += 3 * day
  }
  // An hour of minutes, of which the days are one pause.
  expect(tries).toBeGreaterThan(40)
  expect(tries).toBeLessThanOrEqual(60)
})

test('an end that could not be told before the bot was off for days is told when it is back', async () => {
  const { id, clock, stage, storage } = await setUp(failing(new Error('it is not asked for')))
  const failure = { code: 'provider_failed', message: 'It failed.' } as const
  await storage.ledger.close(id, { state: 'failed', costCredits: 0, failure, now: noon })
  const away = new MoodreelError('delivery_failed', 'Discord did not take the message.')
  const day = 24 * 3_600_000
  const telling = stage('report-end', { deadlineMs: day, tryMs: 60_000, cancelable: false, afterEnd: true }, failing(away))
  clock.now = () => noon + 3 * day
  await expect(telling(id)).rejects.toBe(away)
  clock.now = () => noon + 6 * day
  await expect(telling(id)).rejects.toBe(away)
})

test('a try whose time was up at the deadline took too long, whatever it says: nobody cancelled the clip', async () => {
  const { run, id, clock } = await setUp(async ({ signal }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    throw new MoodreelError('canceled', 'The work on this file was stopped.')
  }, 1)
  await expect(run(id)).rejects.toMatchObject({ code: 'canceled' })
  clock.now = () => noon + 60_001
  expect(await run(id)).toEqual({
    failure: { code: 'deadline_passed', message: say('failure.tookTooLong') },
  })
})

test('a clip that somebody cancelled is not begun', async () => {
  const { run, id, storage } = await setUp(failing(new Error('it was begun')))
  await storage.generations.requestCancel(id, noon)
  expect(await run(id)).toEqual({ failure: { code: 'canceled', message: say('failure.canceled') } })
})

test('a clip that was ended is not worked on again, by no stage but the one that tells', async () => {
  const { id, storage, stage } = await setUp(failing(new Error('it is not asked for')))
  const failure = { code: 'provider_failed', message: 'It failed.' } as const
  await storage.ledger.close(id, { state: 'failed', costCredits: 0, failure, now: noon })
  const paying = stage('submit', { deadlineMs: 60_000, tryMs: 60_000, cancelable: false }, failing(new Error('it was paid again')))
  expect(await paying(id)).toEqual({ failure: null })
  const telling = stage('report-end', { deadlineMs: 60_000, tryMs: 60_000, cancelable: false, afterEnd: true }, async () => 'told')
  expect(await telling(id)).toBe('told')
})

test('what lies behind a clip stays behind: an engine that forgot all asks for every stage again', async () => {
  const { run, id, storage } = await setUp(failing(new Error('it was begun again')))
  await storage.generations.enter(id, 'delivering', noon)
  expect(await run(id)).toEqual({ failure: null })
})
