import type { Provider } from '../../../src/core/provider.ts'
import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { ReplicateServer } from './server.ts'

const clip = await smallClip()

/** As the studio does where it has a public address: the attempt's id is the last part of the webhook's URL. */
const withWebhooks = (provider: Provider): Provider => ({
  ...provider,
  submit: (request, attempt) =>
    provider.submit(request, { ...attempt, webhookUrl: `https://bot.example/webhooks/replicate/${attempt.id}` }),
})

providerContract(
  'replicate',
  async () => {
    const server = await ReplicateServer.start()
    server.clip = clip
    return {
      provider: withWebhooks(providerOf(server.url)),
      restart: async () => withWebhooks(providerOf(server.url)),
      request: requestOf({ durationSeconds: 5 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ durationSeconds: 40 }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.predictions.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => server.close(),
    }
  },
  { reportsSeed: true, submitIsIdempotent: false, reconciles: true, cancels: true },
)
