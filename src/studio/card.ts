import { clipActions } from '../core/clip-actions.ts'
import type { Batch, Clip, Generation, GenerationState } from '../core/generation.ts'
import { isFinal } from '../core/generation.ts'
import type { Model } from '../core/model.ts'
import type { Action, Post, Progress } from '../core/post.ts'
import { recipeFacts } from '../core/recipe-facts.ts'
import type { GenerationRecord } from '../storage/generations.ts'
import type { Estimate } from './estimate.ts'

/** A clip that took longer than this calls the one who asked for it. */
const mentionAfterMs = 60_000

const stages: Record<GenerationState, string> = {
  admitted: 'starting',
  ingesting: 'reading the file',
  queued: 'waiting in line',
  submitting: 'sending to the provider',
  unresolved: 'checking with the provider; the credits stay held',
  rendering: 'rendering',
  collecting: 'fetching the clip',
  delivering: 'posting the clip',
  delivered: 'done',
  failed: 'failed',
  canceled: 'canceled',
}

/** The first message of a batch: what was asked for, and how far each take is. */
export const batchPost = (
  batch: Batch,
  records: { generation: Generation; estimate: Estimate | null }[],
  models: readonly Model[],
): Post => {
  const [first] = records
  const open = records.filter(({ generation }) => !isFinal(generation.state))
  const label = models.find((model) => model.name === first?.generation.model)?.label
  return {
    kind: 'batch',
    text: first?.generation.request.prompt ?? '',
    facts: [
      `/${batch.command}`,
      ...(first ? [first.generation.model] : []),
      ...(first?.generation.parentId ? [`from ${first.generation.parentId}`] : []),
      ...(label ? [label] : []),
      ...(records.length > 1 ? [`${records.length} takes`] : []),
      ...(open.length === 0 ? [summary(records.map(({ generation }) => generation))] : []),
    ],
    warnings: [...new Set(records.flatMap(({ generation }) => generation.warnings))],
    progress: open.map(({ generation, estimate }) => progressOf(generation, estimate)),
    media: [],
    actions: open.map(
      ({ generation }): Action => ({
        command: 'cancel',
        generationId: generation.id,
        label: records.length > 1 ? `Cancel take ${generation.take + 1}` : 'Cancel',
        style: 'danger',
      }),
    ),
    askedBy: batch.memberId,
    generationIds: records.map(({ generation }) => generation.id),
    batchId: batch.id,
  }
}

/** How a batch ended: `done`, or `2 done, 1 failed, 1 deleted`. */
const summary = (generations: Generation[]): string => {
  const ends = generations.map(({ state, removedAt }) => (removedAt === null ? stages[state] : 'deleted'))
  return [stages.delivered, stages.failed, stages.canceled, 'deleted']
    .map((end) => ({ end, count: ends.filter((one) => one === end).length }))
    .filter(({ count }) => count > 0)
    .map(({ end, count }) => (generations.length === 1 ? end : `${count} ${end}`))
    .join(', ')
}

const progressOf = (generation: Generation, estimate: Estimate | null): Progress => ({
  generationId: generation.id,
  stage: generation.cancelRequestedAt === null ? stages[generation.state] : 'canceling',
  fraction: generation.progress ?? undefined,
  position: estimate?.position,
  estimateSeconds: estimate ? Math.round(estimate.seconds) : undefined,
  aspectRatio: generation.request.aspectRatio,
})

/** A clip that kept its source's length has none among its settings; people want to see it all the same. */
const withLength = ({ recipe, video }: Clip): Clip['recipe'] => ({
  ...recipe,
  settings: { ...recipe.settings, durationSeconds: recipe.settings.durationSeconds ?? Math.round(video.durationSeconds * 10) / 10 },
})

/** The clip itself, with everything to make it again and the buttons to go on from it. */
export const clipPost = ({ generation, batch }: GenerationRecord, clip: Clip, models: readonly Model[], now: number): Post => {
  const model = models.find((row) => row.name === generation.model)
  const elapsedMs = now - generation.createdAt
  const credits = generation.costCredits ?? generation.heldCredits
  return {
    kind: 'clip',
    text: generation.request.prompt,
    facts: [
      ...recipeFacts(withLength(clip)),
      `${Math.max(1, Math.round(elapsedMs / 1000))} s`,
      `${credits} ${credits === 1 ? 'credit' : 'credits'}`,
      ...(generation.parentId ? [`from ${generation.parentId}`] : []),
      ...(model?.label ? [model.label] : []),
    ],
    warnings: generation.warnings,
    media: [
      {
        key: clip.video.key,
        mediaType: clip.video.mediaType,
        sizeBytes: clip.video.sizeBytes,
        fileName: `moodreel-${generation.id}.mp4`,
        alt: generation.request.prompt || 'A clip without a prompt',
        width: clip.video.width,
        height: clip.video.height,
        durationSeconds: clip.video.durationSeconds,
        posterKey: clip.poster.key,
      },
    ],
    actions: clipActions(generation, clip, models),
    mention: elapsedMs > mentionAfterMs ? batch.memberId : undefined,
    generationIds: [generation.id],
    batchId: batch.id,
  }
}

/** For a clip that no platform file can hold: its still, and the way to it. */
export const linkPost = (record: GenerationRecord, clip: Clip, models: readonly Model[], now: number, link: string | null): Post => {
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
      link
        ? 'The clip is too large for this place; the link shows it for a month.'
        : 'The clip is too large for this place; whoever runs this bot keeps it and can set PUBLIC_URL to have it linked.',
    ],
    links: link ? [{ label: 'Watch the clip', url: link }] : [],
  }
}

/** Why no clip came, in one sentence. */
export const failurePost = ({ generation, batch }: GenerationRecord): Post => ({
  kind: 'failure',
  text: generation.failure?.message ?? 'The clip failed.',
  facts: [generation.request.prompt.slice(0, 80), generation.model, generation.id].filter((fact) => fact !== ''),
  warnings: [],
  media: [],
  actions: [],
  generationIds: [generation.id],
  batchId: batch.id,
})
