import { createHash } from 'node:crypto'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { type Batch, isFinal } from '../../core/generation.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { Platform } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { roundKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { originalOf } from './original-of.ts'
import { parentNumberOf } from './parent-number.ts'
import type { Sheets } from './sheets.ts'
import { dueAmong, isThere, nextAfter, type Step, stepsOf, type Told } from './still-pace.ts'
import { type ShownStill, stillPost, stillTiles } from './still-post.ts'

const toldSchema = z.object({
  edits: z.int(),
  sheets: z.array(z.array(z.string())),
  at: z.number(),
  words: z.string().nullable(),
}) satisfies z.ZodType<Told>

/** Longer than a batch is under way. */
const keptMs = 7 * 24 * 3_600_000

type Way = NonNullable<Platform['stills']>

/** The takes of a batch, in their order. */
type Takes<Record> = readonly [Record, ...Record[]]

/**
 * Batches of stills whose first message is all that is said of them (`Platform.stills`). A message with a sheet is changed seldom: what was
 * told is kept, so that several processes, and one after another, change it no oftener than one would.
 */
export const createStillRounds = (
  parts: Pick<
    Parts,
    'catalogue' | 'clock' | 'edits' | 'flush' | 'generations' | 'log' | 'platforms' | 'posts' | 'publicLinks' | 'settings'
  >,
  sheets: Pick<Sheets, 'ofTiles'>,
) => {
  const keyOf = (batchId: string): string => `told:${batchId}`

  const told = async ({ id, createdAt }: Batch): Promise<Told> =>
    toldSchema.safeParse(await parts.settings.get(keyOf(id))).data ?? { edits: 0, sheets: [], at: createdAt, words: null }

  const keep = async (batchId: string, now: Told): Promise<void> => {
    await parts.settings.set(keyOf(batchId), now, keptMs)
  }

  /** How the stills of a batch stand in its first message; null for a batch of clips, and where each has a post of its own. */
  const wayOf = async (takes: readonly GenerationRecord[]): Promise<Way | null> => {
    const [first] = takes
    if (!first || takes.length < 2 || modeFacts[first.generation.mode].makes !== 'image') return null
    const { stills = null } = platformOf(parts, first.batch)
    // Those that were posted by a version without such rounds stay where they are.
    if (stills === null || takes.some(({ posted }) => posted?.inRound === false)) return null
    return (await parts.posts.find(roundKeys(first.batch.id).clips)) ? null : stills
  }

  /** The message as it is now; with a sheet of those in `onSheet` where it has one. */
  const draw = async (takes: Takes<ShownStill>, way: Way, onSheet: readonly string[]): Promise<Post> => {
    const [first] = takes
    const { batch, generation } = first
    const all = stillTiles(takes, await originalOf(parts, first))
    const isOn = (id: string | null): boolean => (id === null ? onSheet.length > 0 : onSheet.includes(id))
    const tiles = way === 'tiles' ? all : all.filter(({ generationId }) => isOn(generationId))
    const { parentId, request } = generation
    const sheet = way === 'tiles' ? null : await sheets.ofTiles(batch.id, tiles, { prompt: request.prompt, parentId })
    const post = stillPost(batch, takes, {
      ...{ way, tiles, sheet },
      models: parts.catalogue.models(),
      now: generation.finishedAt ?? parts.clock.now(),
      parent: await parentNumberOf(parts, first),
      linkTo: ({ video }) => parts.publicLinks?.clip(video.key) ?? null,
    })
    return { ...post, language: batch.language }
  }

  const thereIn = (takes: readonly GenerationRecord[]): string[] =>
    takes.flatMap(({ generation }) => (isThere(generation) ? [generation.id] : []))

  const isOver = (takes: readonly GenerationRecord[]): boolean => takes.every(({ generation }) => isFinal(generation.state))

  const stepsNow = async (takes: Takes<GenerationRecord>): Promise<Step[]> =>
    stepsOf(
      takes.map(({ generation }) => generation),
      await told(takes[0].batch),
      platformOf(parts, takes[0].batch).editIntervalMs,
    )

  /**
   * Where the message of stills that are all over is gone, or closed to the bot, before it showed them, they come in another one, once, which is the
   * first message from then on. False where they were shown: who took them away meant it.
   */
  const standAnew = async (batch: Batch, post: Post): Promise<boolean> => {
    const { thread, id } = batch
    if (!thread || (await parts.posts.find(roundKeys(id).stills))) return false
    const key = `root:${id}:again`
    const intent = await parts.posts.begin(key, parts.clock.now())
    await parts.flush()
    const ref = intent.kind === 'sent' ? intent.ref : await platformOf(parts, batch).post(thread, post, { key, again: intent.again })
    await parts.posts.sent(key, ref, parts.clock.now())
    await parts.generations.saveRoot(id, ref)
    await parts.posts.sent(roundKeys(id).stills, ref, parts.clock.now())
    return true
  }

  return {
    wayOf,
    isOver,

    /** The message as it is drawn without being changed: as it begins, and for platforms that show tiles. */
    drawNow: async (takes: Takes<ShownStill>, way: Way): Promise<Post> =>
      draw(takes, way, isOver(takes) ? thereIn(takes) : ((await told(takes[0].batch)).sheets.at(-1) ?? [])),

    /**
     * When the message with a sheet may be changed next, now or later; null where that is only at its end. `since` leaves out what was due by
     * then, and had nothing new to say.
     */
    async nextOf(takes: Takes<GenerationRecord>, since?: number): Promise<number | null> {
      if (isOver(takes)) return null
      const steps = await stepsNow(takes)
      return since === undefined ? nextAfter(steps, 0) : nextAfter(steps, since)
    },

    /**
     * Changes the message with a sheet: by the step that is due, or whatever is due where it is `forced` or all are over. `again`: also where it
     * says the same. Resolves with what it says, and null where there is nothing to say yet. Throws what the platform throws.
     */
    async change(takes: Takes<ShownStill>, { again, forced }: { again: boolean; forced: boolean }): Promise<Post | null> {
      const [{ batch }] = takes
      const over = isOver(takes)
      const before = await told(batch)
      const now = parts.clock.now()
      const step = over || forced ? null : dueAmong(await stepsNow(takes), now)
      if (!batch.root || (!over && !forced && !step)) return null
      const { root } = batch
      const parted = step?.kind === 'sheet' ? [...before.sheets, thereIn(takes)] : before.sheets
      const post = await draw(takes, 'sheet', over ? thereIn(takes) : (parted.at(-1) ?? []))
      const words = createHash('sha256').update(JSON.stringify(post)).digest('base64url')
      if (words === before.words && !again) return null
      const edits = before.edits + (step?.kind === 'words' ? 1 : 0)
      const after = { edits, sheets: parted, at: now, words }
      // Written down first: a process that dies in between has changed it all the same. The end is told until it is told.
      if (!over) await keep(batch.id, after)
      try {
        await parts.edits.during(batch.id, now, () => platformOf(parts, batch).edit(root, post))
      } catch (error) {
        const isGone = error instanceof MoodreelError && (error.code === 'not_found' || error.code === 'not_allowed')
        if (!over || !isGone || thereIn(takes).length === 0 || !(await standAnew(batch, post))) throw error
        parts.log.warn({ err: error, batch: batch.id }, 'the first message of a batch of stills cannot be changed; they come in another')
      }
      if (over) {
        await keep(batch.id, after)
        const { stills: key } = roundKeys(batch.id)
        if (!(await parts.posts.find(key))) await parts.posts.sent(key, root, now)
      }
      return post
    },
  }
}
export type StillRounds = ReturnType<typeof createStillRounds>
