import { expect, test } from 'vitest'
import { z } from 'zod'
import { createReader } from '../../../src/core/vendor/read-answer.ts'

const { readAnswer } = createReader('The vendor does not answer.')
const schema = z.object({ task: z.object({ id: z.string() }) })

test('a good answer is read as far as it is known', async () =>
  expect(await readAnswer(Response.json({ task: { id: 'a', more: 1 } }), schema)).toEqual({ task: { id: 'a' } }))

test.each([
  [new Response('', { status: 503, headers: { 'retry-after': '3' } }), 'HTTP 503', 3_000],
  [new Response('', { status: 500 }), 'HTTP 500', undefined],
  [Response.json({ task: { id: 1 } }), 'an answer of another form: task.id', undefined],
])('any other is a fault', async (response, cause, retryAfterMs) =>
  expect(readAnswer(response, schema)).rejects.toMatchObject({
    code: 'provider_failed',
    userMessage: 'The vendor does not answer.',
    cause,
    retryAfterMs,
  }),
)
