import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idPattern } from '../src/core/id.ts'
import { notice, type Post } from '../src/core/post.ts'
import { queueLine } from '../src/core/words/clip-lines.ts'
import { say } from '../src/core/words/sentence.ts'

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

const noReason = 'no reason given'

const linePost = async ({ invocation, studio }: Context): Promise<Post> => {
  const isModerator = invocation.member.moderator
  const entries = await (isModerator ? studio.moderation.queue(invocation) : studio.membership.queue(invocation))
  const whose = isModerator ? 'clips' : 'of your clips'
  return {
    ...notice(
      entries.length === 0
        ? `No ${whose} wait or are being made; /t2v and some words makes one.`
        : `${entries.length} ${whose} ${entries.length === 1 ? 'is' : 'are'} on the way; /cancel and an id stops one.`,
    ),
    fields: entries.map((entry) => queueLine(entry, isModerator)),
  }
}

/** The first word is a model where it is one; without, everything is meant and the words are the reason. */
const modelIn = ({ options: { target = '' }, studio }: Context): { model: string | undefined; words: string } => {
  const [first = ''] = target.split(/\s+/)
  const model = studio.models().find(({ name }) => name === first.toLowerCase())?.name
  return { model, words: model === undefined ? target : target.slice(first.length).trim() }
}

const pause = async (context: Context): Promise<string> => {
  const { options, invocation, studio } = context
  const { model, words } = modelIn(context)
  const reason = (options.reason ?? words) || noReason
  if (model === undefined) {
    await studio.moderation.pause(invocation, reason)
    return 'Nobody makes clips now, and what is on the way goes on; /queue resume opens it again.'
  }
  await studio.moderation.switchOff(invocation, model, reason)
  return `Nobody makes clips with ${model} now; /queue resume ${model} opens it again.`
}

const resume = async (context: Context): Promise<string> => {
  const { options, invocation, studio } = context
  if (!options.target) {
    await studio.moderation.pause(invocation, null)
    return 'Everybody makes clips again; /queue shows what is on the way.'
  }
  const { model = options.target } = modelIn(context)
  await studio.moderation.switchOff(invocation, model, null)
  return `Everybody makes clips with ${model} again; /models lists them all.`
}

export default defineCommand({
  name: 'queue',
  description: say('command.queue'),
  examples: ['/queue', '/queue pause back at noon', '/queue pause local', '/queue resume', '/queue cancel 4k7q0c2m9xwd'],
  group: 'you',
  options,
  async execute(context) {
    const { options, invocation, studio, respond } = context
    const say = (sentence: string): Promise<void> => respond.reply(notice(sentence), { private: true })
    switch (options.action) {
      case undefined:
      case 'show':
        return respond.reply(await linePost(context), { private: true })
      case 'pause':
        return say(await pause(context))
      case 'resume':
        return say(await resume(context))
      case 'cancel': {
        const id = options.target?.toLowerCase()
        if (id === undefined || !idPattern.test(id)) {
          throw new MoodreelError('missing_input', '/queue cancel needs the id of a clip; /queue lists them.')
        }
        return say(await studio.cancel(invocation, id))
      }
    }
  },
})
