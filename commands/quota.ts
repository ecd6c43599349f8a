import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { limitLabel, limitLabels, limitNames, limitWords, readLimit } from '../src/core/limit.ts'
import { type Made, sumOfMade } from '../src/core/made.ts'
import type { MemberStanding } from '../src/core/moderators.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { Quota } from '../src/core/tier.ts'
import { member } from '../src/core/words/mention.ts'
import { blockWords } from '../src/core/words/mod-list.ts'
import { leftOf, quotaFields } from '../src/core/words/quota-fields.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'
import { showHistory } from '../src/core/words/show-history.ts'

const chartDays = 30

const options = {
  action: z
    .enum(['show', 'set', 'grant', 'reset', 'history'])
    .optional()
    .meta({
      about: say('optionAbout.quotaAction'),
      leading: true,
      forModerators: ['set', 'grant', 'reset'],
    } satisfies OptionHints),
  member: memberOption.optional().meta({ positional: true } satisfies OptionHints),
  limit: z
    .enum(limitNames)
    .optional()
    .meta({ about: say('optionAbout.quotaLimit'), labels: limitLabels } satisfies OptionHints),
  value: z
    .string()
    .max(200)
    .optional()
    .meta({ about: say('optionAbout.quotaValue'), example: '20' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.quotaReason'), words: true, example: '"won the contest"' } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const missing = (sentence: Sentence): MoodreelError => new MoodreelError('missing_input', sentence)

/** The chart shows what was made, the limits what counts: what is only in the one, null for nothing. */
const uncountedOf = (day: Made | undefined, { today }: Quota): Made | null => {
  if (!day) return null
  const all = day.clips + day.stills - today.clips - today.stills
  if (all <= 0) return null
  // What was asked for before stills counted apart counts as clips.
  const stills = Math.min(all, Math.max(0, day.stills - today.stills))
  return { clips: all - stills, stills }
}

const ownPost = async ({ invocation, studio }: Pick<Context, 'invocation' | 'studio'>): Promise<Post> => {
  const quota = await studio.membership.quota(invocation)
  const days = await studio.membership.days(invocation, chartDays)
  const title = say('member.quotaChart', { days: chartDays })
  const made = days.reduce<Made>(sumOfMade, { clips: 0, stills: 0 })
  const uncounted = uncountedOf(days.at(-1), quota)
  return {
    ...notice(say('member.left', leftOf(quota))),
    warnings: uncounted ? [say('member.uncounted', uncounted)] : [],
    fields: [...quotaFields(quota), { name: title, value: say('member.madeInAll', made) }],
    media: [await studio.files.chart(invocation, title, days)],
  }
}

const standingPost = (sentence: Sentence, { name, memberId, quota, limits, block }: MemberStanding): Post => ({
  ...notice(sentence),
  warnings: name === '' ? [say('moderator.unknownMember', { id: memberId })] : [],
  fields: [...quotaFields(quota, limits), ...(block ? [{ name: say('moderator.blockedField'), value: blockWords(block) }] : [])],
})

/** Whose quota it is, and what is left of it. */
const standing = ({ memberId, name, quota }: MemberStanding): Sentence =>
  say('moderator.standing', { member: member(memberId, name), ...leftOf(quota) })

const setLimit = async ({ options: { limit, value }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (limit === undefined || value === undefined) {
    throw missing(say('moderator.setNeedsLimit', { example: say('limits.exampleOfMember') }))
  }
  const change = readLimit(limit, value)
  const found = await studio.moderators.setLimits(invocation, memberId, change)
  const set = change[limit] ?? null
  const given = { member: member(memberId, found.name), limit: limitLabel(limit) }
  const sentence =
    set === null ? say('moderator.limitTakenBack', given) : say('moderator.limitSet', { ...given, value: limitWords(limit, set) })
  return standingPost(sentence, found)
}

const grant = async ({ options: { value = '', reason }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (!/^[+-]?\d{1,7}$/.test(value.trim()) || reason === undefined) {
    throw missing(say('moderator.grantNeedsCredits', { example: '/quota grant @ann --value 50 --reason "won the contest"' }))
  }
  const found = await studio.moderators.grant(invocation, memberId, Number(value), reason)
  return standingPost(say('moderator.granted', { member: member(memberId, found.name), credits: leftOf(found.quota).credits }), found)
}

export default defineCommand({
  name: 'quota',
  description: say('command.quota'),
  examples: [
    '/quota',
    '/quota show @ann',
    '/quota set @ann --limit "Clips a day" --value 20',
    '/quota grant @ann --value 50 --reason "a prize"',
  ],
  options,
  group: 'you',
  async execute(context) {
    const { options, invocation, studio, respond } = context
    const { action, member: memberId } = options
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (action === undefined && memberId === undefined) return answer(await ownPost(context))
    if (memberId === undefined) throw missing(say('moderator.needsMember', { name: 'quota', action: action ?? '' }))
    const { moderators } = studio
    switch (action) {
      case undefined:
      case 'show': {
        const found = await moderators.member(invocation, memberId)
        return answer(standingPost(standing(found), found))
      }
      case 'set':
        return answer(await setLimit(context, memberId))
      case 'grant':
        return answer(await grant(context, memberId))
      case 'reset': {
        const found = await moderators.reset(invocation, memberId)
        return answer(standingPost(say('moderator.reset', { member: member(memberId, found.name) }), found))
      }
      case 'history':
        return answer(await showHistory((after) => moderators.history(invocation, memberId, after), null, memberId))
    }
  },
})
