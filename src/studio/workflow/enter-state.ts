import type { Generation, GenerationState } from '../../core/generation.ts'
import type { Parts } from '../parts.ts'

/**
 * Moves a generation on to a state and tells the meter how long it was in the one before. No effect in the same
 * state, so that trying a stage again moves no deadline, nor after the end. Returns the generation as it is now.
 */
export const enterState = async (
  { generations, clock, meter }: Pick<Parts, 'generations' | 'clock' | 'meter'>,
  generation: Generation,
  state: GenerationState,
): Promise<Generation> => {
  const now = clock.now()
  if (generation.state === state || !(await generations.enter(generation.id, state, now))) return generation
  meter.left(generation.state, generation.provider, now - generation.stateAt)
  return { ...generation, state, stateAt: now, progress: null, obstacle: null }
}
