import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import type { Batch, Clip, Generation } from '../../core/generation.ts'
import { isFinal } from '../../core/generation.ts'
import type { StoredMedia } from '../../core/media.ts'
import type { Model } from '../../core/model.ts'
import type { Action, Post, Progress } from '../../core/post.ts'
import type { Recipe } from '../../core/recipe.ts'
import { canTryAgain } from '../../core/remake/can-try-again.ts'
import { clipActions } from '../../core/remake/clip-buttons.ts'
import { costWords } from '../../core/words/cost-words.ts'
import { inWords } from '../../core/words/in-words.ts'
import { recipeFacts } from '../../core/words/recipe-facts.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { standsAt, stateWords } from '../../core/words/state-words.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { chargeOf } from '../charge.ts'
import type { Estimate } from './estimate.ts'
import { whatCame } from './what-came.ts'

/** A clip that took longer than this calls the one who asked for it. */
const mentionAfterMs = 60_000

/** A generation as the first message of its batch shows it, with what its provider can do. */
export interface Shown extends Pick<GenerationRecord, 'generation' | 'approval'> {
  estimate: Estimate | null
  can: { cancel: boolean; reconcile: boolean }
}

/** Whether cancelling would still change anything. */
const canCancel = ({ generation: { state, cancelRequestedAt }, can }: Shown): boolean => {
  if (cancelRequestedAt !== null || state === 'collecting' || state === 'delivering') return false
  return state === 'rendering' || state === 'unresolved' ? can.cancel : true
}

/** The first message of a batch: what was asked for, and how far each take is. */
export const batchPost = (batch: Batch, records: readonly Shown[], models: readonly Model[]): Post => {
  const [first] = records
  const open = records.filter(({ generation }) => !isFinal(generation.state))
  const credits = records.reduce((sum, { generation }) => sum + generation.heldCredits, 0)
  const label = models.find((model) => model.name === first?.generation.model)?.label
  return {
    kind: 'batch',
    text: first?.generation.request.prompt ?? '',
    facts: [
      `/${batch.command}`,
      ...(first ? [first.generation.model] : []),
      ...(first?.generation.parentId ? [`from ${first.generation.parentId}`] : []),
      ...(label ? [label] : []),
      ...(records.length > 1 ? [say('clip.takes', { takes: records.length })] : []),
      ...(open.length === 0
        ? [summary(records.map(({ generation }) => generation))]
        : credits > 0
          ? [`about ${credits} ${credits === 1 ? 'credit' : 'credits'}`]
          : []),
    ],
    warnings: [...new Set(records.flatMap(({ generation }) => [...generation.warnings, ...inputNotes(generation)]))],
    progress: open.map(progressOf),
    media: [],
    actions: open.filter(canCancel).map(
      ({ generation }): Action => ({
        command: 'cancel',
        argument: generation.id,
        label: records.length > 1 ? say('clip.cancelTake', { take: generation.take + 1 }) : say('clip.cancel'),
        style: 'danger',
      }),
    ),
    askedBy: batch.memberId,
    generationIds: records.map(({ generation }) => generation.id),
    batchId: batch.id,
  }
}

/** What was done to its files so that its model takes them. */
const inputNotes = ({ inputs }: Generation): Text[] => inputs.flatMap(({ note }) => note ?? [])

/** How a batch ended: `done`, or `2 done, 1 failed, 1 deleted`. */
const summary = (generations: Generation[]): string => {
  const ends = generations.map(({ state, removedAt }) => (removedAt === null ? stateWords[state] : 'deleted'))
  return [stateWords.delivered, stateWords.failed, stateWords.canceled, 'deleted']
    .map((end) => ({ end, count: ends.filter((one) => one === end).length }))
    .filter(({ count }) => count > 0)
    .map(({ end, count }) => (generations.length === 1 ? end : `${count} ${end}`))
    .join(', ')
}

const stageOf = ({ generation, approval, can }: Shown): string => {
  const isCanceling = generation.cancelRequestedAt !== null
  if (approval?.state === 'waiting' && !isCanceling) return 'waiting for a moderator'
  if (generation.state === 'unresolved' && !isCanceling && !can.reconcile) {
    return 'not known yet whether the provider took this clip; up to a day'
  }
  return standsAt(generation)
}

/** A provider that is done has made all of it, whether it told how far it was or not: the bar does not run back. */
const fractionOf = ({ state, progress }: Generation): number | undefined =>
  state === 'collecting' || state === 'delivering' ? 1 : (progress ?? undefined)

const progressOf = (shown: Shown): Progress => {
  const { generation, estimate } = shown
  const stage = stageOf(shown)
  return {
    generationId: generation.id,
    stage: estimate?.isLate ? `${stage}; longer than usual` : stage,
    fraction: fractionOf(generation),
    position: estimate?.position,
    estimateSeconds: typeof estimate?.seconds === 'number' ? Math.max(1, Math.round(estimate.seconds)) : undefined,
    aspectRatio: generation.request.aspectRatio,
  }
}

/** A vendor that took another seed than it was sent. */
const seedNotes = ({ seedRequested, seedUsed }: Recipe): string[] =>
  seedUsed === null || seedRequested === null || seedUsed === seedRequested
    ? []
    : [`Seed ${seedRequested} was asked for; the provider used ${seedUsed}.`]

/**
 * The clip itself, with what it is and not only what was asked for, everything to make it again and the buttons to go on from it.
 * `file` is what is posted: the clip, or a smaller copy of it.
 */
export const clipPost = (
  record: GenerationRecord,
  clip: Clip,
  models: readonly Model[],
  now: number,
  file: StoredMedia = clip.video,
): Post => {
  const { generation, batch } = record
  const model = models.find((row) => row.name === generation.model)
  const { warnings, ...came } = whatCame(generation.request, clip.video, model && shapeBySource(generation, model))
  const isSmaller = file.width < clip.video.width || file.height < clip.video.height
  const elapsedMs = now - generation.createdAt
  const credits = chargeOf(record, models)
  return {
    kind: 'clip',
    text: generation.request.prompt,
    facts: [
      ...recipeFacts({ ...clip.recipe, settings: { ...clip.recipe.settings, ...came } }),
      `made in ${Math.max(1, Math.round(elapsedMs / 1000))} s`,
      `${credits} ${credits === 1 ? 'credit' : 'credits'}`,
      ...(generation.parentId ? [`from ${generation.parentId}`] : []),
      ...(model?.label ? [model.label] : []),
    ],
    warnings: [
      ...generation.warnings,
      ...inputNotes(generation),
      ...warnings,
      ...seedNotes(clip.recipe),
      ...(isSmaller ? [`The file here is a smaller copy of ${file.width}×${file.height}, for this place takes no larger one.`] : []),
    ],
    media: [
      {
        key: file.key,
        mediaType: file.mediaType,
        sizeBytes: file.sizeBytes,
        fileName: `moodreel-${generation.id}.mp4`,
        alt: generation.request.prompt || 'A clip without a prompt',
        width: file.width,
        height: file.height,
        durationSeconds: file.durationSeconds,
        posterKey: clip.poster.key,
      },
    ],
    actions: clipActions(generation, clip, models),
    mention: elapsedMs > mentionAfterMs ? batch.memberId : undefined,
    generationIds: [generation.id],
    batchId: batch.id,
  }
}

/** Why a clip is not in its post: as a file it is larger than the place takes, or the platform does not show it. */
export type FileRefusal = 'too_large' | 'file_refused'

const refusals: Record<FileRefusal, string> = {
  too_large: 'The clip is too large for this place',
  file_refused: 'The clip could not be shown here as a file',
}

/** For a clip that cannot be a file on its platform: its still, and the way to it. */
export const linkPost = (
  record: GenerationRecord,
  clip: Clip,
  models: readonly Model[],
  now: number,
  link: { url: string | null; why: FileRefusal },
): Post => {
  const post = clipPost(record, clip, models, now)
  const { poster } = clip
  return {
    ...post,
    media: [
      {
        ...poster,
        fileName: `moodreel-${record.generation.id}.jpg`,
        alt: record.generation.request.prompt || 'A still of the clip',
      },
    ],
    warnings: [
      ...post.warnings,
      `${refusals[link.why]}; ${link.url ? 'the link shows it for a month' : 'whoever runs this bot keeps it and can set PUBLIC_URL to have it linked'}.`,
    ],
    links: link.url ? [{ label: 'Watch the clip', url: link.url }] : [],
  }
}

/** What a failed run cost, where its sentence does not say it. */
const costUnsaid = ({ costCredits, failure }: Generation): string[] =>
  costCredits === null || costCredits === 0 || (failure && inWords(failure.message, 'en').includes(costWords(costCredits)))
    ? []
    : [`The provider bills it all the same; ${costWords(costCredits)}.`]

/** Why no clip came, in one sentence, and a way to ask again where that has a point. `link` leads to a clip that could not be posted. */
export const failurePost = ({ generation, batch }: GenerationRecord, link: string | null = null): Post => ({
  kind: 'failure',
  text: generation.failure?.message ?? 'The clip failed.',
  facts: [generation.request.prompt.slice(0, 80), generation.model, generation.id].filter((fact) => fact !== ''),
  warnings: costUnsaid(generation),
  media: [],
  actions: canTryAgain(generation) ? [{ command: 'reroll', argument: generation.id, label: 'Try again' }] : [],
  links: link ? [{ label: 'Watch the clip', url: link }] : [],
  generationIds: [generation.id],
  batchId: batch.id,
})
