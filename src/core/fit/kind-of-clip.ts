import { say, type Text } from '../words/sentence.ts'
import type { Priced } from './price-facts.ts'

/** A clip by what of it has a price, as people read it: `t2v, 5 s, 720p, silent`. */
export const kindOfClip = ({
  mode,
  durationSeconds,
  resolution,
  generateAudio,
}: Pick<Priced, 'mode' | 'durationSeconds' | 'resolution' | 'generateAudio'>): Text =>
  say('model.kindOfClip', { mode, seconds: durationSeconds, resolution, sound: generateAudio })
