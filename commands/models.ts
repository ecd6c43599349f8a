import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { modelCalled } from '../src/core/fit/model-called.ts'
import { modelCard } from '../src/core/fit/model-card.ts'
import { costsNothing, ownersPriceWords, priceWords } from '../src/core/fit/price.ts'
import type { Model } from '../src/core/model.ts'
import type { Invocation } from '../src/core/platform.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { nearest } from '../src/core/text/nearest.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

const unavailableWords = ({ reason, successor }: NonNullable<Model['unavailable']>): Text =>
  successor === undefined ? say('member.unavailable', { reason }) : say('member.unavailableUse', { reason, successor })

const line = (model: Model, drift: readonly Text[], invocation: Invocation): Text => {
  const { title, label, modes: offered, unavailable, grade, about } = model
  const state = unavailable ? unavailableWords(unavailable) : costsNothing(invocation, model) ? ownersPriceWords(model) : priceWords(model)
  return say('member.line', {
    // A label is in the reader's language.
    pieces: [label ?? title, offered.join(' '), say('member.grade', { grade }), state, ...(about ? [about] : []), ...drift],
  })
}

const options = {
  action: z
    .enum(['enable', 'disable'])
    .optional()
    .meta({ about: say('optionAbout.modelsAction'), leading: true, forModerators: ['enable', 'disable'] } satisfies OptionHints),
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

const reasonKey = ({ unavailable }: Model): string | undefined =>
  typeof unavailable?.reason === 'object' ? unavailable.reason.say : undefined

/** What moderators turned off they must see, to turn it on again. */
const isTurnedOff = (model: Model): boolean => reasonKey(model)?.startsWith('member.turnedOff') ?? false

/** How many more there would be with which provider set up, in one line; none where there are no more. */
const unlocked = (models: readonly Model[]): Text[] => {
  const counts = new Map<string, number>()
  for (const model of models) {
    if (reasonKey(model) === 'member.noProvider') counts.set(model.provider, (counts.get(model.provider) ?? 0) + 1)
  }
  const providers = [...counts].toSorted(([, one], [, other]) => other - one).map(([provider, more]) => `${provider} ${more}`)
  return providers.length === 0
    ? []
    : [say('member.moreModels', { models: [...counts.values()].reduce((all, one) => all + one, 0), providers })]
}

const list = async ({ options: { mode }, invocation, studio }: Context): Promise<Post> => {
  const { moderator } = invocation.member
  // What the vendor changed matters to those who run the place, and so does what a key would add.
  const drift = moderator ? studio.drift() : new Map<string, Text[]>()
  const models = (await studio.membership.models(invocation)).filter((model) => mode === undefined || model.modes.includes(mode))
  const shown = models.filter((model) => !model.unavailable || (moderator && isTurnedOff(model)))
  const heading = mode === undefined ? say('member.modelList') : say('member.modelListFor', { mode })
  const none = mode === undefined ? say('member.noModels') : say('member.noModelsFor', { mode })
  return {
    ...notice(shown.length === 0 ? none : heading),
    warnings: moderator ? unlocked(models) : [],
    fields: shown.map((model) => ({ name: model.name, value: line(model, drift.get(model.name) ?? [], invocation) })),
  }
}

/**
 * One model by any of its names. Throws MoodreelError `unknown_model` with the nearest, or `invalid_option` for what looks like a mode.
 */
const one = async (name: string, { invocation, studio }: Context): Promise<Post> => {
  const models = await studio.membership.models(invocation)
  const model = modelCalled(name, models)
  const { moderator } = invocation.member
  if (model) return modelCard(model, (moderator ? studio.drift().get(model.name) : undefined) ?? [], costsNothing(invocation, model))
  const given = name.slice(0, 40)
  if (/^\w2\w$/.test(name)) throw new MoodreelError('invalid_option', say('member.noSuchMode', { modes, given }))
  const meant = nearest(
    given,
    models.flatMap((candidate) => [candidate.name, ...candidate.aliases]),
  )
  throw new MoodreelError('unknown_model', meant ? say('fit.meantModel', { name: given, meant }) : say('fit.noModel', { name: given }))
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
  examples: ['/models', '/models i2v', '/models local', '/models disable local too slow', '/models enable local'],
  options,
  async execute(context) {
    const { options, respond } = context
    if (options.action !== undefined) return respond.reply(notice(await switched(context)), { private: true })
    return respond.reply(await (options.model === undefined ? list(context) : one(options.model, context)), { private: true })
  },
})
