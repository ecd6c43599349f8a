import { z } from 'zod'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform, PostRef, SendOptions, ThreadRef } from '../../../core/platform.ts'
import { notice, type Post } from '../../../core/post.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import type { Conversations } from '../conversations.ts'
import type { Members } from '../members.ts'
import { isUserId, originSchema } from '../origin.ts'
import { asRefusal, isRefused, kindOf, slackCode } from '../refusal.ts'
import type { Covers } from './covers.ts'
import type { createLadder, Step } from './ladder.ts'
import { partsOf, refOf, type ShownFile, shownName } from './message-ref.ts'
import type { PostOnce } from './messages.ts'
import type { Patience } from './patience.ts'
import { renderPages, renderPost, wordForSlack } from './render.ts'
import { bytesPatienceMs } from './revise.ts'
import type { Uploads } from './uploads.ts'

const keptOriginSchema = originSchema.extend({ thread: z.string().nullish() })
/** By how much our clock and Slack's may differ: nothing of a batch is older than its event by more. */
const clockSkewMs = 3_600_000
/** How long Slack must refuse the first message of a batch before that counts as being for good. */
const openMs = 60_000

export interface ThreadsOptions {
  api: SlackApi
  patience: Patience
  uploads: Uploads
  covers: Covers
  members: Members
  conversations: Conversations
  postOnce: PostOnce
  climb: ReturnType<typeof createLadder>
  edit: Platform['edit']
  log: Log
  /** Throws MoodreelError `not_allowed` when the bot may not do what a clip needs. */
  ensureAllowed(): Promise<void>
}

/** The end of a batch whose first message Slack does not take. */
const untaken = (error: unknown): MoodreelError => {
  const refusal = asRefusal(error)
  if (refusal.code === 'not_allowed') return refusal
  return new MoodreelError('not_allowed', say('slack.messagesRefused'), { cause: error })
}

export const createThreads = (options: ThreadsOptions): Pick<Platform, 'openThread' | 'post' | 'tell' | 'edit' | 'remove'> => {
  const { api, patience, uploads, covers, members, conversations, postOnce, climb, edit, log, ensureAllowed } = options

  const nameOf = async (userId: string | undefined): Promise<string | undefined> => userId && members.nameOf(userId)

  const fileName = (key: string, post: Post, index: number, { rung, why }: Step, channel: string): string =>
    `${shownName({ key, index, channel, media: post.media[index]?.key })}${rung === 'channel' && why ? ':channel' : ''}`

  /** A conversation with an id of its own, in which a file can be looked for; a person's is opened when it is needed. */
  const roomOf = async ({ place, why, again }: Step, { key }: SendOptions, post: Post): Promise<string> => {
    const channel = await conversations.of(place.channel)
    if (!isUserId(channel)) return channel
    const first = renderPost({ ...notice(why ?? say('slack.askedFile')), language: post.language })
    return (await postOnce(place, first, { key: `${key}:direct`, again })).channel
  }

  /** The files, each shown before the next, then the message about them: one sent at once could stand above its file. */
  const postWhole = async (given: Post, step: Step, send: SendOptions): Promise<PostRef> => {
    const { why, again } = step
    const place = given.media.length > 0 ? { ...step.place, channel: await roomOf(step, send, given) } : step.place
    const { key, signal } = send
    const post = wordForSlack(why ? { ...given, warnings: [...given.warnings, why] } : given)
    const files: ShownFile[] = []
    for (const [index, file] of post.media.entries()) {
      const upload = { key: file.key, fileName: file.fileName, alt: file.alt, patienceMs: post.links ? 0 : bytesPatienceMs }
      try {
        const id = await uploads.share(fileName(key, post, index, step, place.channel), place, upload, signal)
        files.push({ id, name: file.fileName })
      } catch (error) {
        const refused = error instanceof MoodreelError && (error.code === 'file_refused' || error.code === 'too_large')
        // A post with links, were it none, stands for its clip; the still is a courtesy.
        if (!refused || post.links === undefined) throw error
        log.warn({ err: error, generations: post.generationIds }, 'Slack does not show the still of a clip; its post goes without it')
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

  return {
    async openThread(origin, root, { key, again }) {
      const { team, channel, user, at, ...said } = keptOriginSchema.parse(origin)
      const thread = said.thread ?? said.aboutMessage
      await ensureAllowed()
      const message = renderPost(root, { askedByName: await nameOf(root.askedBy) })
      const open = async (parent: string | undefined) => {
        const sent = await postOnce({ channel, thread: parent, sinceMs: at - clockSkewMs }, message, { key, again })
        return {
          thread: {
            platform: 'slack',
            workspace: team,
            channel: sent.channel,
            thread: parent ?? sent.ts,
            member: user,
          } satisfies ThreadRef,
          root: refOf(sent.channel, sent.ts),
        }
      }
      const openSomewhere = () =>
        open(thread).catch((error: unknown) => {
          if (!thread || kindOf(error) !== 'thread') throw error
          log.info({ channel, code: slackCode(error) }, 'a thread takes no messages; the batch opens its own in the channel')
          return open(undefined)
        })
      return openSomewhere().catch(async (error: unknown) => {
        // Nothing is paid for yet: the person who asked is told soon that Slack does not take it, whatever Slack's reason is.
        const isForGood = slackCode(error) !== undefined && isRefused(error) && (await patience.isOver(`open:${key}`, openMs))
        throw isForGood ? untaken(error) : error
      })
    },

    async post(thread, post, send) {
      const ref = await climb(thread, send, {
        // Out of the thread nobody waits for it.
        post: (step) =>
          postWhole(step.rung === 'channel' && step.why ? { ...post, mention: post.mention ?? thread.member } : post, step, send),
        async leave(step) {
          for (const index of post.media.keys()) await uploads.withdraw(fileName(send.key, post, index, step, step.place.channel))
        },
      })
      // A still that Slack has only just got may be refused: the words and the buttons stand without it.
      const pictured = post.kind === 'report' && post.thumbnail ? edit(ref, post) : undefined
      await pictured?.catch((error: unknown) =>
        log.warn({ err: error, generations: post.generationIds }, 'a report stands without its still'),
      )
      return ref
    },

    async tell(origin, post, { key, again }) {
      const { user } = keptOriginSchema.parse(origin)
      const { channel, ts } = await postOnce({ channel: user }, renderPost(post), { key, again })
      return refOf(channel, ts)
    },

    edit,

    async remove(ref) {
      const { ts, files } = partsOf(ref)
      const deleteMessage = async (): Promise<void> => {
        await api
          .send((client) => client.chat.delete({ channel: ref.channel, ts }))
          .catch((error: unknown) => {
            if (!gone.has(slackCode(error) ?? '')) throw error
          })
      }
      // What can be taken away is, whatever cannot.
      const works = [
        () => covers.remove(ref),
        ...files.map(
          ({ id }) =>
            () =>
              uploads.remove(id),
        ),
        deleteMessage,
      ]
      const failed: unknown[] = []
      for (const work of works) await work().catch((error: unknown) => failed.push(error))
      if (failed.length === 0) return
      const forGood = failed.find((error) => undeletable.has(slackCode(error) ?? ''))
      throw forGood ? cannotDelete(forGood) : failed[0]
    },
  }
}

/** A message that nobody sees any more. */
const gone: ReadonlySet<string> = new Set(['message_not_found', 'channel_not_found'])

const undeletable: ReadonlySet<string> = new Set([
  'cant_delete_message',
  'cant_delete_file',
  'delete_not_allowed',
  'file_deleting_disabled',
])

const cannotDelete = (cause: unknown): MoodreelError => new MoodreelError('not_allowed', say('slack.notAllDeleted'), { cause })
