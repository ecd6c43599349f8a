import { z } from 'zod'
import { type Model, modelSchema, rightsSchema } from '../src/core/model.ts'
import { type Layer, readLayers } from './layers.ts'
import { didYouMean, type Misfit } from './misfits.ts'
import { checkIn, findOtherNames, overlayRows } from './overlay.ts'
import { type Problem, refuseProblems } from './problems.ts'

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
  /** Whether it bills for what its own content check refuses; absent where nobody knows. */
  billsRefusals: z.boolean().optional(),
  /** The rights to clips of its models whose rows say nothing of their own. */
  rights: rightsSchema.optional(),
})
type ProviderLimits = z.infer<typeof providerLimitsSchema>

const misfitOf = (model: Model): Misfit | undefined => {
  for (const field of ['duration', 'fps'] as const) {
    const numbers = model[field]
    if (!numbers || Array.isArray(numbers)) continue
    if (numbers.min > numbers.max) return { path: [field], says: 'min is larger than max' }
    if (numbers.default < numbers.min || numbers.default > numbers.max)
      return { path: [field], says: 'default lies outside of min and max' }
  }
  const ratio = model.aspectRatios?.find((word) => !/^\d{1,2}:\d{1,2}$/.test(word))
  if (ratio !== undefined) return { path: ['aspectRatios'], says: `${ratio} does not look like 16:9` }
  const resolution = model.resolutions?.find((word) => !/^\d{3,4}p$/.test(word))
  if (resolution !== undefined) return { path: ['resolutions'], says: `${resolution} does not look like 720p` }
  if (model.price.usdPerSecond && !model.duration && model.video.maxSeconds === undefined) {
    return { path: ['price'], says: 'a price by the second needs a duration or video.maxSeconds to reckon with' }
  }
  return undefined
}

const providersSchema = z.record(z.string(), providerLimitsSchema)

/** Successors that nobody has heard of. */
const strayMisfits = (layers: readonly Layer[], models: readonly Model[]): Problem[] => {
  const names = models.map(({ name }) => name)
  return models.flatMap((model) =>
    (['unavailable', 'retires'] as const).flatMap((field): Problem[] => {
      const successor = model[field]?.successor
      if (successor === undefined || names.includes(successor)) return []
      const says = `row ${model.name}, field ${field}.successor: there is no model ${successor}${didYouMean(successor, names)}`
      return [{ at: atRow(layers, model.name, [field, 'successor']), says }]
    }),
  )
}

/** Where the last file that has a row of this name wrote it. */
const atRow = (layers: readonly Layer[], name: string, path: readonly string[]): string => {
  const places = layers.flatMap(({ content, at }) => {
    const index = z
      .array(z.looseObject({ name: z.string() }))
      .parse(content['models'] ?? [])
      .findIndex((row) => row.name === name)
    return index < 0 ? [] : [at(['models', index, ...path])]
  })
  return places.at(-1) ?? 'models.yaml'
}

/**
 * The catalogue of `models.yaml` with the operator's own file of that name laid over it. Throws MoodreelError
 * `bad_config` with the line, the row and the field of everything that does not fit.
 */
export const readModels = async (configDir: string | undefined): Promise<Catalogue> => {
  const layers = await readLayers('models.yaml', configDir)
  const problems: Problem[] = []
  findOtherNames(layers, ['providers', 'models'], problems)
  const models = overlayRows(layers, 'models', modelSchema, problems, misfitOf)
  const providers: Catalogue['providers'] = {}
  for (const layer of layers)
    Object.assign(providers, checkIn(layer, 'providers', providersSchema, problems, layer.content['providers'] ?? {}))
  refuseProblems(problems)
  refuseProblems(strayMisfits(layers, models))
  for (const { provider } of models) providers[provider] ??= providerLimitsSchema.parse({})
  const completed = models.map((row): Model => {
    const { rights, billsRefusals } = providers[row.provider] ?? {}
    return { ...row, rights: row.rights ?? rights, billsRefusals: row.billsRefusals ?? billsRefusals }
  })
  return { models: completed, providers }
}
