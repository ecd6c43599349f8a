import { z } from 'zod'
import { type Model, modelSchema } from '../../src/core/model.ts'
import type { InputSchema } from '../../src/core/vendor/input-schema.ts'
import { modesBySchema, rowBySchema } from '../../src/core/vendor/row-by-schema.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { aliases } from './aliases.ts'
import { type Target, targetName } from './target.ts'

/** A model as `GET /models/{owner}/{name}` describes it: https://replicate.com/docs/reference/http#models.get. */
export const modelPageSchema = z.object({
  owner: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  default_example: z.object({ output: z.unknown().optional() }).nullish().catch(null),
})
export type ModelPage = z.infer<typeof modelPageSchema>

/**
 * The row of a model that no catalogue lists, read off its page and its inputs; null for one that makes no video, as far as
 * one can tell. Its price is on its page only.
 */
export const modelRow = (target: Target, page: ModelPage, schema: InputSchema): Model | null => {
  const modes = modesBySchema(schema, aliases, ['t2v', 'i2v', 'v2v'])
  if (modes.length === 0 || !makesVideo(page, schema)) return null
  const name = `${target.owner}/${target.name}`
  return modelSchema.parse({
    ...rowBySchema(schema, aliases),
    name: name.toLowerCase(),
    title: name,
    provider: 'replicate',
    target: targetName(target),
    modes,
    about: about(page),
    label: say('provider.unlisted'),
  })
}

const longestAbout = 200

const about = ({ description }: ModelPage): Text => {
  const words = (description ?? '').replaceAll(/\s+/g, ' ').trim()
  const short = words.length > longestAbout ? `${words.slice(0, longestAbout - 1).trimEnd()}…` : words
  return say('provider.unlistedAbout', { description: short, site: 'replicate.com' })
}

const videoEnding = /\.(mp4|webm|mov|mkv|gif)(\?|$)/i
const otherEnding = /\.(png|jpe?g|webp|svg|mp3|wav|ogg|flac|m4a|txt|json|zip|glb|ply)(\?|$)/i
const { words } = aliases
/** Inputs that only moving pictures have. */
const movingFields = [...(words.durationSeconds?.fields ?? []), ...(words.fps?.fields ?? []), 'num_frames', 'max_frames', 'video_length']

/** Replicate says of an output only that it is a link; the model's own example shows to what, or else its words and inputs must do. */
const makesVideo = ({ name, description, default_example: example }: ModelPage, schema: InputSchema): boolean => {
  const links = [example?.output].flat().filter((link) => typeof link === 'string')
  if (links.some((link) => videoEnding.test(link))) return true
  if (links.some((link) => otherEnding.test(link))) return false
  return /video|animat|\b[ti]2v\b|\bv2v\b/i.test(`${name} ${description ?? ''}`) && movingFields.some((field) => schema.fields.has(field))
}
