import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { openServer, providerOf, requestOf } from './bench.ts'

const clip = await smallClip()

providerContract(
  'veo',
  async () => {
    const { server, environment, close } = await openServer(clip)
    return {
      provider: providerOf(environment(server.origin)),
      restart: async () => providerOf(environment(server.origin)),
      request: requestOf({ durationSeconds: 4 }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ prompt: 'a refused boat' }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.jobs.length,
      dispose: close,
    }
  },
  { reportsSeed: false, submitIsIdempotent: false, reconciles: false, cancels: false },
)
