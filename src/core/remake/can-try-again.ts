import type { Generation } from '../generation.ts'
import { inputRoles } from '../request.ts'
import { keptFiles } from './draft-from.ts'

/**
 * Whether it has a point to ask for a failed clip again: not where the same request would be refused again, where somebody did not
 * want it, and where the files that it starts from were never brought home.
 */
export const canTryAgain = (generation: Generation): boolean => {
  const { failure } = generation
  if (!failure || failure.code === 'canceled' || failure.code === 'not_allowed') return false
  if (failure.providerClass === 'moderation' || failure.providerClass === 'invalid_input') return false
  return inputRoles.every((role) => keptFiles(generation, role) !== null)
}
