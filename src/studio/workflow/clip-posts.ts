import { MoodreelError } from '../../core/errors.ts'
import type { Clip, Shape } from '../../core/generation.ts'
import type { PostRef } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipPostKeys, roundKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { Announcer } from '../posts/announcer.ts'
import { changedOf } from '../posts/changed-lines.ts'
import { type ClipContext, clipPost, type ShapedClip } from '../posts/clip-post.ts'
import { clipRef } from '../posts/clip-ref.ts'
import { parentNumberOf } from '../posts/parent-number.ts'
import { roundPost } from '../posts/round-post.ts'
import { sendOnce } from '../posts/send-once.ts'
import type { StillRounds } from '../posts/still-rounds.ts'
import { readPreferences } from '../preferences.ts'
import { fitClip } from './fit-clip.ts'

/** How often a clip is made smaller before it is linked to. */
const maxFits = 3
/** What is aimed at after a refusal: platforms have promised more than they take. */
const smallerBy = 0.6

/** The clips in their threads. The takes of a batch stand in one message where the platform can hold several. */
export interface ClipPosts {
  /** Posts a clip to its thread, once: whole, or as small as the platform wants it, or at last as a link. */
  deliver(record: GenerationRecord, signal: AbortSignal): Promise<void>
  /** Posts a clip again that was taken away, once for a removal. */
  bringBack(record: GenerationRecord, signal: AbortSignal): Promise<void>
  /** Draws the message of a clip as it is now, without the takes that were taken away; with the last of them the message goes. */
  redraw(record: GenerationRecord): Promise<void>
}

/** A clip that is about to be posted, under the name of its own post. */
interface Delivery {
  record: GenerationRecord
  clip: Clip
  key: string
  context: ClipContext
  signal: AbortSignal
}

/** The message of a batch's clips: `ref` once it is there, `others` as they stand in it. */
interface Round {
  key: string
  ref: PostRef | null
  others: ShapedClip[]
}

export const createClipPosts = (
  parts: Pick<
    Parts,
    | 'catalogue'
    | 'clock'
    | 'edits'
    | 'flush'
    | 'generations'
    | 'locks'
    | 'log'
    | 'media'
    | 'mediaStore'
    | 'platforms'
    | 'posts'
    | 'publicLinks'
    | 'settings'
    | 'workPath'
  >,
  { rounds, announcer }: { rounds: Pick<StillRounds, 'wayOf'>; announcer: Pick<Announcer, 'finish'> },
): ClipPosts => {
  /** Of one batch one after the other: each change of a message starts from the one before. */
  const locked = parts.locks.keyed('round')
  const waiting = new Map<string, Promise<void>>()

  const contextOf = async (record: GenerationRecord): Promise<ClipContext> => {
    const { batch, generation } = record
    return {
      models: parts.catalogue.models(),
      now: generation.finishedAt ?? parts.clock.now(),
      // One that comes back was done before, and calls nobody.
      notify:
        generation.finishedAt === null
          ? (await readPreferences(parts, { ...batch, member: { id: batch.memberId } })).notify
          : ('never' as const),
      parent: await parentNumberOf(parts, record),
      changed: await changedOf(parts, record),
      linkTo: ({ video }) => parts.publicLinks?.clip(video.key) ?? null,
    }
  }

  /** Sends a clip in the fullest shape that its platform takes; resolves with that shape. */
  const inSomeShape = async <Answer>(
    { record, clip, signal }: Delivery,
    send: (shape: Shape) => Promise<Answer>,
  ): Promise<{ shape: Shape; answer: Answer }> => {
    const { id } = record.generation
    const { thread } = record.batch
    if (!thread) throw new MoodreelError('internal', 'A clip is delivered that has no thread.')
    const sentAs = (shape: Shape) => send(shape).then((answer) => ({ shape, answer }), refusalOf)
    let why: 'too_large' | 'file_refused' = 'too_large'
    let limitBytes = await platformOf(parts, record.batch).fileLimitBytes(thread)
    for (let fits = 0; fits < maxFits; fits++) {
      const file = await fitClip(parts, record, clip, limitBytes, signal).catch(nullIfUnfit)
      if (!file) break
      const sent = await sentAs({ as: 'file', file })
      if (typeof sent !== 'string') return sent
      parts.log.warn({ generation: id, code: sent, sizeBytes: file.sizeBytes, limitBytes }, 'the platform refused the clip as a file')
      why = sent
      // Of another size it would be refused again.
      if (why === 'file_refused') break
      limitBytes = Math.floor(Math.min(limitBytes, file.sizeBytes) * smallerBy)
    }
    const still = await sentAs({ as: 'still', why })
    if (typeof still !== 'string') return still
    // Where no file goes at all, the words do.
    const words: Shape = { as: 'words', why }
    return { shape: words, answer: await send(words) }
  }

  const postAlone = async (delivery: Delivery): Promise<void> => {
    const { record, clip, key, context, signal } = delivery
    const { shape } = await inSomeShape(delivery, (shape) =>
      sendOnce(parts, record, key, clipPost({ record, clip, shape }, context), signal),
    )
    await parts.generations.savePosted(record.generation.id, { shape, inRound: false })
  }

  /** Null where the clip is to have a message of its own. */
  const roundOf = async ({ generation, batch }: GenerationRecord): Promise<Round | null> => {
    if (!platformOf(parts, batch).revise) return null
    const takes = await parts.generations.ofBatch(batch.id)
    if (takes.length < 2) return null
    const key = roundKeys(batch.id).clips
    const ref = await parts.posts.find(key)
    const others = takes.filter((take) => take.generation.id !== generation.id)
    if (!ref) {
      // Those that were posted by a version without rounds stand alone, and so do the rest.
      for (const other of others) if (await parts.posts.find(clipPostKeys(other.generation.id).clip)) return null
    }
    return { key, ref, others: inMessage(others) }
  }

  /**
   * Puts a clip into the message of its batch, which the first one begins. Where that message is gone the next one begins another, without
   * what went with it. False where it may not be changed.
   */
  const joinRound = async (delivery: Delivery, round: Round): Promise<boolean> => {
    const { record, clip, context, signal } = delivery
    const { batch, generation } = record
    const { thread } = batch
    const platform = platformOf(parts, batch)
    if (!thread || !platform.revise) return false
    const { revise } = platform
    // A file that was taken away comes under another name than before.
    const removal = generation.removedAt === null ? [] : [generation.removedAt]
    const changed = { key: [round.key, ...removal].join(':'), signal }
    const drawn = (others: readonly ShapedClip[], shape: Shape, calls: boolean): Post => {
      const takes = [...others, { record, clip, shape }].toSorted((one, other) => takeOf(one) - takeOf(other))
      return { ...roundPost(takes as [ShapedClip, ...ShapedClip[]], context, { calls }), language: batch.language }
    }
    const change = (ref: PostRef, post: Post): Promise<PostRef> =>
      parts.edits.during(batch.id, parts.clock.now(), () => revise.call(platform, thread, ref, post, changed))
    const begin = async (key: string, shape: Shape): Promise<PostRef> => {
      const intent = await parts.posts.begin(key, parts.clock.now())
      await parts.flush()
      const again = intent.kind === 'send' && intent.again
      const ref = intent.kind === 'sent' ? intent.ref : await platform.post(thread, drawn([], shape, true), { key, again, signal })
      // What an earlier try left may hold another take.
      if (!again) return ref
      return change(ref, drawn([], shape, false)).catch((error: unknown) => {
        if (!isUnchangeable(error)) throw error
        // It stands there as an earlier try has left it, with this clip: nobody is told that there is none.
        if (!isGone(error)) return ref
        if (key !== round.key) throw error
        return begin([key, generation.id].join(':'), shape)
      })
    }
    const keep = async (ref: PostRef, shape: Shape): Promise<true> => {
      await parts.posts.sent(round.key, ref, parts.clock.now())
      await parts.generations.savePosted(generation.id, { shape, inRound: true })
      return true
    }
    const { ref } = round
    try {
      const put = ref ? (shape: Shape) => change(ref, drawn(round.others, shape, false)) : (shape: Shape) => begin(round.key, shape)
      const { shape, answer } = await inSomeShape(delivery, put)
      return await keep(answer, shape)
    } catch (error) {
      if (!ref || !isUnchangeable(error)) throw error
      parts.log.warn({ err: error, generation: generation.id }, 'the message of a batch cannot be changed; a clip begins another')
      if (!isGone(error)) return false
      for (const other of round.others)
        await parts.generations.savePosted(other.record.generation.id, { shape: other.shape, inRound: false })
      const { shape, answer } = await inSomeShape(delivery, (shape) => begin([round.key, generation.id, ...removal].join(':'), shape))
      return await keep(answer, shape)
    }
  }

  /** Whether a clip is a still that stands in the first message of its batch, and nowhere else. */
  const isInRoot = async ({ batch }: GenerationRecord): Promise<boolean> =>
    (await rounds.wayOf(await parts.generations.ofBatch(batch.id))) !== null

  const post = async (record: GenerationRecord, key: string, signal: AbortSignal): Promise<void> => {
    const { clip } = record.generation
    if (!clip) throw new MoodreelError('internal', 'A clip is delivered that is not there.')
    // The end of the clip tells it there.
    if (await isInRoot(record))
      return parts.generations.savePosted(record.generation.id, { shape: { as: 'file', file: clip.video }, inRound: true })
    const delivery = { record, clip, key, context: await contextOf(record), signal }
    const round = await roundOf(record)
    if (!round || !(await joinRound(delivery, round))) await postAlone(delivery)
  }

  const redraw = async (id: string): Promise<void> => {
    const record = await parts.generations.find(id)
    if (!record?.posted) return
    const { batch, posted } = record
    if (posted.inRound && (await isInRoot(record))) return announcer.finish(batch.id)
    const platform = platformOf(parts, batch)
    const ref = await clipRef(parts, record)
    if (!ref || !batch.thread) return
    const context = await contextOf(record)
    const takes = inMessage(posted.inRound ? await parts.generations.ofBatch(batch.id) : [record], posted.inRound)
    const [first, ...others] = takes
    if (!first) {
      await platform.remove(ref)
      return
    }
    if (!posted.inRound) {
      await platform.edit(ref, { ...clipPost(first, context), mention: undefined, language: batch.language })
      return
    }
    const { clips: key } = roundKeys(batch.id)
    const drawn = { ...roundPost([first, ...others], context, { calls: false }), language: batch.language }
    const { thread } = batch
    const revised = await parts.edits.during(batch.id, parts.clock.now(), async () => platform.revise?.(thread, ref, drawn, { key }))
    if (revised) await parts.posts.sent(key, revised, parts.clock.now())
  }

  return {
    deliver: (record, signal) =>
      locked(record.batch.id, async () => {
        signal.throwIfAborted()
        const fresh = await parts.generations.find(record.generation.id)
        if (!fresh?.posted) await post(record, clipPostKeys(record.generation.id).clip, signal)
      }),

    bringBack: (record, signal) =>
      locked(record.batch.id, async () => {
        const { generation, posted } = record
        // It never went.
        if (posted?.isLeft) await parts.generations.savePosted(generation.id, { ...posted, isLeft: false })
        else await post(record, `${clipPostKeys(generation.id).clip}:${generation.removedAt}`, signal)
      }),

    redraw({ generation, batch }) {
      // Who comes while another waits is drawn with it.
      const soon =
        waiting.get(generation.id) ??
        locked(batch.id, () => {
          waiting.delete(generation.id)
          return redraw(generation.id).catch(unlessGone)
        })
      waiting.set(generation.id, soon)
      return soon
    },
  }
}

const takeOf = ({ record }: ShapedClip): number => record.generation.take

/** The takes that stand in one message, or alone in theirs, and were not taken away. */
const inMessage = (takes: readonly GenerationRecord[], inRound = true): ShapedClip[] =>
  takes.flatMap((record) => {
    const { generation, posted } = record
    const { clip, removedAt } = generation
    return clip && posted?.inRound === inRound && removedAt === null ? [{ record, clip, shape: posted.shape }] : []
  })

const isGone = (error: unknown): boolean => error instanceof MoodreelError && error.code === 'not_found'

const unlessGone = (error: unknown): void => {
  if (!isGone(error)) throw error
}

/** What a chat says of a message that is no more, or that it keeps as it is. */
const isUnchangeable = (error: unknown): boolean => isGone(error) || (error instanceof MoodreelError && error.code === 'not_allowed')

/** Why a platform does not take the clip; anything else is a fault. */
const refusalOf = (error: unknown): 'too_large' | 'file_refused' => {
  if (error instanceof MoodreelError && (error.code === 'too_large' || error.code === 'file_refused')) return error.code
  throw error
}

/** For what is too large, or cannot be made smaller. */
const nullIfUnfit = (error: unknown): null => {
  if (error instanceof MoodreelError && (error.code === 'too_large' || error.code === 'bad_media')) return null
  throw error
}
