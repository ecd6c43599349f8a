import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { MinimaxServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'minimax',
  async () => {
    const server = await MinimaxServer.start(clip)
    return {
      provider: providerOf(server.origin),
      restart: async () => providerOf(server.origin),
      request: requestOf({ durationSeconds: 6 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ prompt: 'a refused boat' }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.jobs.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => server.close(),
    }
  },
  { reportsSeed: false, submitIsIdempotent: false, reconciles: false, cancels: false },
)
