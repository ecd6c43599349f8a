import { providerContract } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { FalServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'fal',
  async () => {
    const server = await FalServer.start()
    server.clip = clip
    // It outlives a restart, as the house's does.
    const { cache } = providerTools()
    return {
      provider: providerOf(server, { cache }),
      restart: async () => providerOf(server, { cache }),
      request: requestOf({ durationSeconds: 5 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ camera: 'orbit' }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.requests.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => server.close(),
    }
  },
  { reportsSeed: true, submitIsIdempotent: false, reconciles: true, cancels: true },
)
