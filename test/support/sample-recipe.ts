import type { Recipe } from '../../src/core/recipe.ts'

export const sampleRecipe = (fields: Partial<Recipe> = {}): Recipe => ({
  moodreel: 1,
  generationId: '4k7q0c2m9xwd',
  parentId: null,
  mode: 't2v',
  model: 'local',
  provider: 'local',
  modelVersion: null,
  prompt: 'a paper boat',
  negativePrompt: null,
  seedRequested: 42,
  seedUsed: 42,
  settings: { durationSeconds: 4, aspectRatio: '16:9', resolution: '480p', fps: 24, extras: { steps: 30 } },
  inputs: [],
  createdAt: '2026-11-21T12:00:00.000Z',
  ...fields,
})
