import { onTestFinished } from 'vitest'
import cog from '../../../providers/cog.ts'
import type { Provider, ProviderTools, SubmitAttempt } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type Receiver, startReceiver } from '../../support/webhook-receiver.ts'
import { CogServer } from './server.ts'

export interface Place {
  server: CogServer
  receiver: Receiver
  tools: Partial<ProviderTools>
}

export const environmentOf = (origin: string) => ({ COG_URLS: `film=${origin}` })

/** A provider of this server to which the receiver's webhooks come, and whose attempts have an address there. */
export const providerOf = ({ server, receiver, tools }: Place): Provider => {
  const provider = openProvider(cog, environmentOf(server.url), { publicUrl: receiver.url, ...tools })
  return receiver.listenFor(provider)
}

/** A server, a receiver and a provider, for one test, at a time that the test moves. */
export const openBench = async (more: Partial<ProviderTools> = {}) => {
  const [server, receiver, folder] = [await CogServer.start(), await startReceiver(), await temporaryFolder()]
  onTestFinished(async () => {
    await server.close()
    await receiver.close()
  })
  const clock = { time: Date.parse('2026-11-21T12:00:00Z') }
  const tools = { folder, now: () => clock.time, ...more }
  const provider = providerOf({ server, receiver, tools })
  const hear = (attempt: Pick<SubmitAttempt, 'id'>, body: unknown) =>
    provider.parseWebhook?.({
      attemptId: attempt.id,
      rawBody: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
      headers: new Headers(),
    })
  return { server, receiver, provider, folder, hear, pass: (ms: number) => (clock.time += ms), now: () => clock.time }
}

/** An accepted attempt of a bench, whose webhooks it does not hear any more when `tells` is false. */
export const begin = async ({ server, provider }: Pick<Awaited<ReturnType<typeof openBench>>, 'server' | 'provider'>, tells = true) => {
  const attempt = newAttempt()
  const result = await provider.submit(requestOf({ prompt: 'an endless road' }), attempt)
  if (result.kind !== 'accepted') throw new Error(`expected accepted, got ${JSON.stringify(result)}`)
  server.tells = tells
  return { attempt, operation: result.operation }
}

export const requestOf = requestsOf({ provider: 'cog', target: 'film', seed: true })
