import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { limitNames, limitWords, readLimit } from '../src/core/limit.ts'
import type { MemberStanding } from '../src/core/moderation.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import { leftOf, quotaFields } from '../src/core/words/quota-fields.ts'
import { showHistory } from '../src/core/words/show-history.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const chartDays = 30

const options = {
  action: z
    .enum(['show', 'set', 'grant', 'reset', 'history'])
    .optional()
    .describe('For moderators: what to do with a member')
    .meta({ leading: true } satisfies OptionHints),
  member: memberOption.optional().meta({ positional: true } satisfies OptionHints),
  limit: z.enum(limitNames).optional().describe('Which limit to set'),
  value: z
    .string()
    .max(200)
    .optional()
    .describe('What to set it to, default to take it back; or how many credits to grant')
    .meta({ example: '20' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .describe('Why, for the audit')
    .meta({ words: true, example: '"won the contest"' } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const missing = (sentence: string): MoodreelError => new MoodreelError('missing_input', sentence)

const ownPost = async ({ invocation, studio }: Pick<Context, 'invocation' | 'studio'>): Promise<Post> => {
  const quota = await studio.membership.quota(invocation)
  const days = await studio.membership.days(invocation, chartDays)
  const { clips, credits } = leftOf(quota)
  return {
    ...notice(`You have ${clips} ${clips === 1 ? 'clip' : 'clips'} left today and ${credits} credits this month.`),
    fields: quotaFields(quota),
    media: [await studio.drawings.chart(`Your clips of the last ${chartDays} days`, days)],
  }
}

const standingPost = (sentence: string, { name, memberId, quota, limits, block }: MemberStanding): Post => ({
  ...notice(sentence),
  warnings: name === '' ? [`Nobody with the id ${memberId} has asked for a clip here yet; check that it is an id and not a name.`] : [],
  fields: [
    { name: 'Member', value: name === '' ? memberId : `${name}, ${memberId}` },
    ...quotaFields(quota),
    ...Object.entries(limits).map(([limit, value]) => ({ name: `Set for them: ${limit}`, value: limitWords(value) })),
    ...(block
      ? [{ name: 'Blocked', value: `${block.reason} · by ${block.by}${block.until === null ? '' : ` · until ${timestamp(block.until)}`}` }]
      : []),
  ],
})

const setLimit = async ({ options: { limit, value }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (limit === undefined || value === undefined) {
    throw missing('/quota set needs a limit and a value; for example: /quota set @ann --limit clipsPerDay --value 20.')
  }
  const standing = await studio.moderation.setLimits(invocation, memberId, readLimit(limit, value))
  return standingPost(`${limit} is ${value} for this member; /quota reset takes everything back.`, standing)
}

const grant = async ({ options: { value = '', reason }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (!/^[+-]?\d{1,7}$/.test(value.trim()) || reason === undefined) {
    throw missing(
      '/quota grant needs a number of credits and a reason; for example: /quota grant @ann --value 50 --reason "won the contest".',
    )
  }
  const standing = await studio.moderation.grant(invocation, memberId, Number(value), reason)
  return standingPost(`This member has ${leftOf(standing.quota).credits} credits left this month; /audit shows who granted what.`, standing)
}

export default defineCommand({
  name: 'quota',
  description: 'Show what you have left and when it starts anew',
  examples: [
    '/quota',
    '/quota show @ann',
    '/quota set @ann --limit clipsPerDay --value 20',
    '/quota grant @ann --value 50 --reason "a prize"',
  ],
  options,
  group: 'you',
  async execute(context) {
    const { options, invocation, studio, respond } = context
    const { action, member } = options
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (action === undefined && member === undefined) return answer(await ownPost(context))
    if (member === undefined) throw missing(`/quota ${action} needs a member; for example: /quota ${action} @ann.`)
    const { moderation } = studio
    switch (action) {
      case undefined:
      case 'show':
        return answer(standingPost('Where this member stands; /quota set changes a limit.', await moderation.member(invocation, member)))
      case 'set':
        return answer(await setLimit(context, member))
      case 'grant':
        return answer(await grant(context, member))
      case 'reset':
        return answer(
          standingPost('Their day and month begin anew; /quota set limits them again.', await moderation.reset(invocation, member)),
        )
      case 'history':
        return answer(await showHistory((after) => moderation.history(invocation, member, after), null))
    }
  },
})
