import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { dollars, worstCase } from '../src/core/fit/price.ts'
import type { Roof } from '../src/core/ledger.ts'
import { limitNames, limitWords, readLimit } from '../src/core/limit.ts'
import { notice, type Post } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'
import type { WorkspaceChange, WorkspaceSettings } from '../src/core/workspace.ts'

/** A mention as chats write it, or the id alone: `<@&1131>`, `<!subteam^S012|@team>`, `<#C012|general>`. */
const mention = /^(?:<(?:@&|!subteam\^|#)([\w-]{1,64})(?:\|[^>]*)?>|[@#]?([\w-]{1,64}))$/
const mentioned = z
  .string()
  .regex(mention)
  .transform((text) => text.replace(mention, '$1$2'))

const options = {
  zone: z
    .string()
    .max(60)
    .optional()
    .meta({ about: say('optionAbout.workspaceZone'), flags: ['timezone'], example: 'Asia/Seoul' } satisfies OptionHints),
  channel: mentioned.optional().meta({ about: say('optionAbout.workspaceChannel'), example: '#moderators' } satisfies OptionHints),
  approve: z
    .string()
    .toLowerCase()
    .regex(/^(off|\d{1,7})$/)
    .optional()
    .meta({ about: say('optionAbout.workspaceApprove'), flags: ['approve-above'], example: '100' } satisfies OptionHints),
  role: mentioned.optional().meta({ about: say('optionAbout.workspaceRole'), example: '1131200000000000000' } satisfies OptionHints),
  tier: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .meta({ about: say('optionAbout.workspaceTier'), example: 'team' } satisfies OptionHints),
  limit: z
    .enum(limitNames)
    .optional()
    .meta({ about: say('optionAbout.workspaceLimit') } satisfies OptionHints),
  value: z
    .string()
    .max(200)
    .optional()
    .meta({ about: say('optionAbout.workspaceValue'), example: '20' } satisfies OptionHints),
}
type Options = z.infer<z.ZodObject<typeof options>>

const missing = (sentence: string): MoodreelError => new MoodreelError('missing_input', sentence)

const roleChange = ({ role, tier, limit }: Options): Pick<WorkspaceChange, 'roles'> => {
  if (role === undefined && tier !== undefined && limit === undefined) throw missing('A tier needs a role or a limit beside it; give one.')
  if (role === undefined) return {}
  if (tier === undefined) throw missing('A role needs a tier; for example: /workspace --role 1131200000000000000 --tier team.')
  return { roles: { [role]: tier === 'off' ? null : tier } }
}

const limitChange = ({ tier, limit, value }: Options): Pick<WorkspaceChange, 'limits'> => {
  if (limit === undefined && value === undefined) return {}
  if (tier === undefined || limit === undefined || value === undefined) {
    throw missing('A limit needs its tier, its name and its value; for example: /workspace --tier team --limit clipsPerDay --value 20.')
  }
  return { limits: { [tier]: readLimit(limit, value) } }
}

const changeOf = (options: Options): WorkspaceChange => ({
  ...(options.zone === undefined ? {} : { timeZone: options.zone }),
  ...(options.channel === undefined ? {} : { moderatorsChannel: options.channel === 'off' ? null : options.channel }),
  ...(options.approve === undefined ? {} : { approveAbove: options.approve === 'off' ? null : Number(options.approve) }),
  ...roleChange(options),
  ...limitChange(options),
})

const settingsPost = (sentence: string, settings: WorkspaceSettings, roof: Roof): Post => ({
  ...notice(sentence),
  facts: [worstCase(roof, settings.budgetCredits)],
  fields: [
    { name: 'Time zone', value: settings.timeZone },
    { name: 'Moderators’ channel', value: settings.moderatorsChannel ?? 'none' },
    { name: 'Waits for a moderator', value: settings.approveAbove === null ? 'nothing' : `above ${settings.approveAbove} credits` },
    { name: 'Budget of the month', value: settings.budgetCredits === null ? 'none' : dollars(settings.budgetCredits) },
    ...(settings.paused ? [{ name: 'Paused', value: settings.paused.reason }] : []),
    ...Object.entries(settings.modelsOff).map(([model, { reason }]) => ({ name: `Off: ${model}`, value: reason })),
    ...Object.entries(settings.roles).map(([role, tier]) => ({ name: `Role ${role}`, value: tier })),
    ...Object.entries(settings.limits).flatMap(([tier, limits]) =>
      Object.entries(limits).map(([limit, value]) => ({ name: `Tier ${tier}: ${limit}`, value: limitWords(value) })),
    ),
  ],
})

export default defineCommand({
  name: 'workspace',
  description: say('command.workspace'),
  examples: ['/workspace', '/workspace --zone Asia/Seoul --approve 100', '/workspace --tier default --limit clipsPerDay --value 20'],
  group: 'moderators',
  options,
  async execute({ options, invocation, studio, respond }) {
    const change = changeOf(options)
    const { moderation } = studio
    const post =
      Object.keys(change).length === 0
        ? settingsPost('What is set here; name an option to change it.', await moderation.settings(invocation), moderation.roof())
        : settingsPost(
            'Saved; it counts from now on, and /audit shows who set what.',
            await moderation.change(invocation, change),
            moderation.roof(),
          )
    await respond.reply(post, { private: true })
  },
})
