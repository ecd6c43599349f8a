import { providerContract } from '../../contracts/provider-contract.ts'
import { inputOf, LocalBench, requestOf } from './bench.ts'

providerContract(
  'local',
  async () => {
    const bench = await LocalBench.start()
    const small = { resolution: '120p', durationSeconds: 0.5 }
    return {
      provider: bench.open(),
      restart: async () => {
        await bench.stop()
        return bench.open()
      },
      request: requestOf('a quiet lake at dawn', small),
      endless: requestOf('stormy ocean waves', { resolution: '720p', durationSeconds: 10, fps: 30 }),
      refused: requestOf('make it noir', { mode: 'v2v' }),
      failing: requestOf('make it noir', { mode: 'v2v', ...small }, [inputOf('video', new TextEncoder().encode('not a video'))]),
      jobs: async () => (await bench.jobs()).length,
      dispose: () => bench.dispose(),
    }
  },
  { reportsSeed: true, submitIsIdempotent: true, reconciles: true, cancels: true },
)
