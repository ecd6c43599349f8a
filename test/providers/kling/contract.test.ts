import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { KlingServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'kling',
  async () => {
    const server = await KlingServer.start()
    server.clip = clip
    return {
      provider: providerOf(server.url),
      restart: async () => providerOf(server.url),
      request: requestOf({ durationSeconds: 5 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ durationSeconds: 40 }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.tasks.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => server.close(),
    }
  },
  { reportsSeed: false, submitIsIdempotent: false, reconciles: true, cancels: false },
)
