import { kindOf } from '../made.ts'
import type { Mode } from '../request.ts'
import type { Sentence, Text } from './sentence.ts'

const marked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(marked)
  return typeof value === 'object' && value !== null ? ofStill(value as Sentence) : value
}

const ofStill = ({ given = {}, ...sentence }: Sentence): Sentence => ({
  ...sentence,
  // What stands in a sentence is checked where it is said; here it is only passed on.
  given: { kind: 'still', ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, marked(value)])) } as Sentence['given'],
})

/**
 * What is said of one generation by somebody who did not know what it makes, such as a provider: of a still it says still wherever its
 * lines can, those that stand in it too.
 */
export const ofKind = <Some extends Text>(text: Some, generation: { mode: Mode }): Some | Sentence =>
  typeof text === 'string' || kindOf(generation) === 'clip' ? text : ofStill(text)
