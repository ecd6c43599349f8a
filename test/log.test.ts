import { expect, test } from 'vitest'
import { MoodreelError } from '../src/core/errors.ts'
import { createLog } from '../src/log.ts'
import { vendorWords } from '../src/studio/vendor-words.ts'

const logging = () => {
  let text = ''
  const log = createLog('debug', {
    write(line: string) {
      text += line
    },
  })
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

test('cuts secrets and prompts by their keys, two levels deep', () => {
  const { log, text } = logging()
  log.info({ token: 'swordfish' }, 'one')
  log.info({ headers: { authorization: 'swordfish', cookie: 'swordfish' } }, 'two')
  log.info({ a: { b: { prompt: 'swordfish', url: 'swordfish', apiKey: 'swordfish' } } }, 'three')
  log.child({ secret: 'swordfish' }).info({}, 'four')
  expect(text()).not.toContain('swordfish')
})

test('cuts signed links and tokens out of errors, their causes and a vendor’s words', () => {
  const { log, text } = logging()
  const link = 'https://cdn.example/clips/swordfish.mp4?sig=swordfish'
  const cause = new Error(`GET ${link} failed with Bearer swordfish-swordfish`)
  log.error({ err: new MoodreelError('fetch_failed', 'The clip could not be fetched; try again.', { cause }) }, 'stage failed')
  log.warn({ detail: `see "${link}"`, reason: 'key r8_swordfish is wrong' }, 'rejected')
  log.warn({ reason: 'https://user:swordfish@api.example/' }, 'unknown')
  expect(text()).not.toContain('swordfish')
  expect(text()).toContain('https://cdn.example/…')
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
  expect(vendorWords('refused: a "red" fox', request)).toBe('refused: [prompt]')
  expect(vendorWords(JSON.stringify({ input: request.prompt, no: 'blur' }), request)).toBe('{"input":"[prompt]","no":"[prompt]"}')
  expect(vendorWords('a quota is used up', { ...request, prompt: 'a' })).toBe('a quota is used up')
  expect(vendorWords(undefined, request)).toBeUndefined()
})
