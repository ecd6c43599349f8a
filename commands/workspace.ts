import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { worstCase } from '../src/core/fit/price.ts'
import type { Roof } from '../src/core/ledger.ts'
import { limitLabel, limitLabels, limitNames, limitWords, readLimit } from '../src/core/limit.ts'
import { mentionedOption } from '../src/core/options/mentioned-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { ChangedLimits } from '../src/core/tier.ts'
import { dollars } from '../src/core/words/dollars.ts'
import { channel, role } from '../src/core/words/mention.ts'
import { type Sentence, say, type Text } from '../src/core/words/sentence.ts'
import { tierName } from '../src/core/words/tier-name.ts'
import type { WorkspaceChange, WorkspaceSettings } from '../src/core/workspace.ts'

const options = {
  zone: z
    .string()
    .max(60)
    .optional()
    .meta({ about: say('optionAbout.workspaceZone'), flags: ['timezone'], example: 'Asia/Seoul' } satisfies OptionHints),
  moderators: mentionedOption.optional().meta({
    about: say('optionAbout.workspaceChannel'),
    flags: ['channel'],
    channel: true,
    demand: say('option.beChannel'),
    example: '#moderators',
  } satisfies OptionHints),
  log: mentionedOption.optional().meta({
    about: say('optionAbout.workspaceLog'),
    flags: ['log-channel'],
    channel: true,
    demand: say('option.beChannel'),
    example: '#mod-log',
  } satisfies OptionHints),
  off: z
    .enum(['moderators', 'log'])
    .optional()
    .meta({ about: say('optionAbout.workspaceOff') } satisfies OptionHints),
  approve: z
    .string()
    .toLowerCase()
    .regex(/^(off|\d{1,7})$/)
    .optional()
    .meta({
      about: say('optionAbout.workspaceApprove'),
      flags: ['approve-above'],
      demand: say('option.beApproval'),
      example: '100',
    } satisfies OptionHints),
  role: mentionedOption.optional().meta({
    about: say('optionAbout.workspaceRole'),
    role: true,
    demand: say('option.beRole'),
    example: '1131200000000000000',
  } satisfies OptionHints),
  tier: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .meta({ about: say('optionAbout.workspaceTier'), demand: say('option.beTierName'), example: 'team' } satisfies OptionHints),
  limit: z
    .enum(limitNames)
    .optional()
    .meta({ about: say('optionAbout.workspaceLimit'), labels: limitLabels } satisfies OptionHints),
  value: z
    .string()
    .max(200)
    .optional()
    .meta({ about: say('optionAbout.workspaceValue'), example: '20' } satisfies OptionHints),
}
type Options = z.infer<z.ZodObject<typeof options>>

const missing = (sentence: Sentence): MoodreelError => new MoodreelError('missing_input', sentence)

const roleChange = ({ role, tier, limit }: Options): Pick<WorkspaceChange, 'roles'> => {
  if (role === undefined && tier !== undefined && limit === undefined) throw missing(say('moderator.tierNeedsMore'))
  if (role === undefined) return {}
  if (tier === undefined)
    throw missing(say('moderator.roleNeedsTier', { example: '/mod workspace --role 1131200000000000000 --tier team' }))
  return { roles: { [role]: tier === 'off' ? null : tier } }
}

const limitChange = ({ tier, limit, value }: Options): Pick<WorkspaceChange, 'limits'> => {
  if (limit === undefined && value === undefined) return {}
  if (tier === undefined || limit === undefined || value === undefined) {
    throw missing(say('moderator.limitNeedsMore', { example: say('limits.exampleOfTier') }))
  }
  return { limits: { [tier]: readLimit(limit, value) } }
}

/** People say that they want none where they would name one. */
const channelChange = (name: 'moderatorsChannel' | 'logChannel', said: string | undefined): WorkspaceChange =>
  said === undefined ? {} : { [name]: said.toLowerCase() === 'off' ? null : said }

const changeOf = (options: Options): WorkspaceChange => ({
  ...(options.zone === undefined ? {} : { timeZone: options.zone }),
  ...channelChange('moderatorsChannel', options.off === 'moderators' ? 'off' : options.moderators),
  ...channelChange('logChannel', options.off === 'log' ? 'off' : options.log),
  ...(options.approve === undefined ? {} : { approveAbove: options.approve === 'off' ? null : Number(options.approve) }),
  ...roleChange(options),
  ...limitChange(options),
})

const reasonOf = ({ reason }: { reason: string }): Text => reason || say('moderator.noReason')

const channelOrNone = (id: string | null): Text => (id === null ? say('moderator.none') : channel(id))

/** One field for all: a field's name is no place for a mention. */
const rolesField = (roles: WorkspaceSettings['roles']): NonNullable<Post['fields']> => {
  const pieces = Object.entries(roles).map(([id, tier]) => say('moderator.roleHas', { role: role(id), tier: tierName(tier) }))
  return pieces.length === 0 ? [] : [{ name: say('moderator.rolesField'), value: say('member.line', { pieces }) }]
}

const limitFields = (tier: string, limits: ChangedLimits): NonNullable<Post['fields']> =>
  limitNames.flatMap((name) => {
    const value = limits[name]
    return value === undefined
      ? []
      : [{ name: say('moderator.tierLimit', { tier: tierName(tier), limit: limitLabel(name) }), value: limitWords(name, value) }]
  })

const settingsPost = (sentence: Sentence, settings: WorkspaceSettings, roof: Roof): Post => ({
  ...notice(sentence),
  facts: [worstCase(roof, settings.budgetCredits)],
  fields: [
    { name: say('moderator.timeZone'), value: settings.timeZone },
    { name: say('moderator.channel'), value: channelOrNone(settings.moderatorsChannel) },
    ...(settings.logChannel === null ? [] : [{ name: say('moderator.logChannel'), value: channel(settings.logChannel) }]),
    {
      name: say('moderator.approval'),
      value: settings.approveAbove === null ? say('moderator.nothing') : say('moderator.approvalAbove', { credits: settings.approveAbove }),
    },
    { name: say('moderator.budget'), value: settings.budgetCredits === null ? say('moderator.none') : dollars(settings.budgetCredits) },
    ...(settings.makers
      ? [{ name: say('setUp.who'), value: say('setUp.onlyRole', { role: role(settings.makers.id, settings.makers.name) }) }]
      : []),
    ...(settings.paused ? [{ name: say('moderator.pausedField'), value: reasonOf(settings.paused) }] : []),
    ...Object.entries(settings.modelsOff).map(([model, off]) => ({
      name: say('moderator.modelOffField', { model }),
      value: reasonOf(off),
    })),
    ...rolesField(settings.roles),
    ...Object.entries(settings.limits).flatMap(([tier, limits]) => limitFields(tier, limits)),
  ],
})

export default defineCommand({
  name: 'workspace',
  under: 'mod',
  description: say('command.workspace'),
  examples: [
    '/mod workspace',
    '/mod workspace --zone Asia/Seoul --approve 100',
    '/mod workspace --tier default --limit "Clips a day" --value 20',
  ],
  group: 'moderators',
  options,
  async execute({ options, invocation, studio, respond }) {
    const change = changeOf(options)
    const { moderators } = studio
    const post =
      Object.keys(change).length === 0
        ? settingsPost(say('moderator.workspace'), await moderators.settings(invocation), moderators.roof())
        : settingsPost(say('moderator.workspaceSaved'), await moderators.change(invocation, change), moderators.roof())
    await respond.reply(post, { private: true })
  },
})
