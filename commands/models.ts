import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { priceWords } from '../src/core/fit/price.ts'
import type { Model } from '../src/core/model.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { inWords } from '../src/core/words/in-words.ts'
import type { Text } from '../src/core/words/sentence.ts'

const line = (model: Model, drift: readonly Text[]): string => {
  const { title, modes: offered, unavailable, grade, about } = model
  const next = unavailable?.successor ? `; use ${unavailable.successor}` : ''
  const state = unavailable ? `not to be had: ${inWords(unavailable.reason, 'en')}${next}` : priceWords(model)
  return [title, offered.join(' '), grade, state, ...[about ?? [], ...drift].flat().map((text) => inWords(text, 'en'))].join(' · ')
}

const options = {
  action: z
    .enum(['enable', 'disable'])
    .optional()
    .describe('For moderators: let people use a model, or not')
    .meta({ leading: true } satisfies OptionHints),
  mode: z
    .enum(modes)
    .optional()
    .describe('Only those that can do this')
    .meta({ leading: true } satisfies OptionHints),
  model: z
    .string()
    .max(300)
    .optional()
    .describe('The model that a moderator lets people use, or not')
    .meta({ positional: true, completion: 'model', example: 'local' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .describe('Why, for those who ask for it')
    .meta({ words: true, example: '"too dear"' } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const list = async ({ options: { mode }, invocation, studio }: Context): Promise<Post> => {
  // What the vendor changed is a matter of who runs the place.
  const drift = invocation.member.moderator ? studio.drift() : new Map<string, Text[]>()
  const models = (await studio.membership.models(invocation)).filter((model) => mode === undefined || model.modes.includes(mode))
  const heading = mode === undefined ? 'Models' : `Models for ${mode}`
  return {
    ...notice(models.length === 0 ? `No model here can do ${mode}.` : `${heading}; name one with --model.`),
    fields: models.map((model) => ({ name: model.name, value: line(model, drift.get(model.name) ?? []) })),
  }
}

/** What was typed after the action: a model, and words that say why. */
const switched = async ({ options, invocation, studio }: Context): Promise<string> => {
  const [named = '', ...words] = (options.model ?? '').split(/\s+/)
  const model = named.toLowerCase()
  if (model === '') {
    throw new MoodreelError('missing_input', `/models ${options.action} needs a model; for example: /models ${options.action} local.`)
  }
  const isOff = options.action === 'disable'
  await studio.moderation.switchOff(invocation, model, isOff ? (options.reason ?? (words.join(' ') || 'no reason given')) : null)
  return isOff
    ? `Nobody makes clips with ${model} now; /models enable ${model} takes it back.`
    : `${model} can be used again; /models lists it.`
}

export default defineCommand({
  name: 'models',
  description: 'List the models that make clips, with their prices',
  examples: ['/models', '/models i2v', '/models disable local too slow', '/models enable local'],
  options,
  async execute(context) {
    const { options, respond } = context
    if (options.action !== undefined) return respond.reply(notice(await switched(context)), { private: true })
    if (options.model !== undefined) {
      throw new MoodreelError('invalid_option', `mode must be one of ${modes.join(', ')}; you gave ${options.model.slice(0, 40)}.`)
    }
    return respond.reply(await list(context), { private: true })
  },
})
