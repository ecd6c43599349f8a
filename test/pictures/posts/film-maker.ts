import type { Provider } from '../../../src/core/provider.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { clipOf } from '../../support/small-clip.ts'
import { sunset } from './sunset.ts'

export interface FilmMaker extends Provider {
  /** How far it goes, from 0 to 1; at 1 it is done. */
  goesTo: number
}

const lights = [0, 1, 2, 3]
const clips = lights.map(
  (light) => () => clipOf({ width: 832, height: 480, fps: 12, durationSeconds: 4, codec: 'avc', draw: sunset(light) }),
)

/** A provider that makes sunsets, each take's in a light of its own; one of a fox is refused. */
export const createFilmMaker = (): FilmMaker => ({
  name: 'fake',
  goesTo: 1,
  async submit({ request }) {
    if (request.prompt.includes('fox')) {
      return { kind: 'rejected', error: { class: 'moderation', message: say('provider.contentRefused', { vendor: 'fal' }) } }
    }
    return { kind: 'accepted', operation: (request.seed ?? 0) % lights.length }
  },
  async poll() {
    return this.goesTo < 1 ? { kind: 'running', progress: this.goesTo } : { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
  },
  async cancel() {
    this.goesTo = 1
  },
  async open(_output, operation) {
    const bytes = await (clips[Number(operation)] ?? clips[0])?.()
    return new Blob([new Uint8Array(bytes ?? [])]).stream()
  },
})
