import { type Batch, finalStates, type Generation, isFinal } from '../../core/generation.ts'
import type { Model } from '../../core/model.ts'
import type { Action, Post, PostMedia, Progress } from '../../core/post.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { standsAt } from '../../core/words/state-words.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { notesOf } from './clip-post.ts'
import type { Estimate } from './estimate.ts'
import { calledOf } from './round-post.ts'

/** A generation as the first message of its batch shows it, with what its provider can do. */
export interface Shown extends Pick<GenerationRecord, 'generation' | 'approval'> {
  estimate: Estimate | null
  can: { cancel: boolean; reconcile: boolean }
}

/**
 * The first message of a batch: what was asked for and how far each take is; when all are over what came of it, with the sheet of several or
 * the still of one. `parent`: the number of the clip that they were made from, if it is in the same list. `threadAddress` leads to them from outside. `isTogether`: the clips come in one message, and are stopped by one button.
 */
export const batchPost = (
  batch: Batch,
  records: readonly Shown[],
  {
    models,
    threadAddress = null,
    sheet = null,
    isTogether = false,
    parent = null,
  }: {
    models: readonly Model[]
    threadAddress?: string | null
    sheet?: PostMedia | null
    isTogether?: boolean
    parent?: string | null
  },
): Post => {
  const [first] = records
  const open = records.filter(({ generation }) => !isFinal(generation.state))
  const generations = records.map(({ generation }) => generation)
  const credits = records.reduce((sum, { generation }) => sum + generation.heldCredits, 0)
  const isHidden = records.length > 0 && records.every(({ generation }) => generation.removedAt !== null)
  const cancels = open.filter(canCancel).map(
    ({ generation }): Action => ({
      command: 'cancel',
      argument: generation.id,
      label: records.length > 1 ? say('clip.cancelTake', { take: calledOf(generation) }) : say('clip.cancel'),
      style: 'danger',
    }),
  )
  const label = models.find((model) => model.name === first?.generation.model)?.label
  return {
    kind: 'batch',
    // What was taken away may come back for a while; its words are not to be read meanwhile.
    text: isHidden ? say('member.deletedClips') : (first?.generation.request.prompt ?? ''),
    facts: [
      ...(open.length > 0 ? [`/${batch.command}`, ...(first ? [first.generation.model] : [])] : []),
      ...(first?.generation.parentId ? [say('clip.from', { id: parent ?? first.generation.parentId })] : []),
      ...(label ? [label] : []),
      ...(open.length === 0 ? endsOf(generations) : []),
      ...(records.length > 1 || open.length === 0 ? [say('clip.takes', { takes: records.length })] : []),
      ...(open.length > 0 && credits > 0 ? [say('clip.aboutCredits', { credits })] : []),
    ],
    warnings: withoutRepeats([...generations.flatMap(notesOf), ...whyNone(generations)]),
    progress: open.map((one) => ({ ...progressOf(one), number: records.length > 1 ? calledOf(one.generation) : undefined })),
    media: [],
    thumbnail: open.length === 0 ? (sheet ?? stillOf(generations)) : undefined,
    links: threadAddress ? [{ label: say('chat.openThread'), url: threadAddress }] : undefined,
    ...(isTogether && cancels.length > 1
      ? { actions: [{ command: 'cancel', argument: batch.id, label: say('clip.cancelAll'), style: 'danger' as const }], more: cancels }
      : { actions: open.length === 0 && threadAddress ? again(generations) : cancels }),
    askedBy: batch.memberId,
    generationIds: records.map(({ generation }) => generation.id),
    batchId: batch.id,
  }
}

/** The same once more, from outside of the thread. */
const again = (generations: readonly Generation[]): Action[] => {
  const made = generations.find(isShown)
  return made ? [{ command: 'reroll', argument: made.id, label: say('action.reroll') }] : []
}

/** Of a batch that brought nothing, the reason that its takes share. */
const whyNone = (generations: readonly Generation[]): Text[] => {
  const reasons = withoutRepeats(generations.map(({ failure }) => failure?.message ?? ''))
  return reasons.length === 1 ? reasons.filter((reason) => reason !== '') : []
}

const isShown = ({ clip, state, removedAt }: Generation): boolean => clip !== null && state === 'delivered' && removedAt === null

const stillOf = (generations: readonly Generation[]): PostMedia | undefined => {
  const shown = generations.find((one) => isShown(one) && one.filesGoneAt === null)
  if (!shown?.clip) return undefined
  const { poster, flagged } = shown.clip
  return {
    ...poster,
    fileName: `moodreel-${shown.id}.jpg`,
    alt: shown.request.prompt || say('clip.stillAlt'),
    ...(flagged && { spoiler: true }),
  }
}

/** The takes of a batch share most of their notes. */
export const withoutRepeats = (notes: readonly Text[]): Text[] => [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()]

/** Whether cancelling would still change anything. */
export const canCancel = ({ generation: { state, cancelRequestedAt }, can }: Shown): boolean => {
  if (cancelRequestedAt !== null || state === 'collecting' || state === 'delivering') return false
  return state === 'rendering' || state === 'unresolved' ? can.cancel : true
}

/** How a batch ended: `done in 35 s`, or `2 done`, `1 failed` and `1 deleted`. */
export const endsOf = (generations: readonly Generation[]): Sentence[] => {
  const ends = generations.map(({ state, removedAt }) => (removedAt === null ? state : 'deleted'))
  const times = generations.map(({ createdAt, finishedAt }) => (finishedAt ?? createdAt) - createdAt)
  if (ends.every((end) => end === 'delivered'))
    return [say('state.doneIn', { seconds: Math.max(1, Math.round(Math.max(...times) / 1000)) })]
  return [...finalStates, 'deleted' as const].flatMap((end) => {
    const takes = ends.filter((one) => one === end).length
    if (takes === 0) return []
    return generations.length === 1 ? say(`state.${end}`) : say('state.counted', { takes, state: say(`state.${end}`) })
  })
}

export const stageOf = ({ generation, approval, can }: Shown): Sentence => {
  const isCanceling = generation.cancelRequestedAt !== null
  if (approval?.state === 'waiting' && !isCanceling) return say('state.waitingForModerator')
  if (generation.state === 'unresolved' && !isCanceling && !can.reconcile) return say('state.unanswered')
  return standsAt(generation)
}

/** A provider that is done has made all of it, whether it told how far it was or not: the bar does not run back. */
export const fractionOf = ({ state, progress }: Generation): number | undefined =>
  state === 'collecting' || state === 'delivering' ? 1 : (progress ?? undefined)

export const progressOf = (shown: Shown): Progress => {
  const { generation, estimate } = shown
  const stage = stageOf(shown)
  return {
    generationId: generation.id,
    stage: estimate?.isLate ? say('state.late', { state: stage }) : stage,
    fraction: fractionOf(generation),
    position: estimate?.position,
    estimateSeconds: typeof estimate?.seconds === 'number' ? Math.max(1, Math.round(estimate.seconds)) : undefined,
    aspectRatio: generation.request.aspectRatio,
  }
}
