import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import cog from '../../../providers/cog.ts'
import type { Provider, ProviderTools, SubmitAttempt } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { guardFor } from '../../support/guard-for.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { CogServer } from './server.ts'

/** Where webhooks come in, as the house's route is: the last part of the address is the attempt. */
export interface Receiver {
  url: string
  /** Whom it hands them to. */
  provider: Provider | null
  close(): Promise<void>
}

export const startReceiver = async (): Promise<Receiver> => {
  const server = createServer(async (request, response) => {
    const rawBody = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const attemptId = request.url?.split('/').at(-1) ?? ''
    const hint = await receiver.provider?.parseWebhook?.({ attemptId, rawBody, headers: new Headers() })
    response.writeHead(hint?.kind === 'moved' ? 200 : 400).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    provider: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return receiver
}

export interface Place {
  server: CogServer
  receiver: Receiver
  tools: Partial<ProviderTools>
}

/** A provider of this server to which the receiver's webhooks come, and whose attempts have an address there. */
export const providerOf = ({ server, receiver, tools }: Place): Provider => {
  const settings = cog.settings.parse({ COG_URLS: `film=${server.url}` })
  const provider = cog.create(settings, providerTools({ publicUrl: receiver.url, fetchNamed: guardFor([server.url]).fetchNamed, ...tools }))
  if (!provider) throw new Error('the provider is not set up')
  receiver.provider = provider
  return {
    ...provider,
    submit: (request, attempt) => provider.submit(request, { ...attempt, webhookUrl: `${receiver.url}/webhooks/cog/key/${attempt.id}` }),
  }
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
