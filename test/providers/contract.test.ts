import type { Provider } from '../../src/core/provider.ts'
import type { ResolvedRequest } from '../../src/core/request.ts'
import { type ProviderTraits, providerContract } from '../contracts/provider-contract.ts'
import type { ContractServer } from '../support/contract-server.ts'
import type { requestsOf } from '../support/provider-input.ts'
import { smallClip } from '../support/small-clip.ts'
import * as kling from './kling/bench.ts'
import { KlingServer } from './kling/server.ts'
import * as minimax from './minimax/bench.ts'
import { MinimaxServer } from './minimax/server.ts'
import * as runway from './runway/bench.ts'
import { RunwayServer } from './runway/server.ts'
import * as videogen from './videogen/bench.ts'
import { VideoGenServer } from './videogen/server.ts'

/** Vendors that are a server and an adapter, and nothing beside them. `fields` make a request that is fulfilled, and one that is refused. */
const keepsContract = <Server extends ContractServer<string>>(
  name: string,
  start: (clip: Uint8Array) => Promise<Server>,
  providerOf: (server: Server) => Provider,
  requestOf: ReturnType<typeof requestsOf>,
  fields: [fulfilled: Partial<ResolvedRequest>, refused: Partial<ResolvedRequest>],
  traits: Partial<ProviderTraits> = {},
): void =>
  providerContract(
    name,
    async () => {
      const server = await start(await smallClip())
      return {
        provider: providerOf(server),
        restart: async () => providerOf(server),
        request: requestOf(fields[0]),
        refused: requestOf(fields[1]),
        endless: requestOf({ prompt: 'an endless road' }),
        failing: requestOf({ prompt: 'a boat that fails' }),
        jobs: async () => server.taken,
        fetch: async ({ url }) => (await fetch(url)).bytes(),
        dispose: () => server.close(),
      }
    },
    { reportsSeed: false, submitIsIdempotent: false, reconciles: false, cancels: false, ...traits },
  )

const seconds: Parameters<typeof keepsContract>[4] = [{ durationSeconds: 5 }, { durationSeconds: 40 }]
const words: typeof seconds = [{ durationSeconds: 6 }, { prompt: 'a refused boat' }]
keepsContract(
  'kling',
  (clip) => KlingServer.start(clip),
  ({ url }) => kling.providerOf(url),
  kling.requestOf,
  seconds,
  { reconciles: true },
)
keepsContract(
  'minimax',
  (clip) => MinimaxServer.start(clip),
  ({ origin }) => minimax.providerOf(origin),
  minimax.requestOf,
  words,
)
keepsContract(
  'runway',
  (clip) => RunwayServer.start(clip),
  ({ url }) => runway.providerOf(url),
  runway.requestOf,
  seconds,
  { cancels: true },
)
keepsContract('videogen', (clip) => VideoGenServer.start(clip), videogen.providerOf, videogen.requestOf, seconds, { cancels: true })
