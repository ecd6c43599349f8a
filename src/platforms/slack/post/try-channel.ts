import { MoodreelError } from '../../../core/errors.ts'
import type { Platform, PostRef } from '../../../core/platform.ts'
import { say } from '../../../core/words/sentence.ts'
import { slackCode } from '../refusal.ts'
import type { PostOnce } from './messages.ts'
import { renderPost } from './render.ts'

/** Where Slack's refusal is about another channel than the one in which it is read. */
const sentences: ReadonlyMap<string, 'slack.noSuchChannel' | 'slack.inviteThere'> = new Map([
  ['channel_not_found', 'slack.noSuchChannel'],
  ['not_in_channel', 'slack.inviteThere'],
])

const idPattern = /^[A-Z][A-Z0-9]{7,}$/
const personPattern = /^[UWD][A-Z0-9]{7,}$/

/** Posts to a channel that a moderator named. Slack knows channels by their names too, and its answer has the id. */
export const createTryChannel =
  ({ postOnce }: { postOnce: PostOnce }): NonNullable<Platform['tryChannel']> =>
  async (_workspace, named, post, { key, again }): Promise<PostRef> => {
    if (personPattern.test(named)) throw new MoodreelError('not_allowed', say('slack.notAChannel'))
    const isId = idPattern.test(named)
    // What was posted before is looked for by the id alone.
    const send = { key, again: again && isId }
    const { channel, ts } = await postOnce({ channel: isId ? named : `#${named}` }, renderPost(post), send).catch((error: unknown) => {
      const sentence = sentences.get(slackCode(error) ?? '')
      throw sentence ? new MoodreelError('not_allowed', say(sentence, { channel: named }), { cause: error }) : error
    })
    return { platform: 'slack', channel, message: ts }
  }
