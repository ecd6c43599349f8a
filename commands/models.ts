import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { priceWords } from '../src/core/fit/price.ts'
import type { Model } from '../src/core/model.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

const unavailableWords = ({ reason, successor }: NonNullable<Model['unavailable']>): Text =>
  successor === undefined ? say('member.unavailable', { reason }) : say('member.unavailableUse', { reason, successor })

const line = (model: Model, drift: readonly Text[]): Text => {
  const { title, modes: offered, unavailable, grade, about } = model
  const state = unavailable ? unavailableWords(unavailable) : priceWords(model)
  return say('member.line', {
    pieces: [title, offered.join(' '), say('member.grade', { grade }), state, ...(about ? [about] : []), ...drift],
  })
}

const options = {
  action: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({ about: say('optionAbout.modelsAction'), leading: true } satisfies OptionHints),
  mode: z
    .enum(modes)
    .optional()
    .meta({ about: say('optionAbout.modelsMode'), leading: true } satisfies OptionHints),
  model: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.modelsModel'), positional: true, completion: 'model', example: 'local' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.modelsReason'), words: true, example: '"too dear"' } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const list = async ({ options: { mode }, invocation, studio }: Context): Promise<Post> => {
  // What the vendor changed matters to those who run the place.
  const drift = invocation.member.moderator ? studio.drift() : new Map<string, Text[]>()
  const models = (await studio.membership.models(invocation)).filter((model) => mode === undefined || model.modes.includes(mode))
  const heading = mode === undefined ? say('member.modelList') : say('member.modelListFor', { mode })
  const none = mode === undefined ? say('member.noModels') : say('member.noModelsFor', { mode })
  return {
    ...notice(models.length === 0 ? none : heading),
    fields: models.map((model) => ({ name: model.name, value: line(model, drift.get(model.name) ?? []) })),
  }
}

/** What was typed after the action: a model, and words that say why. */
const switched = async ({ options: { action, reason, ...options }, invocation, studio }: Context): Promise<Text> => {
  const [named = '', ...words] = (options.model ?? '').split(/\s+/)
  const model = named.toLowerCase()
  if (model === '') {
    const example = `/models ${action} local`
    throw new MoodreelError('missing_input', say('moderator.needsModel', { action: action ?? '', example }))
  }
  const isOff = action === 'disable'
  await studio.moderators.switchOff(invocation, model, isOff ? (reason ?? words.join(' ')) : null)
  return isOff ? say('moderator.modelOff', { model }) : say('moderator.modelOn', { model })
}

export default defineCommand({
  name: 'models',
  description: say('command.models'),
  examples: ['/models', '/models i2v', '/models disable local too slow', '/models enable local'],
  options,
  async execute(context) {
    const { options, respond } = context
    if (options.action !== undefined) return respond.reply(notice(await switched(context)), { private: true })
    if (options.model !== undefined) {
      throw new MoodreelError('invalid_option', say('member.noSuchMode', { modes, given: options.model.slice(0, 40) }))
    }
    return respond.reply(await list(context), { private: true })
  },
})
