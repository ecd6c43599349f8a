import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProviderRequest } from '../../src/core/provider.ts'
import type { FaultVendor } from '../contracts/fault-vendor.ts'
import { newAttempt } from '../contracts/provider-contract.ts'
import { providerTools } from '../support/provider-tools.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { findVendors } from './faults/find-vendors.ts'

interface Thrown {
  name: string
  error: Error
}

const coded = (code: string, syscall?: string): Error => Object.assign(new Error('no words'), { code, ...(syscall && { syscall }) })
/** As `fetch` of Node throws it. */
const failed = (cause: Error): Error => new TypeError('fetch failed', { cause })
const thrown = (code: string, syscall?: string): Thrown => ({
  name: syscall ? `${code} at ${syscall}` : code,
  error: failed(coded(code, syscall)),
})
/** As Node throws it of a name with several addresses, where its code is that of the first. */
const several = (...causes: Error[]): Thrown => ({
  name: `several addresses: ${causes.map((cause) => ('code' in cause ? cause.code : '')).join(', ')}`,
  error: failed(Object.assign(new AggregateError(causes), causes[0] && 'code' in causes[0] ? { code: causes[0].code } : {})),
})

const neverSent: Thrown[] = [
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL'].flatMap((code) => [
    thrown(code),
    thrown(code, 'connect'),
  ]),
  ...['ETIMEDOUT', 'ECONNRESET', 'EACCES', 'EPERM', 'EMFILE'].map((code) => thrown(code, 'connect')),
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].flatMap((code) => [thrown(code), thrown(code, 'getaddrinfo')]),
  thrown('UND_ERR_CONNECT_TIMEOUT'),
  ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'].map((code) => thrown(code)),
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'].map((code) => thrown(code)),
  ...['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'].map((code) =>
    thrown(code),
  ),
  several(coded('ECONNREFUSED', 'connect'), coded('ENETUNREACH', 'connect')),
  several(coded('ETIMEDOUT', 'connect'), coded('ECONNREFUSED', 'connect')),
]

const perhapsSent: Thrown[] = [
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].map((code) =>
    thrown(code),
  ),
  ...['ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'].map((code) => thrown(code, 'read')),
  thrown('EPIPE', 'write'),
  several(coded('ECONNREFUSED', 'connect'), coded('ECONNRESET', 'read')),
  { name: 'an error without a code', error: failed(new Error('unexpected redirect')) },
  { name: 'patience', error: new DOMException('The operation was aborted due to timeout', 'TimeoutError') },
]

const vendors = [...(await findVendors())]

/** Submits by the real adapter, whose one paid call throws; everything before it reaches the vendor's server. */
const submitThrough = async (
  { definition, environment, origin, model, request, isCreate }: FaultVendor,
  error: Error,
  signal?: AbortSignal,
) => {
  let creates = 0
  const breaking: typeof fetch = (address, init) => {
    const url = new URL(address instanceof Request ? address.url : address)
    if (!isCreate(init?.method ?? 'GET', url.pathname)) return fetch(address, init)
    creates += 1
    return Promise.reject(error)
  }
  const folder = await temporaryFolder()
  const provider = definition.create(definition.settings.parse(environment(origin)), providerTools({ fetch: breaking, folder }))
  if (!provider) throw new Error(`${definition.name} is not set up by its own environment`)
  const given: ProviderRequest = {
    request: { mode: 't2v', model: model.name, prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...request },
    model,
    inputs: [],
  }
  const result = await provider.submit(given, newAttempt(signal))
  return { creates, result }
}

test('all adapters that reach a vendor are tried', () => {
  expect(vendors.map(([name]) => name)).toEqual([
    'cog',
    'comfyui',
    'fal',
    'kling-newer',
    'kling',
    'minimax-v2',
    'minimax',
    'replicate',
    'runway',
    'veo',
    'vercel',
    'videogen',
  ])
})

describe.each(vendors)('the one paid call of %s', (_name, start) => {
  let vendor: FaultVendor
  beforeAll(async () => {
    vendor = await start()
  })
  afterAll(() => vendor.close())

  test.each(neverSent)('was certainly not sent: $name', async ({ error }) => {
    const { creates, result } = await submitThrough(vendor, error)
    expect(creates).toBe(1)
    expect(result).toMatchObject({ kind: 'rejected', error: { class: 'transient' } })
  })

  test('is not made by a bot that is stopped before it, and is made when the bot runs again', async () => {
    const { creates, result } = await submitThrough(vendor, new Error('it was made'), AbortSignal.abort())
    expect(creates).toBe(0)
    expect(result).toMatchObject({ kind: 'rejected', error: { class: 'rate_limited', retryAfterMs: 0 } })
  })

  test.each(perhapsSent)('may have been sent: $name', async ({ error }) => {
    const { creates, result } = await submitThrough(vendor, error)
    expect(creates).toBe(1)
    expect(result).toMatchObject({ kind: 'unknown' })
  })
})
