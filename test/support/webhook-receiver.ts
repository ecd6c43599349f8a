import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Provider } from '../../src/core/provider.ts'

/** Where webhooks come in, as the house's route is: the last part of the address is the attempt. */
export const startReceiver = async () => {
  let listener: Provider | null = null
  const server = createServer(async (request, response) => {
    const rawBody = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const attemptId = request.url?.split('/').at(-1) ?? ''
    const isHeard = await listener?.parseWebhook?.({ attemptId, rawBody, headers }).then(
      ({ kind }) => kind === 'moved',
      () => false,
    )
    response.writeHead(isHeard ? 200 : 400).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    get listener(): Provider | null {
      return listener
    },
    /** The provider, with attempts that have an address here. What comes to it is handed to the newest that listens. */
    listenFor(provider: Provider): Provider {
      listener = provider
      return {
        ...provider,
        submit: (request, attempt) =>
          provider.submit(request, { ...attempt, webhookUrl: `${url}/webhooks/${provider.name}/key/${attempt.id}` }),
      }
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>
