import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { createLog } from '../../src/program/log.ts'
import { createRedact, type Redact } from '../../src/program/secrets.ts'
import { redactPrompt } from '../../src/studio/workflow/redact-prompt.ts'

const logging = (...redact: Redact[]) => {
  let text = ''
  const write = (line: string): void => {
    text += line
  }
  const log = createLog('debug', { write }, ...redact)
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}

test('cuts secrets and prompts by their keys, however deep', () => {
  const { log, text } = logging()
  log.info({ token: 'swordfish' }, 'one')
  log.info({ headers: { authorization: 'swordfish', cookie: 'swordfish' } }, 'two')
  log.info({ a: { b: { prompt: 'swordfish', url: 'swordfish', apiKey: 'swordfish' } } }, 'three')
  log.child({ secret: 'swordfish' }).info({}, 'four')
  log.info(
    { a: [{ b: { c: { d: { botToken: 'swordfish', publicUrl: 'swordfish', 'set-cookie': ['swordfish'], api_key: 'swordfish' } } } }] },
    'five',
  )
  expect(text()).not.toContain('swordfish')
})

test('cuts signed links and tokens out of errors, their causes and a vendor’s words', () => {
  const { log, text } = logging()
  const link = 'https://cdn.example/clips/swordfish.mp4?sig=swordfish'
  const cause = new Error(`GET ${link} failed with Bearer swordfish-swordfish`)
  log.error({ err: new MoodreelError('fetch_failed', 'The clip could not be fetched; try again.', { cause }) }, 'stage failed')
  log.warn({ detail: `see "${link}"`, reason: 'key r8_swordfish is wrong' }, 'rejected')
  log.warn({ reason: 'https://user:swordfish@api.example/' }, 'unknown')
  log.info({}, `asked ${link} for it`)
  log.info({ notes: [{ said: ['/webhooks/fal/swordfish/1', '/inputs/a.jpg?expires=1&signature=swordfish'] }] }, 'deep')
  log.info(
    { reason: 'postgres://bot:swordfish@db.example/books and eyJhbGciOiJIUzI1NiJ9.swordfish.swordfish' },
    'an address of another kind',
  )
  log.warn({ reason: 'Authorization: Key swordfish:swordfish' }, 'fal')
  expect(text()).not.toContain('swordfish')
  expect(text()).toContain('https://cdn.example/…')
})

test('leaves words of prose that stand behind those of a token', () => {
  const { log, text } = logging()
  log.warn({ reason: 'Discord does not let the bot register its commands; token authentication and basic settings.' }, 'refused')
  expect(text()).toContain('the bot register its commands; token authentication and basic settings.')
  log.warn({ reason: 'Bot MTIzNDU2Nzg5MDEy.abc' }, 'refused')
  expect(text()).not.toContain('MTIz')
})

test('cuts the secrets of the environment out of everything that is in a line, and leaves it a line', () => {
  const secret = 'a "quoted" s\\cret'
  const { log, text, lines } = logging(createRedact([secret]))
  const fault = new MoodreelError('internal', `It says ${secret}.`, {
    cause: Object.assign(new Error(secret), { code: 'E_ODD', cause: secret }),
  })
  log
    .child({ who: secret })
    .error({ err: fault, error: new Error(secret), detail: JSON.stringify({ secret }), notes: [secret, { x: [secret] }] }, secret)
  expect(lines()).toMatchObject([
    {
      who: '[redacted]',
      msg: '[redacted]',
      detail: expect.stringContaining('[redacted]'),
      notes: ['[redacted]', { x: ['[redacted]'] }],
      err: { code: 'internal', message: 'internal: It says [redacted].', cause: { code: 'E_ODD', cause: { message: '[redacted]' } } },
      error: { message: '[redacted]' },
    },
  ])
  expect(text()).not.toMatch(/quoted/)
})

test('writes an error down that is its own cause', () => {
  const { log, lines } = logging()
  const fault: Error & { cause?: unknown } = new Error('round')
  fault.cause = fault
  log.error({ err: fault }, 'odd')
  expect(lines()).toMatchObject([{ err: { message: 'round', cause: { message: 'round' } } }])
})

test('keeps what an operator needs: codes, ids, the address of the playground', () => {
  const { log, lines } = logging()
  log.info({ address: 'http://127.0.0.1:8787' }, 'the playground is open')
  log.warn({ generation: '4k7q0c2m9xwd', err: new MoodreelError('storage_full', 'The disk is full; make room.') }, 'stage failed')
  expect(lines()).toMatchObject([
    { address: 'http://127.0.0.1:8787' },
    { generation: '4k7q0c2m9xwd', err: { code: 'storage_full', message: 'storage_full: The disk is full; make room.' } },
  ])
})

test('a vendor’s words lose the prompt that they repeat', () => {
  const request = { mode: 't2v', model: 'm', prompt: 'a "red" fox', negativePrompt: 'blur', takes: 1, extras: {} } as const
  expect(redactPrompt('refused: a "red" fox', request)).toBe('refused: [prompt]')
  expect(redactPrompt(JSON.stringify({ input: request.prompt, no: 'blur' }), request)).toBe('{"input":"[prompt]","no":"[prompt]"}')
  expect(redactPrompt('a quota is used up', { ...request, prompt: 'a' })).toBe('a quota is used up')
  expect(redactPrompt(undefined, request)).toBeUndefined()
})
