import { type Kind, kindOf } from '../made.ts'
import type { Studio } from '../studio.ts'

/** What an id that was acted on is of, for the answer; a clip where it is not of one generation, such as a batch's. */
export const kindNamed = (studio: Pick<Studio, 'find'>, id: string): Promise<Kind> =>
  studio.find(id).then(
    ({ generation }) => kindOf(generation),
    () => 'clip',
  )
