import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { type Model, modelSchema } from '../src/core/model.ts'
import { readLayers } from './layers.ts'
import { misfit, overlayRows, refuseOtherNames } from './overlay.ts'

/** What can be made and by whom. Every provider that a model names has an entry. */
export interface Catalogue {
  models: Model[]
  providers: Record<string, ProviderLimits>
}

const providerLimitsSchema = z.strictObject({
  /** How many generations it works on at one time. */
  concurrency: z.int().positive().default(2),
  /** What is held for a clip of a model that the catalogue does not list and that has no known price. */
  unlistedUsdPerClip: z.number().nonnegative().default(0.5),
})
type ProviderLimits = z.infer<typeof providerLimitsSchema>

const rowProblem = (model: Model): { field: string; says: string } | undefined => {
  for (const field of ['duration', 'fps'] as const) {
    const numbers = model[field]
    if (!numbers || Array.isArray(numbers)) continue
    if (numbers.min > numbers.max) return { field, says: 'min is larger than max' }
    if (numbers.default < numbers.min || numbers.default > numbers.max) return { field, says: 'default lies outside of min and max' }
  }
  const ratio = model.aspectRatios?.find((word) => !/^\d{1,2}:\d{1,2}$/.test(word))
  if (ratio !== undefined) return { field: 'aspectRatios', says: `${ratio} does not look like 16:9` }
  const resolution = model.resolutions?.find((word) => !/^\d{3,4}p$/.test(word))
  if (resolution !== undefined) return { field: 'resolutions', says: `${resolution} does not look like 720p` }
  if (model.price.usdPerSecond && !model.duration && model.video.maxSeconds === undefined) {
    return { field: 'price', says: 'a price by the second needs a duration or video.maxSeconds to reckon with' }
  }
  return undefined
}

/**
 * The catalogue of `models.yaml` with the operator's own file of that name laid over it. Throws MoodreelError
 * `bad_config` naming the file, the row and the field.
 */
export const readModels = async (configDir: string | undefined): Promise<Catalogue> => {
  const layers = await readLayers('models.yaml', configDir)
  refuseOtherNames(layers, ['providers', 'models'])
  const models = overlayRows(layers, 'models', modelSchema, rowProblem)
  for (const { name, unavailable } of models) {
    if (unavailable?.successor && !models.some((model) => model.name === unavailable.successor)) {
      throw new MoodreelError(
        'bad_config',
        `models.yaml, row ${name}, field unavailable.successor: there is no model ${unavailable.successor}.`,
      )
    }
  }
  const providers: Catalogue['providers'] = {}
  for (const { name, content } of layers) {
    const entries = z.record(z.string(), providerLimitsSchema).safeParse(content.providers ?? {})
    if (!entries.success) throw misfit(name, 'providers', entries.error)
    Object.assign(providers, entries.data)
  }
  for (const { provider } of models) providers[provider] ??= providerLimitsSchema.parse({})
  return { models, providers }
}
