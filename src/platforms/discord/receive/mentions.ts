import { GatewayDispatchEvents, type REST, Routes } from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import { type Inbox, type InboxEntry, isStale } from '../../../core/inbox.ts'
import { beneath, typedName } from '../../../core/options/beneath.ts'
import type { ClipAt } from '../../../core/options/find-clip.ts'
import { meantAbout } from '../../../core/options/meant-about.ts'
import type { MeantLine } from '../../../core/options/meant-line.ts'
import type { InvocationHandler, Member, Responder } from '../../../core/platform.ts'
import { notice } from '../../../core/post.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { logFields } from '../api-errors.ts'
import type { KnownPlaces } from '../known-places.ts'
import type { Placed, SaidIn } from './channel-of.ts'
import type { Locales } from './locales.ts'
import { createMentionResponder, type MentionAnswerTools } from './mention-responder.ts'
import { generationIn } from './message-files.ts'
import { readMessage } from './read-message.ts'
import { type SaidMessage, wordsOf } from './said-message.ts'

/** Of `MessageReferenceType`: a forwarded message is answered by nobody. */
const forward = 1

export interface MentionsOptions extends MentionAnswerTools {
  rest: REST
  commands: readonly Command[]
  places: Pick<KnownPlaces, 'channel' | 'learn'>
  channelOf(said: Placed): SaidIn
  clipAt: ClipAt
  locales: Locales
  inbox: Inbox
}

/** What people say by naming the bot in a message: a command anywhere, and words about the clip that they answer or whose thread it is. */
export const createMentions = (options: MentionsOptions) => {
  const { rest, commands, places, channelOf, clipAt, locales, inbox, log } = options

  /** A thread that slept is not known any more. */
  const placeOf = async ({ channel_id: id, guild_id: guild }: SaidMessage): Promise<SaidIn> => {
    if (!places.channel(id)) {
      const told = await rest.get(Routes.channel(id)).catch((error: unknown) => void log.info(logFields(error), 'a channel is not told'))
      if (typeof told === 'object' && told !== null) places.learn(GatewayDispatchEvents.ChannelUpdate, { guild_id: guild, ...told })
    }
    return channelOf({ channel_id: id, guild_id: guild })
  }

  /** The clip that the words are about: that of the message that is answered, or the last one of a clip's thread. */
  const aboutIn = async (answered: ReturnType<typeof readMessage>['answered'], to: string, place: SaidIn): Promise<string | null> => {
    const { id: channel, parent } = place
    if (answered && answered.type !== forward) {
      // Of several clips in one message the chosen one is known here alone.
      const clip = (await at(answered.channel, answered.message)) ?? generationIn(answered.shown, to)
      if (clip !== null) return clip
    }
    // A thread has the id of the message that it hangs on.
    return parent !== undefined && (await at(parent, channel)) !== null ? 'last' : null
  }
  const at = (channel: string, message: string): Promise<string | null> => clipAt({ platform: 'discord', channel, message })

  const ensureNotForModerators = (line: MeantLine): void => {
    const { command: name } = beneath(line, commands)
    const command = commands.find((candidate) => candidate.name === name)
    if (command?.group !== 'moderators') return
    throw new MoodreelError('not_allowed', say('discord.slashForModerators', { name: typedName(command) }))
  }

  const answer = async (message: SaidMessage, handler: InvocationHandler, earlier?: InboxEntry): Promise<void> => {
    const words = wordsOf(message)
    const { author, files, answered } = readMessage(message)
    // A message tells no permissions: whoever moderates by those of the server uses slash commands.
    const member: Member = { ...author, moderator: false, manager: false }
    const locale = locales.of(member.id, words)
    const respondTo = (command: string): Responder => createMentionResponder(message, { command, again: earlier !== undefined }, options)
    const refuse = (sentence: Text): Promise<void> =>
      respondTo('help').reply({ ...notice(sentence), kind: 'failure', language: chooseLanguage(undefined, locale) })
    if (earlier && isStale(earlier, Date.now())) return refuse(say('chat.wasAway'))
    try {
      const place = await placeOf(message)
      const line = meantAbout(words, await aboutIn(answered, message.to, place), commands, files)
      if (!line) return await refuse(say('chat.sayWhat'))
      ensureNotForModerators(line)
      const { id: channel, type: channelType, parent, ageRestricted } = place
      await handler(
        {
          id: message.id,
          platform: 'discord',
          workspace: message.guild_id,
          member,
          command: line.command,
          input: { kind: 'text', text: line.rest.trim() },
          attachments: files,
          origin: { guild: message.guild_id, channel, channelType, ...(parent && { parent }), member: member.id, present: true },
          channel: parent ?? channel,
          ...(parent !== undefined && { thread: channel }),
          locale,
          ageRestricted,
        },
        respondTo(line.command),
      )
    } catch (error) {
      if (!(error instanceof MoodreelError)) logged(error)
      await refuse(error instanceof MoodreelError ? error.sentence : say('common.broken'))
    }
  }
  const logged = (error: unknown): void => log.warn(logFields(error), 'a message could not be answered')

  /** Works on what somebody said, now or before an `earlier` process died. Throws nothing. */
  return async (message: SaidMessage, handler: InvocationHandler, earlier?: InboxEntry): Promise<void> => {
    await answer(message, handler, earlier).catch(logged)
    await inbox.finish('discord', message.id).catch(logged)
  }
}
