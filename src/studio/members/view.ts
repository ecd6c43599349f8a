import { MoodreelError } from '../../core/errors.ts'
import { isMaskable } from '../../core/fit/maskable.ts'
import type { Fixes } from '../../core/fixes.ts'
import type { Clip, Generation, Shape } from '../../core/generation.ts'
import { findClip, finishedClip } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import { clipActions } from '../../core/remake/clip-buttons.ts'
import { stillActions } from '../../core/remake/still-buttons.ts'
import type { Studio } from '../../core/studio.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { createBeforeAfter } from '../posts/before-after.ts'
import { type ClipContext, clipFacts, clipFile } from '../posts/clip-post.ts'
import { parentNumberOf } from '../posts/parent-number.ts'
import { fitClip } from '../workflow/fit-clip.ts'

const fitMs = 60_000

/** What one person asks to see of a clip, for nobody else. */
export const createView = (
  parts: Pick<Parts, 'catalogue' | 'clock' | 'generations' | 'log' | 'media' | 'mediaStore' | 'platforms' | 'publicLinks' | 'workPath'>,
  { find, fixes }: { find(generationId: string): Promise<GenerationRecord>; fixes: Pick<Fixes, 'canvas'> },
): Pick<Studio, 'takesOf' | 'view' | 'original'> => {
  const beforeAfter = createBeforeAfter(parts)

  const linkTo: ClipContext['linkTo'] = ({ video }) => parts.publicLinks?.clip(video.key) ?? null

  const limitOf = async ({ batch }: GenerationRecord): Promise<number> =>
    batch.thread ? platformOf(parts, batch).fileLimitBytes(batch.thread) : Number.MAX_SAFE_INTEGER

  /** As large as it goes. */
  const shapeOf = async (record: GenerationRecord, clip: Clip): Promise<Shape> => {
    try {
      return { as: 'file', file: await fitClip(parts, record, clip, await limitOf(record), AbortSignal.timeout(fitMs)) }
    } catch (error) {
      parts.log.warn({ err: error, generation: record.generation.id }, 'a clip is shown by its still')
      return { as: 'still', why: 'too_large' }
    }
  }

  /** The way to the page on which the one who asks draws a mask, where they reach it. A page of this machine draws by itself. */
  const drawLink = async (invocation: Invocation, id: string): Promise<NonNullable<Post['links']>> => {
    const isFixed = parts.catalogue.models().some((row) => !row.unavailable && row.modes.includes('i2i'))
    const url = isFixed ? await fixes.canvas(invocation, id, {}).catch(unlessUnreached) : null
    return url?.startsWith('http') ? [{ label: say('member.fixDrawLink'), url }] : []
  }

  const takesOf = async (generationId: string): Promise<Generation[]> => {
    const { batch } = await find(generationId)
    return (await parts.generations.ofBatch(batch.id)).map(({ generation }) => generation)
  }

  return {
    takesOf,

    async view(invocation, generationId) {
      await findClip({ find }, invocation, generationId)
      const record = await find(generationId)
      const { generation, batch } = record
      const clip = finishedClip(generation)
      const models = parts.catalogue.models()
      const now = generation.finishedAt ?? parts.clock.now()
      const shaped = { record, clip, shape: await shapeOf(record, clip) }
      const facts = clipFacts(shaped, { models, now, parent: await parentNumberOf(parts, record), linkTo })
      const file = clipFile(shaped, linkTo)
      const takes = (await takesOf(generationId)).length
      const number = generation.number ?? `${generation.take + 1}`
      const isStill = clip.video.kind === 'image'
      const beside = await beforeAfter(record, clip)
      const ways = [...(file.links ?? []), ...(isStill && isMaskable(clip.video) ? await drawLink(invocation, generationId) : [])]
      return {
        kind: 'clip',
        ...file,
        ...(ways.length > 0 && { links: ways }),
        media: [...file.media, ...(beside ? [beside] : [])].map((media) =>
          isStill && takes > 1 && media !== beside
            ? { ...media, alt: say('clip.altOfStill', { number, take: generation.take + 1, takes, alt: media.alt }) }
            : media,
        ),
        number,
        text: generation.request.prompt,
        facts: [
          ...facts.recipe,
          ...facts.origin,
          ...(record.stars > 0 ? [say('action.starred', { take: '', stars: record.stars })] : []),
          ...(record.votes > 0 ? [say('action.vote', { votes: record.votes })] : []),
          facts.id,
        ],
        warnings: facts.warnings,
        actions: isStill ? stillActions(generation, clip.video, models).large : clipActions(generation, clip, models).row,
        generationIds: [generation.id],
        batchId: batch.id,
      }
    },

    async original(invocation, generationId) {
      await findClip({ find }, invocation, generationId)
      const record = await find(generationId)
      const clip = finishedClip(record.generation)
      const { video, flagged } = clip
      if (video.sizeBytes <= (await limitOf(record))) {
        const { media } = clipFile({ record, clip, shape: { as: 'file', file: video } }, linkTo)
        return {
          ...notice(record.generation.request.prompt || say('clip.pictureAlt')),
          facts: [say('member.savedWhole')],
          media: media.map((file) => ({ ...file, asFile: true, ...(flagged && { spoiler: true }) })),
          generationIds: [generationId],
        }
      }
      const url = linkTo(clip)
      if (!url) throw new MoodreelError('too_large', say('member.savedNowhere'))
      return { ...notice(say('member.savedLink')), links: [{ label: say('action.save'), url }], generationIds: [generationId] }
    },
  }
}

const unlessUnreached = (error: unknown): null => {
  if (error instanceof MoodreelError && error.code === 'not_allowed') return null
  throw error
}
