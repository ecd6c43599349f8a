import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/core/json.ts'
import type { Model } from '../../../src/core/model.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { draftOf, models, openEveryProvider, requestFor } from './bench.ts'
import type { Answer } from './listening-vendor.ts'

const attempt = () => ({ ...newAttempt(), webhookUrl: 'https://bot.example/webhooks/x/y/z' })

/** A row of each provider that has a vendor, of those that start from words. */
const rows = new Map(
  models.filter(({ provider, modes }) => provider !== 'local' && modes.includes('t2v')).map((row): [string, Model] => [row.provider, row]),
)

/** How each vendor itself says what is wrong. */
const ownForms: Record<string, (reason: string) => Answer> = {
  replicate: (reason) => ({
    status: 422,
    body: {
      title: 'Input validation failed',
      detail: `- input.prompt: ${reason}\n`,
      status: 422,
      invalid_fields: [{ type: 'x', field: 'prompt', description: reason }],
    },
  }),
  fal: (reason) => ({
    status: 422,
    body: { detail: [{ loc: ['body', 'prompt'], msg: reason, type: 'string_too_long', input: 'a secret prompt' }] },
  }),
  runway: (reason) => ({
    status: 400,
    body: { error: 'Validation of body failed', issues: [{ code: 'too_big', message: reason, path: ['promptText'] }] },
  }),
  kling: (reason) => ({ status: 400, body: { code: 1201, message: reason, request_id: 'Cl6kH2gAAAAAAAAAAAB9zQ1234' } }),
  minimax: (reason) => ({ status: 200, body: { task_id: '', base_resp: { status_code: 2013, status_msg: reason } } }),
  videogen: (reason) => ({ status: 400, body: { message: reason, code: 'invalid_request' } }),
  veo: (reason) => ({ status: 400, body: { error: { code: 400, message: reason, status: 'INVALID_ARGUMENT' } } }),
  cog: (reason) => ({ status: 422, body: { detail: [{ loc: ['body', 'input', 'prompt'], msg: reason, type: 'value_error' }] } }),
  comfyui: (reason) => ({
    status: 400,
    body: {
      error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation', details: '', extra_info: {} },
      node_errors: {
        6: {
          class_type: 'CLIPTextEncode',
          errors: [{ type: 'custom_validation_failed', message: reason, details: '', extra_info: { input_name: 'text' } }],
        },
      },
    },
  }),
}

/** Forms that any of them may take one day, or that stand before it. */
const otherForms: [string, (reason: string) => Answer][] = [
  ['an error with a message', (reason) => ({ status: 400, body: { error: { message: reason } } })],
  ['an error as a text', (reason) => ({ status: 422, body: { error: reason } })],
  ['a list of errors', (reason) => ({ status: 400, body: { errors: [{ message: reason }] } })],
  ['a detail', (reason) => ({ status: 400, body: { detail: reason } })],
  ['a message', (reason) => ({ status: 422, body: { message: reason } })],
  ['another’s answer inside of a text', (reason) => ({ status: 400, body: { message: JSON.stringify({ error: { message: reason } }) } })],
  ['a plain text', (reason) => ({ status: 400, body: reason })],
]

const { vendor, providers } = await openEveryProvider()

const reasonOf = async (row: Model, answer: Answer): Promise<string | undefined> => {
  Object.assign(vendor.state, { row, refusal: answer })
  const result = await providers.get(row.provider)?.submit(requestFor(row, draftOf('t2v')), attempt())
  if (result?.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error.reason
}

const reason = 'Prompt must be at most 2500 characters'
const forms = (name: string): [string, (reason: string) => Answer][] => [
  ['its own form', ownForms[name] as (reason: string) => Answer],
  ...otherForms,
]

/** What stands in a vendor's words and in nobody's post. */
const dirty: [string, string, RegExp][] = [
  ['an address', `${reason}, see https://docs.vendor.example/errors?token=abc for more`, /http|vendor\.example|token/],
  ['a bare address', `${reason} (api.vendor.ai/v1/limits)`, /vendor/],
  ['a secret', `${reason}; key sk-proj-A1b2C3d4E5f6G7h8I9j0 was used with Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc123DEF456`, /A1b2|eyJ|sk-/],
  ['a request id', `${reason} [request 550e8400-e29b-41d4-a716-446655440000]`, /550e8400/],
  ['markup', `<b>${reason}</b> <script>alert(1)</script> **now** \`x\``, /[<>*`]/],
  ['mentions', `@everyone <@123456789> <!channel> ${reason}`, /[@<]/],
  ['what turns letters around', `${reason}\u202Etxet`, /\u202E/],
  ['codes', `${reason} (E005) [SAFETY.INPUT.TEXT], HTTP 422. Support codes: 29310472, 12345`, /E005|SAFETY|422|2931|12345/],
  ['a path', `${reason} in /usr/src/app/predict.py`, /\/usr/],
  ['very much', `${reason}. ${'All of it was looked at again and again. '.repeat(50)}`, /^.{201,}$/s],
]

describe.each([...rows.keys()].filter((name) => name in ownForms))('%s tells the person why', (name) => {
  const row = rows.get(name) as Model
  test.each(forms(name))('in %s', async (_, form) => {
    expect(await reasonOf(row, form(reason))).toBe(reason)
  })

  test.each(dirty)('without %s', async (_, words, never) => {
    const told = await reasonOf(row, (ownForms[name] as (reason: string) => Answer)(words))
    expect(told).toContain(reason)
    expect(told).not.toMatch(never)
  })

  test.each<[string, Json]>([
    ['a gateway’s page', '<html><head><title>400 Bad Request</title></head><body>nginx</body></html>'],
    ['a traceback', { detail: 'Traceback (most recent call last):\n  File "/src/predict.py", line 3, in predict' }],
    ['an exception', { detail: 'list index out of range' }],
    ['the name of a field', { detail: 'num_frames' }],
    ['nothing', {}],
    ['a word that tells nothing', { message: 'Bad Request' }],
    ['what was sent', { input: { prompt: 'a secret prompt' } }],
  ])('and not at all from %s', async (_, body) => {
    expect(await reasonOf(row, { status: 400, body })).toBeUndefined()
  })
})

test('no provider is left out', () => {
  expect([...rows.keys()].toSorted()).toEqual(Object.keys(ownForms).toSorted())
})
