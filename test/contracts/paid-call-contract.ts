import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/core/json.ts'
import type {
  Provider,
  ProviderDefinition,
  ProviderErrorClass,
  ProviderRequest,
  ProviderTools,
  SubmitAttempt,
} from '../../src/core/provider.ts'
import type { Answer, ContractServer, Cut } from '../support/contract-server.ts'
import { refused } from '../support/provider-input.ts'
import { providerTools } from '../support/provider-tools.ts'
import { newAttempt } from './provider-contract.ts'

interface Bench {
  server: ContractServer<string>
  provider: Provider
}

/** What is one vendor's own of the paid call. */
export interface PaidCall<Settings> {
  definition: ProviderDefinition<Settings>
  /** A server and a provider of it, for one test. */
  open(tools?: Partial<ProviderTools>): Promise<Bench>
  request: ProviderRequest
  /** Where an attempt has to have more. */
  attempt?(attempt: SubmitAttempt): SubmitAttempt
  /** Answers that do not say what became of the call, beside those that no vendor's says. */
  unclear?: Answer[]
  /** Answers that refuse it, and the error that each is. */
  refusals: [Answer, object][]
  /** What may go wrong before it, as an answer or a cut of that place, and the class of the error that it is; it costs nothing. */
  before?: { request: ProviderRequest; ends: [place: string, end: Answer | Cut, kind: ProviderErrorClass][] }
  /**
   * How an attempt of unknown outcome is cleared up; absent where it stays unknown. `isLate`: a job is not said to be found before nothing
   * else can arrive. `sendsAgain`: the vendor takes the same start under the same key for one, so that it is sent again; `afterMs` later the
   * key may be forgotten.
   */
  reconciled?: { afterMs: number; isLate?: boolean; sendsAgain?: true; operation(server: ContractServer<string>, attemptId: string): Json }
  /** A finished clip that is another job's than `operation`. */
  anothers?: { answers: Record<string, Answer>; operation: Json }
  /** Environments in which the provider is not set up. */
  unset: Record<string, string>[]
  /** An environment in which it is, with a base URL of the operator's own, and that URL. */
  own?: { environment: Record<string, string>; origin: string }
}

const cuts: [Cut, number][] = [
  ['before', 0],
  ['middle', 0],
  ['after', 1],
  ['half', 1],
]

/** Nobody can say of these whether a job was taken. */
const alwaysUnclear: Answer[] = [
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 408 },
  { status: 200, body: '<html>' },
  { status: 200, body: {} },
  { status: 302, headers: { location: 'https://elsewhere.example/' } },
]

/** The one call that costs money, as every adapter makes it: once, and never called refused or absent where it may have been taken. */
export const paidCallContract = <Settings>(name: string, vendor: PaidCall<Settings>): void => {
  const { definition, open, request, reconciled, anothers } = vendor
  const attemptOf = (signal?: AbortSignal): SubmitAttempt => {
    const attempt = newAttempt(signal)
    return vendor.attempt?.(attempt) ?? attempt
  }

  describe(`the paid call of ${name}`, () => {
    test.each(cuts)('that breaks %s is never repeated, its outcome is unknown, and what can be learnt is', async (cut, jobs) => {
      let now = Date.now()
      const { server, provider } = await open({ now: () => now })
      server.now = () => now
      server.cut['create'] = cut
      const attempt = attemptOf()
      expect(await provider.submit(request, attempt)).toMatchObject({ kind: 'unknown' })
      expect([server.creates, server.taken]).toEqual([1, jobs])

      const written = { id: attempt.id, createdAt: now }
      const unknown = { kind: 'unknown' }
      if (reconciled?.sendsAgain) {
        const again = () => provider.reconcile?.(written, request, attempt.signal)
        expect(await again()).toEqual(unknown)
        delete server.cut['create']
        expect(await again()).toEqual({ kind: 'found', operation: reconciled.operation(server, attempt.id) })
        const { creates } = server
        now += reconciled.afterMs + 1
        expect(await again()).toEqual(unknown)
        expect([server.creates, server.taken]).toEqual([creates, 1])
        return
      }
      const found = reconciled && { kind: 'found', operation: reconciled.operation(server, attempt.id) }
      const ask = async () => (await provider.reconcile?.(written, request, attempt.signal)) ?? unknown
      expect(await ask()).toEqual(jobs === 1 && found && !reconciled.isLate ? found : unknown)
      // Some look twice before they call it absent.
      for (let look = 0; look < 2; look++) {
        now += reconciled?.afterMs ?? 0
        await ask()
      }
      expect(await ask()).toEqual(!reconciled ? unknown : jobs === 1 ? found : { kind: 'absent' })
      expect(server.creates).toBe(1)
    })

    test.each([...alwaysUnclear, ...(vendor.unclear ?? [])])(
      'is unknown where the answer does not say what became of it: %o',
      async (answer) => {
        const { server, provider } = await open()
        server.answers['create'] = answer
        expect(await provider.submit(request, attemptOf())).toMatchObject({ kind: 'unknown' })
        expect(server.creates).toBe(1)
      },
    )

    test('follows no redirect, not even to the same server', async () => {
      const [{ server, provider }, { server: elsewhere }] = [await open(), await open()]
      for (const origin of [elsewhere.origin, server.origin]) {
        server.heard.length = 0
        server.answers['create'] = { status: 307, headers: { location: `${origin}/again` } }
        expect(await provider.submit(request, attemptOf())).toMatchObject({ kind: 'unknown' })
        expect(server.heard.map(({ path }) => path)).not.toContain('/again')
      }
      expect(elsewhere.heard).toEqual([])
    })

    test('is unknown when the bot is stopped in the middle of it', async () => {
      const stop = new AbortController()
      const bench = await open({
        fetch: (url, init) => {
          const answer = fetch(url, init)
          const { pathname } = new URL(url instanceof Request ? url.url : url)
          if (bench.server.placeOf(init?.method ?? 'GET', pathname) === 'create') stop.abort()
          return answer
        },
      })
      expect(await bench.provider.submit(request, attemptOf(stop.signal))).toMatchObject({ kind: 'unknown' })
      expect(bench.server.creates).toBeLessThanOrEqual(1)
    })

    test('is refused where nobody listens', async () => {
      const { server, provider } = await open()
      await server.close()
      expect(refused(await provider.submit(request, attemptOf())).class).toBe('transient')
    })

    test.each(vendor.refusals)('is refused by %o', async (answer, error) => {
      const { server, provider } = await open()
      server.answers['create'] = answer
      expect(refused(await provider.submit(request, attemptOf()))).toMatchObject(error)
      expect([server.creates, server.taken]).toEqual([1, 0])
    })

    test.each(vendor.before?.ends ?? [])('is not made after a failure of what comes before it: %s, %o', async (place, end, kind) => {
      const { server, provider } = await open()
      if (typeof end === 'string') server.cut[place] = end
      else server.answers[place] = end
      expect(refused(await provider.submit(vendor.before?.request ?? request, attemptOf())).class).toBe(kind)
      expect(server.creates).toBe(0)
    })
  })

  if (anothers) {
    test(`${name} does not show the clip of another job`, async () => {
      const { server, provider } = await open()
      Object.assign(server.answers, anothers.answers)
      await expect(provider.poll(anothers.operation, newAttempt().signal)).rejects.toMatchObject({
        code: 'provider_failed',
        cause: 'it told of another job',
      })
    })
  }

  describe(`setting up ${name}`, () => {
    test.each(vendor.unset)('is not done by %o', (environment) => {
      expect(definition.create(definition.settings.parse(environment), providerTools())).toBeNull()
    })

    test('only a base URL of the operator’s own may be private', () => {
      const originsIn = (environment: Record<string, string>) => definition.origins?.(definition.settings.parse(environment)) ?? []
      expect(originsIn({})).toEqual([])
      if (vendor.own) expect(originsIn(vendor.own.environment)).toEqual([vendor.own.origin])
    })
  })
}
