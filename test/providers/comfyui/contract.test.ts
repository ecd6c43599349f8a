import { providerContract } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf } from './bench.ts'
import { ComfyServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'comfyui',
  async () => {
    const server = await ComfyServer.start()
    server.clip = clip
    // Kept over a restart, as the house keeps it.
    const { cache } = providerTools()
    const made = [providerOf(server.url, { cache })]
    const [provider] = made
    if (!provider) throw new Error('no provider')
    return {
      provider,
      restart: async () => {
        await provider.stop?.()
        const next = providerOf(server.url, { cache })
        made.push(next)
        return next
      },
      request: requestOf({ durationSeconds: 5, aspectRatio: '16:9', resolution: '480p' }),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ aspectRatio: '16:9', resolution: '9999p' }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.taken,
      dispose: async () => {
        for (const one of made) await one.stop?.()
        await server.close()
      },
    }
  },
  { reportsSeed: true, submitIsIdempotent: false, reconciles: true, cancels: true },
)
