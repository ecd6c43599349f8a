import type { HolderOf, ReconcileResult } from '../../src/core/provider.ts'
import { isOver, type Notes } from '../../src/core/vendor/before-call.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { findUnnamed } from '../../src/core/vendor/find-unnamed.ts'
import { listSince } from './list-since.ts'
import { createMs, prepareMs } from './submit.ts'

/** How long after the last moment of a submit its execution may still come into sight. */
const settleMs = 3 * 60_000

/** What VideoGen calls its other tools, by their addresses: an execution of one is no clip of ours. */
const otherTools: ReadonlySet<string> = new Set([
  'GENERATE_AVATAR',
  'GENERATE_IMAGE',
  'GENERATE_MOTION_GRAPHIC',
  'GENERATE_MUSIC',
  'GENERATE_SOUND_EFFECT',
  'IMAGE_3D_EFFECT',
  'REMOVE_IMAGE_BACKGROUND',
  'REMOVE_VIDEO_BACKGROUND',
  'TEXT_TO_SPEECH',
  'UPSCALE_IMAGE',
  'UPSCALE_VIDEO',
  'VECTORIZE_IMAGE',
])

interface Search {
  api: VendorCall
  notes: Notes
  /** Since when this account is the one that is asked. */
  accountSince(): Promise<number>
  holderOf: HolderOf | undefined
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the execution of an attempt among those that came after the one that was the newest before its paid call. VideoGen's list says
 * of none what it was asked for, so that the bot has to be the only one who makes clips with its key: then the one that is nobody else's
 * is it.
 */
export const reconcile = async (
  attempt: { id: string; createdAt: number },
  { api, notes, accountSince, holderOf, now, signal }: Search,
): Promise<ReconcileResult> => {
  const at = now()
  const note = await notes.of(attempt.id)
  if (note?.newest === undefined || attempt.createdAt < (await accountSince())) return { kind: 'unknown' }
  const { newer, isComplete, theirTime } = await listSince(api, note.newest, signal)
  const since = newer.flatMap(({ toolExecutionId: id, toolType }) => (otherTools.has(toolType ?? '') ? [] : [{ id }]))
  const longest = { prepare: prepareMs, create: createMs, settle: settleMs }
  return findUnnamed({ since, isComplete, isOver: isOver(attempt, { at, theirTime }, note, longest) }, holderOf)
}
