import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { VideoGenServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'videogen',
  async () => {
    const server = await VideoGenServer.start()
    server.clip = clip
    return {
      provider: providerOf(server),
      restart: async () => providerOf(server),
      request: requestOf({ durationSeconds: 5 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ durationSeconds: 40 }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.executions.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => server.close(),
    }
  },
  { reportsSeed: false, submitIsIdempotent: false, reconciles: false, cancels: true },
)
