import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idPattern } from '../src/core/id.ts'
import { notice, type Post } from '../src/core/post.ts'
import { queueLine } from '../src/core/words/clip-lines.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'

const options = {
  action: z
    .enum(['show', 'pause', 'resume', 'cancel'])
    .optional()
    .meta({ about: say('optionAbout.queueAction'), leading: true } satisfies OptionHints),
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
}
type Context = CommandContext<typeof options>

const linePost = async ({ invocation, studio }: Context): Promise<Post> => {
  const isModerator = invocation.member.moderator
  const entries = await (isModerator ? studio.moderators.queue(invocation) : studio.membership.queue(invocation))
  const whose = isModerator ? 'moderator' : 'member'
  return {
    ...notice(entries.length === 0 ? say(`${whose}.queueEmpty`) : say(`${whose}.queue`, { clips: entries.length })),
    fields: entries.map((entry) => queueLine(entry, isModerator)),
  }
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
  examples: ['/queue', '/queue pause back at noon', '/queue pause local', '/queue resume', '/queue cancel 4k7q0c2m9xwd'],
  group: 'you',
  options,
  async execute(context) {
    const { options, invocation, studio, respond } = context
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    switch (options.action) {
      case undefined:
      case 'show':
        return answer(await linePost(context))
      case 'pause':
        return answer(notice(await pause(context)))
      case 'resume':
        return answer(notice(await resume(context)))
      case 'cancel': {
        const id = options.target?.toLowerCase()
        if (id === undefined || !idPattern.test(id)) {
          throw new MoodreelError('missing_input', say('moderator.cancelNeedsId'))
        }
        return answer(notice(say(`member.${await studio.cancel(invocation, id)}`)))
      }
    }
  },
})
