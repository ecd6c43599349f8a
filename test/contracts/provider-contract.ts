import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '../../src/core/json.ts'
import type { Provider, ProviderOutput, ProviderRequest, ProviderStatus, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { inWords } from '../../src/core/words/in-words.ts'

/** One provider under test, with whatever stands behind it. It is made anew for every test. */
export interface ProviderBench {
  provider: Provider
  /** Another instance over the same backend and the same folder, as after a restart; the first one was stopped. */
  restart(): Promise<Provider>
  /** A request that the backend fulfils quickly. */
  request: ProviderRequest
  /** A request that is refused, by the provider itself or by its backend, before anything is paid. */
  refused: ProviderRequest
  /** A request that is accepted and then fails. */
  failing: ProviderRequest
  /** A request that the backend works on until it is canceled. */
  endless: ProviderRequest
  /** How many jobs the backend was really given. */
  jobs(): Promise<number>
  /** Fetches an output when the provider has no `open`; an HTTP provider's outputs are plain URLs. */
  fetch?(output: ProviderOutput): Promise<Uint8Array>
  dispose(): Promise<void>
}

export interface ProviderTraits {
  /** Whether the model's status names the seed. False means that it names none, not a guess of ours. */
  reportsSeed: boolean
  /** Whether submitting an attempt a second time is harmless at the backend. Elsewhere it is never done. */
  submitIsIdempotent: boolean
  /** Whether an attempt of unknown outcome can be looked up, and work that runs can be stopped. */
  /** `late`: what was accepted is not said to be found before nothing else can arrive, which the paid call's contract shows. */
  reconciles: boolean | 'late'
  cancels: boolean
  /** How often a poll is repeated before the test gives up. */
  polls?: number
}

let attempts = 0
/** An attempt of its own, which nobody aborts unless a signal is given. */
export const newAttempt = (signal: AbortSignal = new AbortController().signal): SubmitAttempt => ({
  id: `contract-${process.pid}-${attempts++}`,
  deadlineAt: Date.now() + 60_000,
  signal,
})

const never = () => new AbortController().signal

/** The operation of an accepted submit. */
export const accepted = (result: SubmitResult): Json => {
  if (result.kind !== 'accepted') throw new Error(`expected accepted, got ${JSON.stringify(result)}`)
  return result.operation
}

const hasEnded = ({ kind }: ProviderStatus): boolean => kind !== 'queued' && kind !== 'running'

/** Polls until the work has ended, or until `until` says so. */
export const pollUntil = async (
  provider: Provider,
  operation: Json,
  until: (status: ProviderStatus) => boolean = hasEnded,
  polls = 1500,
): Promise<ProviderStatus> => {
  for (let poll = 0; poll < polls; poll++) {
    const status = await provider.poll(operation, never())
    if (until(status)) return status
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the operation did not get there')
}

/** All bytes of an output, by the provider's own `open` where it has one. */
export const readOutput = async (
  bench: Pick<ProviderBench, 'fetch'>,
  provider: Provider,
  status: ProviderStatus,
  operation: Json,
): Promise<Uint8Array> => {
  if (status.kind !== 'succeeded') throw new Error(`expected succeeded, got ${JSON.stringify(status)}`)
  const [output] = status.outputs
  if (!output) throw new Error('a success without an output')
  const opened = await provider.open?.(output, operation, never())
  if (opened) return new Uint8Array(await new Response(opened).arrayBuffer())
  if (!bench.fetch) throw new Error('the provider has no open: give the bench a fetch')
  return bench.fetch(output)
}

/** What every provider promises the workflow. `setup` is called for each test and its bench is disposed afterwards. */
export const providerContract = (name: string, setup: () => Promise<ProviderBench>, traits: ProviderTraits): void => {
  describe(`${name} keeps the provider contract`, () => {
    let bench: ProviderBench
    beforeEach(async () => {
      bench = await setup()
    })
    afterEach(() => bench.dispose())
    const finish = (provider: Provider, operation: Json) => pollUntil(provider, operation, undefined, traits.polls)

    it('makes the clip that was submitted', async () => {
      const { provider, request } = bench
      const operation = accepted(await provider.submit(request, newAttempt()))
      const status = await finish(provider, operation)
      const bytes = await readOutput(bench, provider, status, operation)
      expect(new TextDecoder().decode(bytes.subarray(4, 8))).toBe('ftyp')
      expect(await bench.jobs()).toBe(1)
    })

    it('says progress between 0 and 1 on the way, and the same end however often it is asked', async () => {
      const { provider, request } = bench
      const operation = accepted(await provider.submit(request, newAttempt()))
      const seen: ProviderStatus[] = []
      const end = await pollUntil(provider, operation, (status) => {
        seen.push(status)
        return hasEnded(status)
      })
      for (const status of seen) {
        if (status.kind !== 'running' || status.progress === undefined) continue
        expect(status.progress).toBeGreaterThanOrEqual(0)
        expect(status.progress).toBeLessThanOrEqual(1)
      }
      expect(await provider.poll(operation, never())).toEqual(end)
    })

    it(traits.reportsSeed ? 'names the seed that it used' : 'names no seed', async () => {
      const { provider, request } = bench
      const status = await finish(provider, accepted(await provider.submit(request, newAttempt())))
      if (status.kind !== 'succeeded') throw new Error(`expected succeeded, got ${JSON.stringify(status)}`)
      expect(status.seed).toBe(traits.reportsSeed ? request.request.seed : undefined)
    })

    it('goes on from an operation that was written down, in a new process', async () => {
      const { provider, request } = bench
      const operation = accepted(await provider.submit(request, newAttempt()))
      const written = JSON.stringify(operation)
      const second = await bench.restart()
      const read: Json = JSON.parse(written)
      expect(read).toEqual(operation)
      const bytes = await readOutput(bench, second, await finish(second, read), read)
      expect(bytes.byteLength).toBeGreaterThan(0)
      expect(await bench.jobs()).toBe(1)
    })

    it('makes two jobs of two attempts at the same request', async () => {
      const { provider, request } = bench
      const [one, other] = [accepted(await provider.submit(request, newAttempt())), accepted(await provider.submit(request, newAttempt()))]
      expect(one).not.toEqual(other)
      expect(await bench.jobs()).toBe(2)
    })

    it('offers what it is said to offer, and nothing that is not tested', () => {
      expect(Boolean(bench.provider.reconcile)).toBe(Boolean(traits.reconciles))
      expect(Boolean(bench.provider.cancel)).toBe(traits.cancels)
    })

    it('refuses as data, and gives the backend no job', async () => {
      const result = await bench.provider.submit(bench.refused, newAttempt())
      if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
      expectSentence(inWords(result.error.message, 'en'))
      expect(await bench.jobs()).toBe(0)
    })

    it('tells a failure as data, with a class and a sentence', async () => {
      const operation = accepted(await bench.provider.submit(bench.failing, newAttempt()))
      const status = await finish(bench.provider, operation)
      if (status.kind !== 'failed') throw new Error(`expected failed, got ${JSON.stringify(status)}`)
      expectSentence(inWords(status.error.message, 'en'))
      expect(await bench.provider.poll(operation, never())).toEqual(status)
    })

    it('does not call a submit accepted that was aborted before it began', async () => {
      const { provider, request } = bench
      const attempt = newAttempt(AbortSignal.abort())
      const result = await provider.submit(request, attempt).catch(() => ({ kind: 'unknown' as const }))
      expect(result.kind).not.toBe('accepted')
      expect(await bench.jobs()).toBe(0)
    })

    it('gives up a poll and an open whose signal is aborted', async () => {
      const { provider, request } = bench
      const operation = accepted(await provider.submit(request, newAttempt()))
      await expect(provider.poll(operation, AbortSignal.abort())).rejects.toThrow()
      const status = await finish(provider, operation)
      if (!provider.open || status.kind !== 'succeeded' || !status.outputs[0]) return
      await expect(provider.open(status.outputs[0], operation, AbortSignal.abort())).rejects.toThrow()
    })

    if (traits.submitIsIdempotent) {
      it('makes one job of an attempt that is submitted twice', async () => {
        const { provider, request } = bench
        const attempt = newAttempt()
        const both = await Promise.all([provider.submit(request, attempt), provider.submit(request, attempt)])
        expect(accepted(both[0])).toEqual(accepted(both[1]))
        expect(accepted(await provider.submit(request, attempt))).toEqual(accepted(both[0]))
        expect(await bench.jobs()).toBe(1)
      })
    }

    if (traits.reconciles === true) {
      it('finds the operation of an attempt that was accepted', async () => {
        const { provider, request } = bench
        const attempt = newAttempt()
        const operation = accepted(await provider.submit(request, attempt))
        expect(await provider.reconcile?.({ id: attempt.id, createdAt: Date.now() }, request, never())).toEqual({
          kind: 'found',
          operation,
        })
      })
    }

    if (traits.reconciles) {
      it('never claims to have found an attempt that was not submitted', async () => {
        const { provider, request } = bench
        accepted(await provider.submit(request, newAttempt()))
        const found = await provider.reconcile?.({ id: newAttempt().id, createdAt: Date.now() }, request, never())
        expect(found?.kind).toMatch(/^(absent|unknown)$/)
      })
    }

    if (traits.cancels) {
      it('stops what is canceled, and minds no second cancel', async () => {
        const { provider, endless } = bench
        const operation = accepted(await provider.submit(endless, newAttempt()))
        await pollUntil(provider, operation, ({ kind }) => kind === 'running')
        await provider.cancel?.(operation, never())
        expect((await finish(provider, operation)).kind).toBe('canceled')
        await provider.cancel?.(operation, never())
        expect((await provider.poll(operation, never())).kind).toBe('canceled')
      })

      it('leaves a finished clip as it is when it is canceled too late', async () => {
        const { provider, request } = bench
        const operation = accepted(await provider.submit(request, newAttempt()))
        const end = await finish(provider, operation)
        // Some backends answer that there is nothing to cancel any more, which is a fault of the call and no matter here.
        await Promise.allSettled([provider.cancel?.(operation, never())])
        expect(await provider.poll(operation, never())).toEqual(end)
      })
    }
  })
}

const expectSentence = (message: string): void => {
  expect(message).toMatch(/^\p{Lu}.*\.$/u)
}
