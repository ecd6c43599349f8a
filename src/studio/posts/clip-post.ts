import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import type { Clip, Generation } from '../../core/generation.ts'
import type { StoredMedia } from '../../core/media.ts'
import type { Preferences } from '../../core/members.ts'
import type { Model } from '../../core/model.ts'
import type { Post } from '../../core/post.ts'
import type { Recipe } from '../../core/recipe.ts'
import { clipActions } from '../../core/remake/clip-buttons.ts'
import { recipeFacts } from '../../core/words/recipe-facts.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { chargeOf } from '../charge.ts'
import { whatCame } from './what-came.ts'

/** A clip that took longer than this is a slow one. */
const slowMs = 60_000

/** What became of the request before it was sent: what its model does not take, and what was done to its files. */
export const notesOf = ({ warnings, inputs }: Generation): Text[] => [...warnings, ...inputs.flatMap(({ note }) => note ?? [])]

/** A vendor that took another seed than it was sent. */
const seedNotes = ({ seedRequested, seedUsed }: Recipe): Text[] =>
  seedUsed === null || seedRequested === null || seedUsed === seedRequested
    ? []
    : [say('clip.otherSeed', { asked: seedRequested, used: seedUsed })]

/** What a clip's post is drawn with. */
export interface ClipContext {
  models: readonly Model[]
  /** In milliseconds since the epoch. */
  now: number
  /** When the one who asked is called. */
  notify?: Preferences['notify']
}

/**
 * The clip itself, with what it is and not only what was asked for, everything to make it again and the buttons to go on from it.
 * `file` is what is posted: the clip, or a smaller copy of it.
 */
export const clipPost = (
  record: GenerationRecord,
  clip: Clip,
  { models, now, notify = 'slow' }: ClipContext,
  file: StoredMedia = clip.video,
): Post => {
  const { generation, batch } = record
  const model = models.find((row) => row.name === generation.model)
  const { warnings, ...came } = whatCame(generation.request, clip.video, model && shapeBySource(generation, model))
  const isSmaller = file.width < clip.video.width || file.height < clip.video.height
  const elapsedMs = now - generation.createdAt
  const { row, more } = clipActions(generation, clip, models)
  return {
    kind: 'clip',
    number: generation.number ?? undefined,
    text: generation.request.prompt,
    facts: [
      ...recipeFacts({ ...clip.recipe, settings: { ...clip.recipe.settings, ...came } }),
      say('clip.madeIn', { seconds: Math.max(1, Math.round(elapsedMs / 1000)) }),
      say('clip.credits', { credits: chargeOf(record, models) }),
      ...(generation.parentId ? [say('clip.from', { id: generation.parentId })] : []),
      ...(model?.label ? [model.label] : []),
      say('clip.id', { id: generation.id }),
    ],
    warnings: [
      ...notesOf(generation),
      ...(record.result?.notes ?? []),
      ...warnings,
      ...seedNotes(clip.recipe),
      ...(isSmaller ? [say('clip.smallerCopy', { size: `${file.width}×${file.height}` })] : []),
    ],
    media: [
      {
        key: file.key,
        mediaType: file.mediaType,
        sizeBytes: file.sizeBytes,
        fileName: `moodreel-${generation.id}.mp4`,
        alt: generation.request.prompt || say('clip.clipAlt'),
        width: file.width,
        height: file.height,
        durationSeconds: file.durationSeconds,
        posterKey: clip.poster.key,
      },
    ],
    actions: row,
    more,
    mention: notify === 'always' || (notify === 'slow' && elapsedMs > slowMs) ? batch.memberId : undefined,
    generationIds: [generation.id],
    batchId: batch.id,
  }
}

/** Why a clip is not in its post: as a file it is larger than the place takes, or the platform does not show it. */
export type FileRefusal = 'too_large' | 'file_refused'

const refusals = {
  too_large: { linked: 'clip.tooLargeLinked', kept: 'clip.tooLargeKept' },
  file_refused: { linked: 'clip.refusedLinked', kept: 'clip.refusedKept' },
} as const

/** For a clip that cannot be a file on its platform: its still, and the way to it. */
export const linkPost = (
  record: GenerationRecord,
  clip: Clip,
  context: ClipContext,
  { url, why }: { url: string | null; why: FileRefusal },
): Post => {
  const post = clipPost(record, clip, context)
  const { id, request } = record.generation
  return {
    ...post,
    media: [{ ...clip.poster, fileName: `moodreel-${id}.jpg`, alt: request.prompt || say('clip.stillAlt') }],
    warnings: [...post.warnings, say(refusals[why][url ? 'linked' : 'kept'])],
    links: url ? [{ label: say('clip.watch'), url }] : [],
  }
}
