import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice } from '../../core/post.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import type { WorkspaceChange } from '../../core/workspace.ts'
import { invocationKey } from '../admission/admit.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** What the test line says, by the channel that is set. */
const lines = { moderatorsChannel: say('moderator.channelWorks'), logChannel: say('moderator.logWorks') } as const
type ChannelName = keyof typeof lines

/**
 * Posts a line to each channel that is to be set, before it is kept, and gives the channels back by their ids. Throws MoodreelError
 * with what to do where a channel cannot be posted to.
 */
export const createTryChannels = (parts: Pick<Parts, 'clock' | 'flush' | 'platforms' | 'posts'>) => {
  const tryOne = async (invocation: Invocation, name: ChannelName, channel: string, sentence: Sentence): Promise<string> => {
    const { platform: ofPlatform, workspace } = invocation
    const platform = platformOf(parts, invocation)
    const { homeChannel = channel } = platform
    if (homeChannel !== channel) throw new MoodreelError('invalid_option', say('moderator.noSuchChannel'))
    const key = `channel:${name}:${invocationKey(invocation)}`
    const intent = await parts.posts.begin(key, parts.clock.now())
    if (intent.kind === 'sent') return platform.tryChannel ? intent.ref.channel : channel
    await parts.flush()
    const send = { key, again: intent.again }
    const post = notice(sentence)
    const ref = platform.tryChannel
      ? await platform.tryChannel(workspace, channel, post, send)
      : await platform.post({ platform: ofPlatform, workspace, channel }, post, send)
    await parts.posts.sent(key, ref, parts.clock.now())
    return platform.tryChannel ? ref.channel : channel
  }

  return async (invocation: Invocation, change: WorkspaceChange): Promise<WorkspaceChange> => {
    const tried = { ...change }
    for (const name of ['moderatorsChannel', 'logChannel'] as const) {
      const channel = change[name]
      if (typeof channel !== 'string') continue
      tried[name] = await tryOne(invocation, name, channel, lines[name]).catch((error: unknown) => {
        if (!(error instanceof MoodreelError) || error.code !== 'delivery_failed') throw error
        throw new MoodreelError('delivery_failed', say('moderator.channelUntested'), { cause: error })
      })
    }
    return tried
  }
}
