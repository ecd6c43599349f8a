import type { Recipe } from '../recipe.ts'
import { say, type Text } from './sentence.ts'

/** The line of facts below a clip: `seed 42`, `local`, `4 s`, `16:9`, `480p`. */
export const recipeFacts = (recipe: Recipe): Text[] => {
  const { durationSeconds, aspectRatio, resolution, factor } = recipe.settings
  return [
    recipe.seedUsed === null ? say('member.noSeed') : say('member.seed', { seed: recipe.seedUsed }),
    recipe.model,
    ...(durationSeconds === undefined ? [] : [say('member.seconds', { seconds: durationSeconds })]),
    ...(aspectRatio === undefined ? [] : [aspectRatio]),
    ...(resolution === undefined ? [] : [resolution]),
    ...(factor === undefined ? [] : [`${factor}x`]),
  ]
}
