import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/core/json.ts'
import type { Provider, ProviderErrorClass } from '../../src/core/provider.ts'
import type { Answer, ContractServer, Cut } from '../support/contract-server.ts'
import { newAttempt } from './provider-contract.ts'

/** What is one vendor's own of the questions about a job that it took. */
export interface Questions {
  /** A server and a provider of it, for one test. */
  open(): Promise<{ server: ContractServer<string>; provider: Provider }>
  /** The place of the question, and what it is about: a job that the server does not know. */
  at: string
  operation: Json
  /** What answers of HTTP 200 stand for, by their bodies. */
  statuses: [body: object, status: object][]
  failures: [body: object, kind: ProviderErrorClass][]
  /** What a job is that is not known any more; expired by itself. */
  forgotten?: object
  /** Whether a connection that breaks, or an answer that cannot be read, is told as `fetch` throws it. */
  throwsAsFetch?: boolean
  /** Answers that tell nothing, beside those that no vendor's do. */
  faults: Answer[]
  /** Operations that are none of ours. */
  foreign: Json[]
  /** The one call that cancels, and the statuses by which it says that there is nothing to cancel. */
  cancel?: { call: [method: string, path: string]; over: number[] }
}

const alwaysFaults: Answer[] = [
  { status: 500 },
  { status: 502, body: '<html>' },
  { status: 401 },
  { status: 429, headers: { 'retry-after': '3' } },
]

const unreadable: Answer[] = [
  { status: 200, body: '<html>' },
  { status: 302, headers: { location: '/elsewhere' } },
]

const { signal } = newAttempt()

/** How a job that was taken is asked about, as every adapter does it: what is learnt is data, and what is not is a fault that is asked again. */
export const questionContract = (name: string, vendor: Questions): void => {
  const { open, at, operation, cancel } = vendor
  const pollOf = async (body: object) => {
    const { server, provider } = await open()
    server.answers[at] = { status: 200, body }
    return provider.poll(operation, signal)
  }

  describe(`a job of ${name} as a status`, () => {
    test.each(vendor.statuses)('%o', async (body, status) => {
      expect(await pollOf(body)).toEqual(status)
    })

    test.each(vendor.failures)('%o is %s', async (body, kind) => {
      expect(await pollOf(body)).toMatchObject({ kind: 'failed', error: { class: kind } })
    })

    test('one that is not known any more', async () => {
      const { provider } = await open()
      expect(await provider.poll(operation, signal)).toMatchObject(vendor.forgotten ?? { kind: 'failed', error: { class: 'expired' } })
    })
  })

  describe(`a fault of a question to ${name} is thrown, so that it is asked again`, () => {
    test.each([...alwaysFaults, ...vendor.faults])('%o', async (answer) => {
      const { server, provider } = await open()
      server.answers[at] = answer
      const wait = answer.headers?.['retry-after'] && { retryAfterMs: 3_000 }
      await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed', ...wait })
      expect(server.count(at)).toBe(1)
    })

    const broken = vendor.throwsAsFetch ? { message: expect.any(String) } : { code: 'provider_failed' }
    test.each(unreadable)('%o', async (answer) => {
      const { server, provider } = await open()
      server.answers[at] = answer
      await expect(provider.poll(operation, signal)).rejects.toMatchObject(broken)
      expect(server.count(at)).toBe(1)
    })

    test.each<Cut>(['before', 'half'])('a connection that breaks: %s', async (cut) => {
      const { server, provider } = await open()
      Object.assign(server, { answers: { [at]: { status: 200, body: {} } }, cut: { [at]: cut } })
      await expect(provider.poll(operation, signal)).rejects.toMatchObject(broken)
      expect(server.count(at)).toBe(1)
    })

    test.each(vendor.foreign)('an operation of somebody else is no path: %o', async (foreign) => {
      const { server, provider } = await open()
      await expect(provider.poll(foreign, signal)).rejects.toThrow()
      expect(server.heard).toEqual([])
    })
  })

  if (!cancel) return
  describe(`a cancel at ${name}`, () => {
    test('is one call, also when it fails', async () => {
      const { server, provider } = await open()
      server.answers['cancel'] = { status: 500 }
      await expect(provider.cancel?.(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
      expect(server.heard.map(({ method, path }) => [method, path])).toEqual([cancel.call])
    })

    test.each(cancel.over)('is no fault when there is nothing to cancel: HTTP %i', async (status) => {
      const { server, provider } = await open()
      server.answers['cancel'] = { status }
      await expect(provider.cancel?.(operation, signal)).resolves.toBeUndefined()
    })
  })
}
