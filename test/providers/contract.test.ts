import type { Provider, ProviderTools } from '../../src/core/provider.ts'
import type { ResolvedRequest } from '../../src/core/request.ts'
import { type ProviderTraits, providerContract } from '../contracts/provider-contract.ts'
import type { ContractServer } from '../support/contract-server.ts'
import type { requestsOf } from '../support/provider-input.ts'
import { providerTools } from '../support/provider-tools.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startReceiver } from '../support/webhook-receiver.ts'
import * as cog from './cog/bench.ts'
import { CogServer } from './cog/server.ts'
import * as comfyui from './comfyui/bench.ts'
import { ComfyServer } from './comfyui/server.ts'
import * as fal from './fal/bench.ts'
import { FalServer } from './fal/server.ts'
import * as kling from './kling/bench.ts'
import { KlingServer } from './kling/server.ts'
import * as minimax from './minimax/bench.ts'
import { MinimaxServer } from './minimax/server.ts'
import * as minimaxNewer from './minimax-v2/bench.ts'
import { MinimaxNewerServer } from './minimax-v2/server.ts'
import * as replicate from './replicate/bench.ts'
import { ReplicateServer } from './replicate/server.ts'
import * as runway from './runway/bench.ts'
import { RunwayServer } from './runway/server.ts'
import * as veo from './veo/bench.ts'
import * as vercel from './vercel/bench.ts'
import { VercelServer } from './vercel/server.ts'
import * as videogen from './videogen/bench.ts'
import { VideoGenServer } from './videogen/server.ts'

/** A vendor's server, and what makes a provider of it. */
interface Opened {
  server: ContractServer<string>
  providerOf(tools: Partial<ProviderTools>): Provider
  close?(): Promise<void>
}

const openOf =
  (start: (clip: Uint8Array) => Promise<ContractServer<string>>, providerOf: (origin: string, tools: Partial<ProviderTools>) => Provider) =>
  async (clip: Uint8Array): Promise<Opened> => {
    const server = await start(clip)
    return { server, providerOf: (tools) => providerOf(server.origin, tools) }
  }

/** `fields` make a request that is fulfilled, and one that is refused. */
const keepsContract = (
  name: string,
  open: (clip: Uint8Array) => Promise<Opened>,
  requestOf: ReturnType<typeof requestsOf>,
  fields: [fulfilled: Partial<ResolvedRequest>, refused: Partial<ResolvedRequest>],
  traits: Partial<ProviderTraits> = {},
): void =>
  providerContract(
    name,
    async () => {
      const { server, providerOf, close = () => server.close() } = await open(await smallClip())
      // Kept over a restart, as the house keeps it.
      const { cache } = providerTools()
      let provider = providerOf({ cache })
      return {
        provider,
        async restart() {
          await provider.stop?.()
          provider = providerOf({ cache })
          return provider
        },
        request: requestOf(fields[0]),
        refused: requestOf(fields[1]),
        endless: requestOf({ prompt: 'an endless road' }),
        failing: requestOf({ prompt: 'a boat that fails' }),
        jobs: async () => server.taken,
        fetch: async ({ url }) => (await fetch(url)).bytes(),
        async dispose() {
          await provider.stop?.()
          await close()
        },
      }
    },
    { reportsSeed: false, submitIsIdempotent: false, reconciles: false, cancels: false, ...traits },
  )

const seconds: Parameters<typeof keepsContract>[3] = [{ durationSeconds: 5 }, { durationSeconds: 40 }]
const words: typeof seconds = [{ durationSeconds: 6 }, { prompt: 'a refused boat' }]
const everything = { reportsSeed: true, reconciles: true, cancels: true }

keepsContract(
  'kling',
  openOf((clip) => KlingServer.start(clip), kling.providerOf),
  kling.requestOf,
  seconds,
  { reconciles: true },
)
keepsContract(
  'kling’s newer standard',
  openOf((clip) => KlingServer.start(clip), kling.providerOf),
  kling.turboOf,
  seconds,
  { reconciles: true },
)
keepsContract(
  'minimax',
  openOf((clip) => MinimaxServer.start(clip), minimax.providerOf),
  minimax.requestOf,
  words,
  { reconciles: 'late' },
)
keepsContract(
  'version 2 of minimax',
  openOf((clip) => MinimaxNewerServer.start(clip), minimax.providerOf),
  minimaxNewer.requestOf,
  words,
  { reconciles: 'late' },
)
keepsContract(
  'runway',
  openOf((clip) => RunwayServer.start(clip), runway.providerOf),
  runway.requestOf,
  seconds,
  { cancels: true },
)
keepsContract(
  'videogen',
  openOf((clip) => VideoGenServer.start(clip), videogen.providerOf),
  videogen.requestOf,
  seconds,
  { cancels: true, reconciles: 'late' },
)
keepsContract(
  'vercel',
  openOf((clip) => VercelServer.start(clip), vercel.providerOf),
  vercel.requestOf,
  words,
  { submitIsIdempotent: true, reconciles: true },
)
keepsContract(
  'fal',
  openOf((clip) => FalServer.start(clip), fal.providerOf),
  fal.requestOf,
  [{ durationSeconds: 5 }, { camera: 'orbit' }],
  everything,
)
keepsContract(
  'comfyui',
  openOf((clip) => ComfyServer.start(clip), comfyui.providerOf),
  comfyui.requestOf,
  [
    { durationSeconds: 5, aspectRatio: '16:9', resolution: '480p' },
    { aspectRatio: '16:9', resolution: '9999p' },
  ],
  everything,
)
/** As the studio does where it has a public address: the attempt's id is the last part of the webhook's URL. */
const withWebhooks = (provider: Provider): Provider => ({
  ...provider,
  submit: (request, attempt) =>
    provider.submit(request, { ...attempt, webhookUrl: `https://bot.example/webhooks/replicate/${attempt.id}` }),
})
keepsContract(
  'replicate',
  openOf(
    (clip) => ReplicateServer.start(clip),
    (origin, tools) => withWebhooks(replicate.providerOf(origin, tools)),
  ),
  replicate.requestOf,
  seconds,
  everything,
)
keepsContract(
  'veo',
  async (clip) => {
    const { server, environment, close } = await veo.openServer(clip)
    return { server, providerOf: (tools) => veo.providerOf(environment(server.origin), tools), close }
  },
  veo.requestOf,
  [{ durationSeconds: 4 }, words[1]],
)
keepsContract(
  'cog',
  async (clip) => {
    const [server, receiver, folder] = [await CogServer.start(clip), await startReceiver(), await temporaryFolder()]
    server.slots = 2
    return {
      server,
      providerOf: (tools) => cog.providerOf({ server, receiver, tools: { ...tools, folder } }),
      async close() {
        await server.close()
        await receiver.close()
      },
    }
  },
  cog.requestOf,
  [{}, { camera: 'orbit' }],
  { ...everything, submitIsIdempotent: true },
)
