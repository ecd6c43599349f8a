import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import type { Generation } from '../src/core/generation.ts'
import { madeOf } from '../src/core/made.ts'
import type { QueueEntry } from '../src/core/members.ts'
import { clipNamePattern } from '../src/core/options/clip-name.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice, type Post } from '../src/core/post.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'
import { showQueue } from '../src/core/words/show-queue.ts'

const options = {
  action: z
    .enum(['show', 'pause', 'resume', 'cancel'])
    .optional()
    .meta({ about: say('optionAbout.queueAction'), leading: true, forModerators: ['pause', 'resume'] } satisfies OptionHints),
  target: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.queueTarget'), positional: true, example: 'wan-2.7-t2v' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.queueReason'), words: true, example: '"back at noon"' } satisfies OptionHints),
  id: z
    .literal('all')
    .optional()
    .meta({ about: say('optionAbout.button'), button: true } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const entriesFor = ({ invocation, studio }: Context): Promise<QueueEntry[]> =>
  invocation.member.moderator ? studio.moderators.queue(invocation) : studio.membership.queue(invocation)

/** Cancels what somebody asked for themselves, moderator or not. */
const cancelAll = async ({ invocation, studio }: Context): Promise<Post> => {
  const own = await studio.membership.queue(invocation)
  const canceled: Generation[] = []
  const late: Generation[] = []
  for (const { generation } of own) {
    if (generation.cancelRequestedAt !== null) continue
    const outcome = await studio.cancel(invocation, generation.id)
    if (outcome === 'canceling') canceled.push(generation)
    if (outcome === 'tooLate') late.push(generation)
  }
  return {
    ...notice(canceled.length === 0 ? say('member.nothingToCancel') : say('member.cancelingAll', madeOf(canceled))),
    warnings: late.length === 0 ? [] : [say('member.tooLateForSome', madeOf(late))],
  }
}

const cancel = async (context: Context): Promise<Post> => {
  const { options, invocation, studio } = context
  const target = options.target?.trim() ?? ''
  if (target.toLowerCase() === 'all') return cancelAll(context)
  if (!clipNamePattern.test(target)) throw new MoodreelError('missing_input', say('moderator.cancelNeedsId'))
  const id = await studio.clipId(invocation, target)
  const outcome = await studio.cancel(invocation, id)
  return notice(say(`member.${outcome}`, { kind: await kindNamed(studio, id) }))
}

/** The first word is a model where it is one; without, everything is meant and the words are the reason. */
const modelIn = ({ options: { target = '' }, studio }: Context): { model: string | undefined; words: string } => {
  const [first = ''] = target.split(/\s+/)
  const model = studio.models().find(({ name }) => name === first.toLowerCase())?.name
  return { model, words: model === undefined ? target : target.slice(first.length).trim() }
}

const pause = async (context: Context): Promise<Sentence> => {
  const { options, invocation, studio } = context
  const { model, words } = modelIn(context)
  const reason = options.reason ?? words
  if (model === undefined) {
    await studio.moderators.pause(invocation, reason)
    return say('moderator.paused')
  }
  await studio.moderators.switchOff(invocation, model, reason)
  return say('moderator.modelPaused', { model })
}

const resume = async (context: Context): Promise<Sentence> => {
  const { options, invocation, studio } = context
  if (!options.target) {
    await studio.moderators.pause(invocation, null)
    return say('moderator.resumed')
  }
  const { model = options.target } = modelIn(context)
  await studio.moderators.switchOff(invocation, model, null)
  return say('moderator.modelOn', { model })
}

export default defineCommand({
  name: 'queue',
  description: say('command.queue'),
  examples: [
    '/queue',
    '/queue pause back at noon',
    '/queue pause local',
    '/queue resume',
    '/queue cancel 4k7q0c2m9xwd',
    '/queue cancel all',
  ],
  group: 'you',
  options,
  async execute(context) {
    const { options, invocation, respond } = context
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    switch (options.action) {
      case undefined:
      case 'show':
        return answer(options.id === 'all' ? await cancelAll(context) : showQueue(await entriesFor(context), invocation))
      case 'pause':
        return answer(notice(await pause(context)))
      case 'resume':
        return answer(notice(await resume(context)))
      case 'cancel':
        return answer(await cancel(context))
    }
  },
})
