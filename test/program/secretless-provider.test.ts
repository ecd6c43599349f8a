import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Provider, ProviderRequest } from '../../src/core/provider.ts'
import { secretlessProvider } from '../../src/program/secretless-provider.ts'
import { createMayHold, createRedact } from '../../src/program/secrets.ts'
import { newAttempt } from '../contracts/provider-contract.ts'
import { sampleModel } from '../support/sample-model.ts'

const key = 'hush-a-key-of-the-operator'
const { signal } = new AbortController()
const model = sampleModel({ provider: 'parrot' })
const given: ProviderRequest = {
  request: { mode: 't2v', model: 'plain', prompt: 'a boat', seed: 1, takes: 1, extras: {} },
  model,
  inputs: [],
}
const error = { class: 'internal', message: `Wrong key ${key}.`, detail: `wrong key ${key}` } as const

/** A provider of an operator's own that gives on what its vendor says, kept in a class with fields of its own. */
class Parrot implements Provider {
  readonly name = 'parrot'
  readonly #said = `Wrong key ${key}.`
  submit = async () => ({ kind: 'rejected', error }) as const
  async poll() {
    return { kind: 'failed', error: { ...error, message: this.#said } } as const
  }
  async inspect() {
    return { kind: 'unavailable', reason: this.#said } as const
  }
  async cancel() {
    throw new MoodreelError('provider_failed', this.#said, { retryAfterMs: 7 })
  }
  async reconcile() {
    return { kind: 'found', operation: { id: key } } as const
  }
}

test('what a vendor says of the key goes no further, whatever it is said in; what is opaque stays as it is', async () => {
  const provider = secretlessProvider(new Parrot(), createRedact([key]), createMayHold([key]))
  const told = { message: 'Wrong key [redacted].', detail: 'wrong key [redacted]' }
  expect(await provider.submit(given, newAttempt())).toEqual({ kind: 'rejected', error: { class: 'internal', ...told } })
  expect(await provider.poll(null, signal)).toEqual({ kind: 'failed', error: { class: 'internal', ...told } })
  expect(await provider.inspect?.(model, signal)).toEqual({ kind: 'unavailable', reason: 'Wrong key [redacted].' })
  await expect(provider.cancel?.(null, signal)).rejects.toMatchObject({
    code: 'provider_failed',
    userMessage: told.message,
    retryAfterMs: 7,
  })
  expect(await provider.reconcile?.({ id: 'a', createdAt: 0 }, given, signal)).toEqual({ kind: 'found', operation: { id: key } })
})

test.each([
  [`The key ${key} is wrong`, undefined],
  ['The key hush a key of the oper… is wrong', undefined],
  ['The key hush%2Da%2Dkey%2Dof is wrong', undefined],
  ['The prompt is too long', `${key} and more`],
])('a reason in which a part of the key may stand is left out: %s', async (reason, detail) => {
  const failed = { kind: 'failed', error: { class: 'internal', message: 'No.', reason, ...(detail && { detail }) } } as const
  const told = { name: 'told', submit: new Parrot().submit, poll: async () => failed }
  const status = await secretlessProvider(told, createRedact([key]), createMayHold([key])).poll(null, signal)
  expect(status).toMatchObject({ error: { message: 'No.' } })
  expect(status).not.toHaveProperty('error.reason')
})

test('a reason without one is told', async () => {
  const failed = { kind: 'failed', error: { class: 'internal', message: 'No.', reason: 'The prompt is too long' } } as const
  const told = { name: 'told', submit: new Parrot().submit, poll: async () => failed }
  expect(await secretlessProvider(told, createRedact([key]), createMayHold([key])).poll(null, signal)).toEqual(failed)
})

test('what a provider cannot do it cannot do here either', () => {
  const { submit, poll } = new Parrot()
  const provider = secretlessProvider(
    { name: 'plain', submit, poll },
    (text) => text,
    () => false,
  )
  for (const can of ['cancel', 'open', 'inspect', 'describe', 'reconcile', 'parseWebhook', 'stop']) expect(can in provider).toBe(false)
})
