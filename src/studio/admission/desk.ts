import { MoodreelError } from '../../core/errors.ts'
import type { PostRef } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import type { Period } from '../../core/text/calendar.ts'
import { dollars } from '../../core/words/dollars.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import { isDirect, spaceOf, type WorkspaceKey } from '../../core/workspace.ts'
import type { Notice } from '../../storage/notices.ts'
import type { NoticeLine } from '../../storage/tables/desk.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** A budget is spoken of before it is used up. */
const warnedAt = 0.8

const everyMs = 5_000
const second = 1_000
/** A line that its chat does not take is tried again after so long. */
const pausesMs = [5 * second, 15 * second, 60 * second, 300 * second, 900 * second]

/** Where the moderators of a workspace are told things. What cannot be posted waits, in order, until it can. */
export interface Desk {
  /** Posts to the moderators' channel, once for a key. False while it waits, and where nobody moderates. */
  tell(workspace: WorkspaceKey, key: string, post: Post): Promise<boolean>
  /** The same for what is no news any more once there is a channel: where there is none it is dropped. */
  inform(workspace: WorkspaceKey, key: string, post: Post): Promise<boolean>
  /** The same for a card that is changed with every news: posted where it stands nowhere. */
  show(workspace: WorkspaceKey, key: string, post: Post): Promise<boolean>
  /** Changes what was posted, or is to be posted, with a key; where nothing was, nothing happens. */
  amend(workspace: WorkspaceKey, key: string, post: Post): Promise<void>
  /** Posts what waits for nobody. Null when it stands there, else why it does not and what to do: then it is not tried again. */
  test(workspace: WorkspaceKey, key: string, post: Post): Promise<Text | null>
  /** The same as `tell` to the operator's own channel, where the policy names one. */
  tellOperator(key: string, post: Post): Promise<boolean>
  /** Adds to the log channel, where there is one. Nobody waits for its post. */
  log(workspace: WorkspaceKey, key: string, post: Post): Promise<void>
  /** Says once a month that most of the budget is spent, and once that all of it is. Nobody waits for it. */
  watchBudget(workspace: WorkspaceKey, budget: { budgetCredits: number; spentCredits: number; credits: number; month: Period }): void
  /** Posts what waits for a workspace, for its channels are others now. Nobody waits for it. */
  wake(workspace: WorkspaceKey): void
  /** Posts what an earlier process left, and goes on trying. */
  start(): void
  stop(): Promise<void>
}

/** A chat says the same of a message that is gone or closed however often it is asked. */
const isOver = (error: unknown): boolean => error instanceof MoodreelError && (error.code === 'not_found' || error.code === 'not_allowed')

/** For a picture that the place does not take, or that is kept no more, the words go without. */
const pictureFaults = new Set(['file_refused', 'too_large', 'not_found', 'undeliverable'])
const isOfPicture = (error: unknown): boolean => error instanceof MoodreelError && pictureFaults.has(error.code)
const withoutPictures = (post: Post): Post => ({ ...post, media: [], thumbnail: undefined })

export const createDesk = (
  parts: Pick<Parts, 'clock' | 'flush' | 'locks' | 'log' | 'notices' | 'platforms' | 'policy' | 'posts' | 'workspaces'>,
): Desk => {
  const { notices, posts, clock } = parts
  const locked = parts.locks.keyed('desk')
  const pauses = new Map<string, { failures: number; nextAt: number }>()
  const nameOf = (workspace: WorkspaceKey, line: NoticeLine): string => `${line} ${spaceOf(workspace)}`
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> = Promise.resolve()

  const channelOf = async (workspace: WorkspaceKey, line: NoticeLine): Promise<string | null> => {
    if (line === 'operator') return parts.policy.spending.tell?.channel ?? null
    const { moderatorsChannel, logChannel } = await parts.workspaces.of(workspace)
    return line === 'log' ? logChannel : (moderatorsChannel ?? platformOf(parts, workspace).homeChannel ?? null)
  }

  /** The messages of a key: it is posted again under another where the first is gone. */
  const messagesOf = async (key: string): Promise<PostRef[]> => {
    const first = await posts.find(key)
    return [...(first ? [first] : []), ...(await posts.findAll(`${key}:`))]
  }

  const post = async (workspace: WorkspaceKey, { key, channel: first, post }: Notice, channel: string, messages: number): Promise<void> => {
    if (first === null) await notices.triedIn(key, channel)
    // Another channel is another place: what was tried in the old one says nothing of it.
    const place = first === null || first === channel ? key : `${key}:${channel}`
    const postKey = messages === 0 ? place : `${place}:${messages}`
    const intent = await posts.begin(postKey, clock.now())
    if (intent.kind === 'sent') return
    await parts.flush()
    const send = (shown: Post): Promise<PostRef> =>
      platformOf(parts, workspace).post({ ...workspace, channel }, shown, { key: postKey, again: intent.again })
    const hasPictures = post.media.length > 0 || post.thumbnail !== undefined
    const ref = await send(post).catch((error: unknown) => {
      if (!hasPictures || !isOfPicture(error)) throw error
      parts.log.warn({ err: error, key }, 'a post to the moderators goes without its picture')
      return send(withoutPictures(post))
    })
    await posts.sent(postKey, ref, clock.now())
  }

  /** Brings one notice to where it stands, or is to stand. Throws what its chat throws. */
  const bring = async (workspace: WorkspaceKey, line: NoticeLine, waiting: Notice): Promise<void> => {
    const messages = await messagesOf(waiting.key)
    let standing = 0
    for (const ref of messages) {
      try {
        await platformOf(parts, workspace).edit(ref, waiting.post)
        standing += 1
      } catch (error) {
        if (!isOver(error)) throw error
        parts.log.warn({ err: error, ...workspace, key: waiting.key }, 'a post to the moderators cannot be changed')
      }
    }
    if (standing === 0 && waiting.isNews) {
      const channel = await channelOf(workspace, line)
      if (channel === null) throw new MoodreelError('delivery_failed', say('moderator.noChannel'))
      await post(workspace, waiting, channel, messages.length)
    }
    await notices.done(waiting.key, waiting.text)
  }

  /** One after the other: where one cannot be posted those behind it wait too. */
  const work = (workspace: WorkspaceKey, line: NoticeLine): Promise<void> =>
    locked(nameOf(workspace, line), async () => {
      let failed: unknown = null
      let isHeldUp = false
      for (const waiting of await notices.waiting(workspace, line)) {
        if (isHeldUp && waiting.isNews) continue
        try {
          await bring(workspace, line, waiting)
        } catch (error) {
          failed = error
          isHeldUp ||= waiting.isNews
        }
      }
      const name = nameOf(workspace, line)
      if (failed === null) {
        pauses.delete(name)
        return
      }
      const before = pauses.get(name)
      // What comes while it waits says nothing new of the chat, and makes nobody wait longer.
      if (before && before.nextAt > clock.now()) return
      const failures = (before?.failures ?? 0) + 1
      pauses.set(name, { failures, nextAt: clock.now() + (pausesMs[Math.min(failures, pausesMs.length) - 1] ?? 0) })
      parts.log.warn({ err: failed, ...workspace, line, failures }, 'the moderators cannot be told yet')
    })

  const put = async (workspace: WorkspaceKey, line: NoticeLine, given: { key: string; isNews: boolean; post: Post }): Promise<boolean> => {
    const { platform, workspace: id } = workspace
    await notices.put({ platform, workspace: id }, { ...given, line }, clock.now())
    await work({ platform, workspace: id }, line)
    return !(await notices.has(given.key))
  }

  const tellIn = async (workspace: WorkspaceKey, line: NoticeLine, key: string, given: Post): Promise<boolean> => {
    if ((await messagesOf(key)).length > 0) return true
    return put(workspace, line, { key, isNews: true, post: given })
  }

  const tell: Desk['tell'] = async (workspace, key, given) => !isDirect(workspace.workspace) && tellIn(workspace, 'moderators', key, given)

  /** Why the moderators' channel takes nothing: the platform knows best what is missing there. Null where it takes this post after all. */
  const problemOf = async (workspace: WorkspaceKey, key: string, given: Post): Promise<Text | null> => {
    const channel = await channelOf(workspace, 'moderators')
    if (channel === null) return say('moderator.noChannel')
    const platform = platformOf(parts, workspace)
    if (!platform.tryChannel) return say('setUp.notArrived')
    try {
      await platform.tryChannel(workspace.workspace, channel, given, { key, again: true })
      return null
    } catch (error) {
      return error instanceof MoodreelError && error.code !== 'delivery_failed' ? error.sentence : say('setUp.notArrived')
    }
  }

  const sweep = async (): Promise<void> => {
    for (const { workspace, line } of await notices.lines()) {
      if ((pauses.get(nameOf(workspace, line))?.nextAt ?? 0) <= clock.now()) await work(workspace, line)
    }
  }

  const unheard = (cause: unknown): void => parts.log.error({ err: cause }, 'what moderators are to be told could not be kept')

  return {
    tell,
    async inform(workspace, key, given) {
      if (isDirect(workspace.workspace) || (await channelOf(workspace, 'moderators')) === null) return false
      return tell(workspace, key, given)
    },
    show: async (workspace, key, given) =>
      !isDirect(workspace.workspace) && put(workspace, 'moderators', { key, isNews: true, post: given }),
    async amend(workspace, key, given) {
      if (!(await notices.has(key)) && (await messagesOf(key)).length === 0) return
      await put(workspace, 'moderators', { key, isNews: false, post: given })
    },
    async test(workspace, key, given) {
      if (await tell(workspace, key, given)) return null
      await notices.drop(key)
      return problemOf(workspace, key, given)
    },
    tellOperator: async (key, given) => {
      const place = parts.policy.spending.tell
      return place !== null && tellIn(place, 'operator', key, given)
    },
    async log(workspace, key, given) {
      const { platform, workspace: id } = workspace
      if (isDirect(id) || (await channelOf(workspace, 'log')) === null) return
      await notices.put({ platform, workspace: id }, { key, line: 'log', isNews: true, post: given }, clock.now())
      void work({ platform, workspace: id }, 'log').catch(unheard)
    },
    watchBudget(workspace, { budgetCredits, spentCredits, credits, month }) {
      const crossed = [1, warnedAt].find((part) => spentCredits >= part * budgetCredits && spentCredits - credits < part * budgetCredits)
      if (crossed === undefined) return
      const given = { spent: dollars(spentCredits), budget: dollars(budgetCredits), resetsAt: timestamp(month.endsAt) }
      const percent = Math.round(warnedAt * 100)
      const sentence = crossed === 1 ? say('moderator.budgetReached', given) : say('moderator.budgetNear', { ...given, percent })
      const key = `budget:${workspace.platform}:${workspace.workspace}:${month.name}:${crossed}`
      void tell(workspace, key, notice(sentence)).catch(unheard)
    },
    wake({ platform, workspace }) {
      for (const line of ['moderators', 'log'] as const) void work({ platform, workspace }, line).catch(unheard)
    },
    start(): void {
      pauses.clear()
      timer = setInterval(() => {
        sweeping = sweeping.then(sweep).catch(unheard)
      }, everyMs).unref()
      sweeping = sweep().catch(unheard)
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      await sweeping
    },
  }
}
