import { type APIChannel, MessageFlags, type REST, RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../../core/clock.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { PostRef, SendOptions, ThreadRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { translate } from '../../../core/words/language/translate.ts'
import { isDirect } from '../../../core/workspace.ts'
import { logFields, mayPass, type Trouble, troubleOf } from '../api-errors.ts'
import { drawForm, type Form, fullForm, inSomeForm } from './forms.ts'
import type { Messages, SentMessage } from './messages.ts'
import { type Mark, markOf } from './nonce.ts'
import { faultsToLeave, faultsToLeaveUnseen, type Past, type Tries } from './tries.ts'

/** Somewhere that a post can go. */
interface Place {
  /** Opens a direct message only when something is to be posted there. */
  channel(): Promise<string>
  /** Said below the post when it comes to another place than expected. */
  note?: string
  /** The message that it answers. */
  answers?: string
}

/** Troubles that another place may not have: of the place itself, or with a filter that others do not set. */
const elsewhere: readonly Trouble[] = [
  'gone',
  'message_gone',
  'forbidden',
  'locked',
  'archived',
  'slowed',
  'blocked',
  'full',
  'words',
  'form',
  'reference',
]

/**
 * What Discord refused or never answered, with a code that the studio knows: `delivery_failed` is tried again, `not_found` and
 * `not_allowed` are not.
 */
export const deliveryError = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  const trouble = troubleOf(cause)
  if (mayPass(trouble) || trouble === 'blocked')
    return new MoodreelError('delivery_failed', 'Discord did not take the message; I try again.', { cause })
  if (trouble === 'too_large') return new MoodreelError('too_large', 'The file is larger than Discord takes here.', { cause })
  if (trouble === 'message_gone' || trouble === 'gone') {
    return new MoodreelError('not_found', 'That message is not there any more.', { cause })
  }
  return new MoodreelError('not_allowed', 'Discord does not let me do that here; ask a moderator to look at my permissions.', { cause })
}

/**
 * Posts to a thread, or to where its people still are. One ladder for every refusal: what may pass is tried again by the studio,
 * after a pause that grows; a post whose form or words are refused goes in a simpler form; from a place that is gone or closed it
 * goes to the channel, and at last to the one who asked. A thread that sleeps is woken. A no of all places counts once it was
 * said again and again (`tries.ts`).
 */
export const createPlaces = (tools: { rest: REST; messages: Messages; tries: Tries; clock: Clock; log: Log }) => {
  const { rest, messages, tries, clock, log } = tools

  const directChannel = async (member: string): Promise<string> =>
    ((await rest.post(Routes.userChannels(), { body: { recipient_id: member } })) as APIChannel).id

  const placesOf = ({ channel, thread, member, workspace }: ThreadRef, key: string, past: Past): Place[] => [
    ...(thread ? [{ channel: async () => thread }] : []),
    {
      channel: async () => channel,
      ...(thread && { note: 'The thread cannot be written to any more, so this comes here.', answers: thread }),
    },
    ...(member && !isDirect(workspace)
      ? [
          {
            channel: async () => {
              if (past.direct) return past.direct
              const direct = await directChannel(member)
              await tries.toldDirectly(key, direct)
              return direct
            },
            note: 'I cannot write in the channel where you asked, so this comes here.',
          },
        ]
      : []),
  ]

  /** Does something in a thread, and once more after waking it when it slept. */
  const awake = async <Answer>(channel: string, act: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await act()
    } catch (error) {
      if (troubleOf(error) !== 'archived') throw error
      await rest.patch(Routes.channel(channel), { body: { archived: false } })
      return act()
    }
  }

  const tellSimpler = (error: unknown, { shape, words }: Form): void =>
    log.warn({ ...logFields(error), shape, words }, 'Discord refused the form of a post; a simpler one is tried')

  /** Sends one form to one place. */
  const sendForm = async (channel: string, form: Form, mark: Mark, place: Pick<Place, 'note' | 'answers'>, signal?: AbortSignal) => {
    const { post } = form
    const language = post.language ?? 'en'
    const noted = place.note ? { ...post, warnings: [...post.warnings, translate(place.note, language)] } : post
    const reference = place.answers && form.answers ? { message_reference: { message_id: place.answers, fail_if_not_exists: false } } : {}
    const message = drawForm({ ...form, post: noted }, { now: clock.now(), mark })
    const flags = (message.body.flags ?? 0) | (isQuiet(post) ? MessageFlags.SuppressNotifications : 0)
    return awake(channel, () =>
      messages.send({
        method: RequestMethod.Post,
        route: Routes.channelMessages(channel),
        message,
        extra: { nonce: mark.nonce, enforce_nonce: true, ...reference, ...(flags > 0 && { flags }) },
        signal,
      }),
    )
  }

  /** Posts to one place, in the fullest form that it takes. Errors are discord.js's own. */
  const sendTo = async (channel: string, post: Post, mark: Mark, signal?: AbortSignal): Promise<PostRef> =>
    refOf(await inSomeForm(fullForm(post), (form) => sendForm(channel, form, mark, {}, signal), tellSimpler))

  /** Posts to the first place that takes it. What a place would not have the next one gets in the form that was reached. */
  const sendToFirst = async (places: readonly Place[], post: Post, mark: Mark, past: Past, signal?: AbortSignal): Promise<PostRef> => {
    let last: unknown = null
    let reached = fullForm(post)
    for (const place of places) {
      try {
        const channel = await place.channel()
        return refOf(
          await inSomeForm(
            reached,
            (form) => {
              reached = form
              return sendForm(channel, form, mark, place, signal)
            },
            tellSimpler,
          ),
        )
      } catch (error) {
        const trouble = troubleOf(error)
        const leaves =
          elsewhere.includes(trouble) ||
          (mayPass(trouble) && past.faults >= faultsToLeave) ||
          // What is said of a file where there is none is not meant so.
          ((trouble === 'file' || trouble === 'too_large') && post.media.length === 0)
        if (error instanceof MoodreelError || !leaves) throw error
        log.warn(logFields(error), 'a place cannot be written to; the next one is tried')
        // What may pass in one place is worth waiting for, whatever the others say.
        if (last === null || !mayPass(troubleOf(last))) last = error
      }
    }
    throw last ?? new MoodreelError('delivery_failed', 'There is no place for this post.')
  }

  /** Looks for an earlier try. Where the bot may not look, nothing is found. */
  const find = async (channels: readonly string[], mark: Mark, { faults }: Past, since?: string): Promise<SentMessage | null> => {
    for (const channel of channels) {
      const found = await messages.find(channel, mark, since).catch((error: unknown) => {
        if (mayPass(troubleOf(error)) && faults < faultsToLeaveUnseen) throw error
        return null
      })
      if (found) return found
    }
    return null
  }

  return {
    awake,
    find,
    sendTo,
    tellSimpler,

    /**
     * Throws MoodreelError `delivery_failed` for what may pass, or was not refused often enough to be believed; `too_large`;
     * `file_refused` where it may go without its files; `undeliverable` where no place takes it.
     */
    async post(thread: ThreadRef, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> {
      const mark = markOf(key)
      const past = await tries.of(key)
      tries.ensureDue(past)
      const { channel, thread: inner } = thread
      try {
        const found = again
          ? await find([...(inner ? [inner] : []), channel, ...(past.direct ? [past.direct] : [])], mark, past, inner)
          : null
        return found ? refOf(found) : await sendToFirst(placesOf(thread, key, past), post, mark, past, signal)
      } catch (error) {
        throw await tries.failure(key, error, post.media.length > 0)
      }
    },

    /** Writes to a person directly. */
    async tell(member: string, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> {
      const mark = markOf(key)
      try {
        const direct = await directChannel(member)
        const found = again ? await find([direct], mark, await tries.of(key)) : null
        return found ? refOf(found) : await sendTo(direct, post, mark, signal)
      } catch (error) {
        throw deliveryError(error)
      }
    },
  }
}
export type Places = ReturnType<typeof createPlaces>

export const refOf = (message: SentMessage): PostRef => ({
  platform: 'discord',
  channel: message.channel_id,
  message: message.id,
})

/** Clips ring; words about them need not. */
const isQuiet = ({ kind, mention }: Post): boolean => (kind === 'failure' || kind === 'notice' || kind === 'recipe') && !mention
