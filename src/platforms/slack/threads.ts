import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Memory } from '../../core/memory.ts'
import type { Platform, PostRef, SendOptions, ThreadRef } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import type { SlackApi } from './api.ts'
import type { Covers } from './covers.ts'
import type { Members } from './members.ts'
import type { Pacer } from './pacer.ts'
import { isUserId, placeSchema } from './place.ts'
import { slackCode } from './refusal.ts'
import { renderPages, renderPost } from './render.ts'
import { findSent, markOf } from './sent.ts'
import type { SharePlace, Uploads } from './uploads.ts'

const originSchema = placeSchema.extend({ thread: z.string().nullish() })

/** Slack's words for a place that is gone for good; the person is then told directly. */
const goneCodes = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'thread_not_found',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
]

export interface ThreadsOptions {
  api: SlackApi
  uploads: Uploads
  covers: Covers
  members: Members
  memory: Memory
  pacer: Pacer
  log: Log
  /** Throws MoodreelError `not_allowed` when the bot may not do what a clip needs. */
  ensureAllowed(): Promise<void>
}

/** A message's address; the files that belong to it stand behind its `ts`. */
const refOf = (channel: string, ts: string, files: readonly string[] = []): PostRef => ({
  platform: 'slack',
  channel,
  message: [ts, ...files].join('+'),
})
const partsOf = (ref: PostRef): { ts: string; files: string[] } => {
  const [ts = '', ...files] = ref.message.split('+')
  return { ts, files }
}

/** The messages of batches: a root, the clips in its thread, and their later changes. Each is posted once for its key. */
export const createThreads = (options: ThreadsOptions): Pick<Platform, 'openThread' | 'post' | 'edit' | 'remove'> => {
  const { api, uploads, covers, members, memory, pacer, log, ensureAllowed } = options

  const nameOf = async (userId: string | undefined): Promise<string | undefined> => userId && members.nameOf(userId)

  /**
   * The conversation behind a person's id. It is opened before the first message goes there: only a conversation has a
   * history, in which a message whose answer got lost is found. Opening it again gives the same one.
   */
  const conversationOf = async (channel: string): Promise<string> => {
    if (!isUserId(channel)) return channel
    const known = z
      .string()
      .nullable()
      .parse(await memory.get(directKey(channel)))
    if (known) return known
    const opened = await api
      .ask((client) => client.conversations.open({ users: channel }))
      .catch((error: unknown) => {
        // An app that was installed before im:write was in the manifest can still write to people.
        if (slackCode(error) === 'missing_scope') return null
        throw error
      })
    if (!opened?.channel?.id) return channel
    await memory.set(directKey(channel), opened.channel.id)
    return opened.channel.id
  }

  /** One message with this key, whatever happened before. */
  const postOnce = async (
    place: SharePlace & { sinceMs?: number | undefined },
    message: { text: string; blocks: ReturnType<typeof renderPost>['blocks'] },
    { key, again }: Pick<SendOptions, 'key' | 'again'>,
  ): Promise<{ channel: string; ts: string }> => {
    const known = await conversationOf(place.channel)
    // A person's id has no history to look into.
    const earlier = again && !isUserId(known) ? await findSent(api, { ...place, channel: known }, key) : undefined
    if (earlier) return { channel: known, ts: earlier }
    const { channel = known, ts } = await pacer.turn(known, 'post', () =>
      api.send((client) =>
        client.chat.postMessage({
          channel: known,
          ...(place.thread ? { thread_ts: place.thread } : {}),
          ...message,
          metadata: markOf(key),
          unfurl_links: false,
          unfurl_media: false,
        }),
      ),
    )
    if (channel !== known) await memory.set(directKey(known), channel)
    if (!ts) throw new MoodreelError('delivery_failed', 'Slack took the message without saying where it is; it is tried again.')
    return { channel, ts }
  }

  /** The files, each shown before the next, then the message about them: one sent at once could stand above its file. */
  const postWhole = async (place: SharePlace, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> => {
    const files: string[] = []
    for (const [index, file] of post.media.entries()) {
      const upload = { key: file.key, fileName: file.fileName, alt: file.alt }
      try {
        files.push(await uploads.share(`${key}:${index}:${place.channel}:${file.key}`, place, upload, signal))
      } catch (error) {
        const hasLink = (post.links ?? []).length > 0
        if (!hasLink || !(error instanceof MoodreelError && error.code === 'file_refused')) throw error
        log.warn({ err: error, generations: post.generationIds }, 'Slack does not show the still of a clip; the link goes without it')
      }
    }
    const pages = renderPages(post, { askedByName: await nameOf(post.askedBy) })
    let first: PostRef | undefined
    for (const [index, page] of pages.entries()) {
      const { channel, ts } = await postOnce(place, page, { key: index === 0 ? key : `${key}:page-${index}`, again })
      first ??= refOf(channel, ts, files)
    }
    if (!first) throw new MoodreelError('internal', 'A post without anything in it was to be sent.')
    return first
  }

  /** The thread is gone: the one who asked gets it directly. */
  const postDirectly = async (member: string, post: Post, send: SendOptions): Promise<PostRef> => {
    const sentence = 'The place where you asked is gone, so this comes to you directly.'
    const opened = await postOnce({ channel: member }, renderPost(notice(sentence)), { key: `${send.key}:direct`, again: send.again })
    return postWhole({ channel: opened.channel }, post, send)
  }

  return {
    async openThread(origin, root, { key, again }) {
      const { team, channel, thread, user, at } = originSchema.parse(origin)
      await ensureAllowed()
      const sent = await postOnce(
        { channel, thread: thread ?? undefined, sinceMs: at - 60_000 },
        renderPost(root, { askedByName: await nameOf(root.askedBy) }),
        { key, again },
      )
      return {
        thread: { platform: 'slack', workspace: team, channel: sent.channel, thread: thread ?? sent.ts, member: user } satisfies ThreadRef,
        root: refOf(sent.channel, sent.ts),
      }
    },

    async post(thread, post, send) {
      const place = { channel: thread.channel, thread: thread.thread }
      const ref = await postWhole(place, post, send).catch((error: unknown) => {
        if (!thread.member || !goneCodes.includes(slackCode(error) ?? '')) throw error
        log.info({ channel: thread.channel, code: slackCode(error) }, 'the thread is gone; posting to the person directly')
        return postDirectly(thread.member, post, send)
      })
      await covers.remember(post, ref)
      return ref
    },

    async edit(ref, post) {
      const { ts } = partsOf(ref)
      const cover = post.kind === 'batch' ? await covers.of(post) : undefined
      const facts = cover && post.generationIds.length === 1 ? [...new Set([...post.facts, ...cover.facts])] : post.facts
      const drawn = { ...post, facts, mention: undefined }
      const askedByName = await nameOf(post.askedBy)
      const update = (poster: typeof cover) =>
        pacer.turn(ref.channel, poster || (post.progress ?? []).length === 0 ? 'post' : 'edit', () =>
          api.send((client) => client.chat.update({ channel: ref.channel, ts, ...renderPost(drawn, { askedByName, poster }) })),
        )
      try {
        await update(cover)
      } catch (error) {
        if (slackCode(error) === 'message_not_found') {
          throw new MoodreelError('not_found', 'That message was deleted in Slack.', { cause: error })
        }
        if (cover && ['invalid_blocks', 'slack_file_not_found'].includes(slackCode(error) ?? '')) {
          log.warn({ err: error, batch: post.batchId }, 'Slack does not show the poster; the message goes without it')
          await update(undefined)
          return
        }
        throw error
      }
    },

    async remove(ref) {
      const { ts, files } = partsOf(ref)
      await covers.remove(ref)
      for (const file of files) await uploads.remove(file)
      await api
        .send((client) => client.chat.delete({ channel: ref.channel, ts }))
        .catch((error: unknown) => {
          if (slackCode(error) !== 'message_not_found') throw error
        })
    },
  }
}

const directKey = (userId: string): string => `slack:direct:${userId}`
