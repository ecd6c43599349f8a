import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { limitLabel, limitNames, limitWords, readLimit } from '../src/core/limit.ts'
import type { Block, MemberStanding } from '../src/core/moderators.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import { leftOf, quotaFields } from '../src/core/words/quota-fields.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'
import { showHistory } from '../src/core/words/show-history.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const chartDays = 30

const options = {
  action: z
    .enum(['show', 'set', 'grant', 'reset', 'history'])
    .optional()
    .meta({ about: say('optionAbout.quotaAction'), leading: true } satisfies OptionHints),
  member: memberOption.optional().meta({ positional: true } satisfies OptionHints),
  limit: z
    .enum(limitNames)
    .optional()
    .meta({ about: say('optionAbout.quotaLimit') } satisfies OptionHints),
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

const ownPost = async ({ invocation, studio }: Pick<Context, 'invocation' | 'studio'>): Promise<Post> => {
  const quota = await studio.membership.quota(invocation)
  const days = await studio.membership.days(invocation, chartDays)
  return {
    ...notice(say('member.left', leftOf(quota))),
    fields: quotaFields(quota),
    media: [await studio.files.chart(say('member.quotaChart', { days: chartDays }), days)],
  }
}

const blockWords = ({ reason, by, until }: Block): Sentence =>
  until === null ? say('moderator.blockedBy', { reason, by }) : say('moderator.blockedByUntil', { reason, by, until: timestamp(until) })

const standingPost = (sentence: Sentence, { name, memberId, quota, limits, block }: MemberStanding): Post => ({
  ...notice(sentence),
  warnings: name === '' ? [say('moderator.unknownMember', { id: memberId })] : [],
  fields: [
    { name: say('moderator.member'), value: name === '' ? memberId : `${name}, ${memberId}` },
    ...quotaFields(quota),
    ...Object.entries(limits).map(([limit, value]) => ({
      name: say('moderator.setForMember', { limit: limitLabel(limit) }),
      value: limitWords(value),
    })),
    ...(block ? [{ name: say('moderator.blockedField'), value: blockWords(block) }] : []),
  ],
})

const setLimit = async ({ options: { limit, value }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (limit === undefined || value === undefined) {
    throw missing(say('moderator.setNeedsLimit', { example: '/quota set @ann --limit clipsPerDay --value 20' }))
  }
  const change = readLimit(limit, value)
  const standing = await studio.moderators.setLimits(invocation, memberId, change)
  const set = change[limit] ?? null
  const sentence =
    set === null
      ? say('moderator.limitTakenBack', { limit: limitLabel(limit) })
      : say('moderator.limitSet', { limit: limitLabel(limit), value: limitWords(set) })
  return standingPost(sentence, standing)
}

const grant = async ({ options: { value = '', reason }, invocation, studio }: Context, memberId: string): Promise<Post> => {
  if (!/^[+-]?\d{1,7}$/.test(value.trim()) || reason === undefined) {
    throw missing(say('moderator.grantNeedsCredits', { example: '/quota grant @ann --value 50 --reason "won the contest"' }))
  }
  const standing = await studio.moderators.grant(invocation, memberId, Number(value), reason)
  return standingPost(say('moderator.granted', { credits: leftOf(standing.quota).credits }), standing)
}

export default defineCommand({
  name: 'quota',
  description: say('command.quota'),
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
    if (member === undefined) throw missing(say('moderator.needsMember', { name: 'quota', action: action ?? '' }))
    const { moderators } = studio
    switch (action) {
      case undefined:
      case 'show':
        return answer(standingPost(say('moderator.standing'), await moderators.member(invocation, member)))
      case 'set':
        return answer(await setLimit(context, member))
      case 'grant':
        return answer(await grant(context, member))
      case 'reset':
        return answer(standingPost(say('moderator.reset'), await moderators.reset(invocation, member)))
      case 'history':
        return answer(await showHistory((after) => moderators.history(invocation, member, after), null))
    }
  },
})
