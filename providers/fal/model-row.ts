import { type Model, modelSchema } from '../../src/core/model.ts'
import type { Mode } from '../../src/core/request.ts'
import type { InputSchema } from '../../src/core/vendor/input-schema.ts'
import { modesBySchema, rowBySchema } from '../../src/core/vendor/row-by-schema.ts'
import { say } from '../../src/core/words/sentence.ts'
import { aliasesFor } from './aliases.ts'
import { prefix } from './families.ts'

const modesOf = (makes: 'video' | 'image', endpoint: string): readonly [Mode, ...Mode[]] => {
  const upscales = /upscal/i.test(endpoint)
  if (makes === 'video') return upscales ? ['upscale-video'] : ['t2v', 'i2v', 'v2v']
  return upscales ? ['upscale-still'] : ['t2i', 'i2i']
}

/** The row of an endpoint that no catalogue lists, read off its own schema; null for one that can be asked for nothing of ours. */
export const modelRow = (endpoint: string, schema: InputSchema, makes: 'video' | 'image'): Model | null => {
  const possible = modesOf(makes, endpoint)
  const aliases = aliasesFor(possible[0])
  const modes = modesBySchema(schema, aliases, possible)
  if (modes.length === 0) return null
  return modelSchema.parse({
    ...rowBySchema(schema, aliases),
    name: `${prefix}${endpoint}`.toLowerCase(),
    title: endpoint,
    provider: 'fal',
    target: endpoint,
    modes,
    about: say('provider.unlistedAbout', { description: '', site: 'fal.ai' }),
    label: say('provider.unlisted'),
  })
}
