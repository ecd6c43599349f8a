import type { Clip, Generation } from '../../src/core/generation.ts'
import type { StoredMedia } from '../../src/core/media.ts'
import { sampleRecipe } from './sample-recipe.ts'

const storedFile = (key: string, kind: StoredMedia['kind']): StoredMedia => ({
  kind,
  mediaType: kind === 'video' ? 'video/mp4' : 'image/jpeg',
  sizeBytes: 1000,
  width: 160,
  height: 90,
  rotation: 0,
  durationSeconds: kind === 'video' ? 1 : 0,
  fps: kind === 'video' ? 12 : 0,
  videoCodec: null,
  audioCodec: null,
  key,
  sha256: key,
})

/** What is known of a finished clip. */
export const sampleClip = (id: string, fields: Partial<Clip> = {}): Clip => ({
  video: storedFile(`clips/${id}.mp4`, 'video'),
  poster: storedFile(`posters/${id}.jpg`, 'image'),
  recipe: sampleRecipe({ generationId: id }),
  ...fields,
})

/** A kept input file, as `ingest` leaves it. */
export const sampleInput = (role: Generation['inputs'][number]['role'], name: string): Generation['inputs'][number] => ({
  role,
  media: storedFile(`inputs/${name}`, name.endsWith('.mp4') ? 'video' : 'image'),
})
