import { MoodreelError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import type { Studio } from '../studio.ts'

/** So many clips back it is looked for what the first of them showed. */
const mostSteps = 4

/** The words that a picture was made from: its own, and those of the pictures that it was made over. A clip that was moved tells none of its own. */
export const frameWordsOf = async (studio: Pick<Studio, 'find'>, generation: Generation): Promise<string | undefined> => {
  const found: string[] = []
  let now: Generation | null = generation
  for (let step = 0; now && step < mostSteps; step += 1) {
    const { mode, request, parentId }: Generation = now
    if (mode !== 'i2v') found.push(request.prompt)
    now = mode === 't2i' || mode === 't2v' || parentId === null ? null : await findOrNull(studio, parentId)
  }
  return found.length === 0 ? undefined : found.join(', ')
}

const findOrNull = async (studio: Pick<Studio, 'find'>, id: string): Promise<Generation | null> => {
  try {
    return (await studio.find(id)).generation
  } catch (error) {
    if (error instanceof MoodreelError && error.code === 'not_found') return null
    throw error
  }
}
