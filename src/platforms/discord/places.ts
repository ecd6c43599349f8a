import { type APIChannel, type APIMessage, MessageFlags, type REST, RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { PostRef, SendOptions, ThreadRef } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import { type Mark, markOf } from './mark.ts'
import type { Messages } from './messages.ts'
import { renderPost } from './render.ts'
import { logFields, type Trouble, troubleOf } from './trouble.ts'

/** Somewhere that a post can go. */
interface Place {
  /** Opens a direct message only when it is needed. */
  channel(): Promise<string>
  /** Said below the post when it comes to another place than expected. */
  note?: string
  /** The message that it answers. */
  answers?: string
}

/** Troubles that another place may not have. */
const elsewhere: readonly Trouble[] = ['gone', 'forbidden', 'locked', 'archived']

/** What Discord refused or never answered, with a code that the studio knows: it tries `delivery_failed` again. */
export const deliveryError = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  const trouble = troubleOf(cause)
  if (trouble === 'too_large') return new MoodreelError('too_large', 'The file is larger than Discord takes here.', { cause })
  if (trouble === 'message_gone') return new MoodreelError('not_found', 'That message is not there any more.', { cause })
  const sentence = elsewhere.includes(trouble)
    ? 'I may not write in the thread, the channel or to you directly; ask a moderator to let me in, and I try again.'
    : 'Discord did not take the message; I try again.'
  return new MoodreelError('delivery_failed', sentence, { cause })
}

/**
 * Posts to a thread, or to where its people still are: a thread that sleeps is woken, and where it is deleted, locked
 * or closed to the bot the post goes to the channel, and at last to the one who asked.
 */
export const createPlaces = ({ rest, messages, clock, log }: { rest: REST; messages: Messages; clock: Clock; log: Log }) => {
  const directChannel = async (member: string): Promise<string> =>
    ((await rest.post(Routes.userChannels(), { body: { recipient_id: member } })) as APIChannel).id

  const placesOf = ({ channel, thread, member, workspace }: ThreadRef): Place[] => [
    ...(thread ? [{ channel: async () => thread }] : []),
    {
      channel: async () => channel,
      ...(thread && { note: 'The thread cannot be written to any more, so this comes here.', answers: thread }),
    },
    ...(member && workspace !== directWorkspace
      ? [
          {
            channel: () => directChannel(member),
            note: 'I cannot write in the channel where you asked, so this comes here.',
          },
        ]
      : []),
  ]

  const wake = async (channel: string): Promise<void> => {
    await rest.patch(Routes.channel(channel), { body: { archived: false } })
  }

  /** Does something in a thread, and once more after waking it when it slept. */
  const awake = async <Answer>(channel: string, act: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await act()
    } catch (error) {
      if (troubleOf(error) !== 'archived') throw error
      await wake(channel)
      return act()
    }
  }

  const sendTo = async (channel: string, post: Post, mark: Mark, place: Pick<Place, 'note' | 'answers'>, signal?: AbortSignal) => {
    const noted = place.note ? { ...post, warnings: [...post.warnings, place.note] } : post
    const reference = place.answers ? { message_reference: { message_id: place.answers, fail_if_not_exists: false } } : {}
    const message = await awake(channel, () =>
      messages.send({
        method: RequestMethod.Post,
        route: Routes.channelMessages(channel),
        message: renderPost(noted, { now: clock.now(), componentId: mark.componentId }),
        extra: { nonce: mark.nonce, enforce_nonce: true, ...reference, ...(isQuiet(post) && { flags: quietly }) },
        signal,
      }),
    )
    return refOf(message)
  }

  /** Goes on to the next place while one cannot be reached by the bot. */
  const firstOf = async <Answer>(
    places: readonly Place[],
    act: (place: Place, channel: string) => Promise<Answer | null>,
  ): Promise<Answer | null> => {
    let last: unknown = null
    for (const place of places) {
      try {
        const answer = await act(place, await place.channel())
        if (answer !== null) return answer
      } catch (error) {
        if (!elsewhere.includes(troubleOf(error))) throw error
        log.warn(logFields(error), 'a place cannot be written to; the next one is tried')
        last = error
      }
    }
    if (last !== null) throw last
    return null
  }

  const findIn = async (places: readonly Place[], mark: Mark): Promise<PostRef | null> =>
    firstOf(places, async (_place, channel) => {
      const found = await messages.find(channel, mark)
      return found && refOf(found)
    }).catch((error: unknown) => {
      if (elsewhere.includes(troubleOf(error))) return null
      throw error
    })

  return {
    awake,
    sendTo,

    /** Throws MoodreelError `too_large`, and `delivery_failed` when no place took the post or nobody knows. */
    async post(thread: ThreadRef, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> {
      const mark = markOf(key)
      const places = placesOf(thread)
      try {
        const sent =
          (again ? await findIn(places, mark) : null) ??
          (await firstOf(places, (place, channel) => sendTo(channel, post, mark, place, signal)))
        if (!sent) throw new MoodreelError('delivery_failed', 'There is no place for this post.')
        return sent
      } catch (error) {
        throw deliveryError(error)
      }
    },

    /** Writes to a person directly. */
    async tell(member: string, post: Post, key: string): Promise<void> {
      await sendTo(await directChannel(member), post, markOf(key), {})
    },
  }
}
export type Places = ReturnType<typeof createPlaces>

/** The workspace of direct messages. */
export const directWorkspace = 'direct'

export const refOf = (message: Pick<APIMessage, 'id' | 'channel_id'>): PostRef => ({
  platform: 'discord',
  channel: message.channel_id,
  message: message.id,
})

const quietly = MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications

/** Clips ring; words about them need not. */
const isQuiet = ({ kind, mention }: Post): boolean => (kind === 'failure' || kind === 'notice' || kind === 'recipe') && !mention
