import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import type { Clip, Generation, Shape } from '../../core/generation.ts'
import type { Preferences } from '../../core/members.ts'
import type { Model } from '../../core/model.ts'
import type { Post } from '../../core/post.ts'
import type { Recipe } from '../../core/recipe.ts'
import { clipActions } from '../../core/remake/clip-buttons.ts'
import { recipeFacts } from '../../core/words/recipe-facts.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { chargeOf } from '../charge.ts'
import { clipEnding } from '../clip-keys.ts'
import { whatCame } from './what-came.ts'
import { withNames, withPicture } from './with-references.ts'

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
  /** The number of the clip that it was made from, where the two are in one list. */
  parent?: string | null | undefined
  /** How it differs from that clip, where somebody kept one thing and changed another. */
  changed?: Post['changed']
  /** The way to a clip that is no file of its post; null without a public address. */
  linkTo(clip: Clip): string | null
}

/** A clip with how it stands in its thread. */
export interface ShapedClip {
  record: GenerationRecord
  clip: Clip
  shape: Shape
}

/** What is shown of a clip, and what is said of how. */
export const clipFile = (
  { record, clip, shape }: ShapedClip,
  linkTo: ClipContext['linkTo'],
): Pick<Post, 'media' | 'links' | 'warnings'> => {
  const { id, request } = record.generation
  const isStill = clip.video.kind === 'image'
  const kind = isStill ? ('still' as const) : ('clip' as const)
  if (shape.as === 'file') {
    const { file } = shape
    const isSmaller = file.width < clip.video.width || file.height < clip.video.height
    return {
      media: [
        {
          key: file.key,
          mediaType: file.mediaType,
          sizeBytes: file.sizeBytes,
          fileName: `moodreel-${id}${clipEnding(file)}`,
          alt: request.prompt || say(isStill ? 'clip.pictureAlt' : 'clip.clipAlt'),
          width: file.width,
          height: file.height,
          durationSeconds: file.durationSeconds,
          posterKey: clip.poster.key,
          ...(clip.flagged && { spoiler: true }),
        },
      ],
      warnings: [
        ...(clip.flagged ? [say('clip.covered', { kind })] : []),
        ...(isSmaller ? [say('clip.smallerCopy', { size: `${file.width}×${file.height}` })] : []),
      ],
    }
  }
  const url = linkTo(clip)
  const still = {
    ...clip.poster,
    fileName: `moodreel-${id}.jpg`,
    alt: request.prompt || say('clip.stillAlt'),
    ...(clip.flagged && { spoiler: true }),
  }
  return {
    media: shape.as === 'still' ? [still] : [],
    warnings: [...(clip.flagged ? [say('clip.covered', { kind })] : []), say(refusals[shape.why][url ? 'linked' : 'kept'], { kind })],
    links: url ? [{ label: say(isStill ? 'clip.open' : 'clip.watch'), url }] : [],
  }
}

/** What is known of a clip, and not only what was asked for. */
export const clipFacts = ({ record, clip, shape }: ShapedClip, { models, now, parent, linkTo }: ClipContext) => {
  const { generation } = record
  const model = models.find((row) => row.name === generation.model)
  const { warnings, ...came } = whatCame(generation.request, clip.video, model && shapeBySource(generation, model))
  const elapsedMs = (generation.finishedAt ?? now) - generation.createdAt
  return {
    elapsedMs,
    credits: chargeOf(record, models),
    recipe: recipeFacts({ ...clip.recipe, settings: { ...clip.recipe.settings, ...came } }),
    madeIn: say('clip.madeIn', { seconds: Math.max(1, Math.round(elapsedMs / 1000)) }),
    origin: [
      ...(generation.parentId ? [say('clip.from', { id: parent ?? generation.parentId })] : []),
      ...withNames(generation),
      ...(model?.label ? [model.label] : []),
    ] satisfies Text[],
    id: say('clip.id', { id: generation.id }),
    warnings: [
      ...notesOf(generation),
      ...(record.result?.notes ?? []),
      ...warnings,
      ...seedNotes(clip.recipe),
      ...clipFile({ record, clip, shape }, linkTo).warnings,
    ] satisfies Text[],
  }
}

/** Whether who asked is called when a clip comes that took so long. */
export const isCalled = (elapsedMs: number, { notify = 'slow' }: Pick<ClipContext, 'notify'>): boolean =>
  notify === 'always' || (notify === 'slow' && elapsedMs > slowMs)

/** The clip itself, with what it is, everything to make it again and the buttons to go on from it. */
export const clipPost = (shaped: ShapedClip, context: ClipContext): Post => {
  const { generation, batch } = shaped.record
  const facts = clipFacts(shaped, context)
  const { row, more } = clipActions(generation, shaped.clip, context.models, { votes: shaped.record.votes })
  return {
    kind: 'clip',
    ...clipFile(shaped, context.linkTo),
    number: generation.number ?? undefined,
    text: generation.request.prompt,
    changed: context.changed,
    facts: [...facts.recipe, facts.madeIn, say('clip.credits', { credits: facts.credits }), ...facts.origin, facts.id],
    warnings: facts.warnings,
    thumbnail: withPicture(generation),
    actions: row,
    more,
    mention: isCalled(facts.elapsedMs, context) ? batch.memberId : undefined,
    generationIds: [generation.id],
    batchId: batch.id,
  }
}

const refusals = {
  too_large: { linked: 'clip.tooLargeLinked', kept: 'clip.tooLargeKept' },
  file_refused: { linked: 'clip.refusedLinked', kept: 'clip.refusedKept' },
} as const
