import type { Recipe } from '../recipe.ts'

/** The line of facts below a clip: `seed 42`, `local`, `4 s`, `16:9`, `480p`. */
export const recipeFacts = (recipe: Recipe): string[] => {
  const { durationSeconds, aspectRatio, resolution } = recipe.settings
  return [
    recipe.seedUsed === null ? 'no seed' : `seed ${recipe.seedUsed}`,
    recipe.model,
    ...(durationSeconds === undefined ? [] : [`${durationSeconds} s`]),
    ...(aspectRatio === undefined ? [] : [aspectRatio]),
    ...(resolution === undefined ? [] : [resolution]),
  ]
}
