import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { providerContract } from '../../contracts/provider-contract.ts'
import { smallClip } from '../../support/small-clip.ts'
import { providerOf, requestOf, startReceiver } from './bench.ts'
import { CogServer } from './server.ts'

const clip = await smallClip()

providerContract(
  'cog',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moodreel-cog-'))
    const place = { server: await CogServer.start(), receiver: await startReceiver(), tools: { folder } }
    const { server, receiver } = place
    Object.assign(server, { clip, slots: 2 })
    return {
      provider: providerOf(place),
      restart: async () => providerOf(place),
      request: requestOf(),
      endless: requestOf({ prompt: 'an endless road' }),
      refused: requestOf({ camera: 'orbit' }),
      failing: requestOf({ prompt: 'a boat that fails' }),
      jobs: async () => server.begun.length,
      dispose: async () => {
        await server.close()
        await receiver.close()
        await rm(folder, { recursive: true })
      },
    }
  },
  { reportsSeed: true, submitIsIdempotent: true, reconciles: true, cancels: true },
)
