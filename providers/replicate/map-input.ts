import type { ProviderRequest } from '../../src/core/provider.ts'
import type { InputSchema } from '../../src/core/vendor/input-schema.ts'
import { type MappedInput, mapBySchema } from '../../src/core/vendor/map-by-schema.ts'
import type { Text } from '../../src/core/words/sentence.ts'
import { aliases } from './aliases.ts'
import { checkTogether } from './check-together.ts'

/** A request in the words of a model of Replicate, or a sentence that says why it is not asked for. */
export const mapInput = (given: ProviderRequest, schema: InputSchema): MappedInput | { problem: Text } => {
  const problem = checkTogether(given)
  return problem ? { problem } : mapBySchema(given, schema, aliases)
}
