import type { Json } from '../../src/core/json.ts'
import type { HolderOf, ReconcileResult } from '../../src/core/provider.ts'
import { isOver, type Notes } from '../../src/core/vendor/before-call.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { replicate } from './api.ts'
import { type Listed, listedSchema, listSince } from './list-since.ts'
import { attemptOf } from './prediction.ts'
import { createMs, prepareMs } from './submit.ts'

/** How long after the last moment of a submit its prediction may still come into sight. */
const settleMs = 2 * 60_000
/** How many predictions are looked at one by one, where the list does not say whom they tell. */
const mostQuestions = 50

/** What the prediction of an attempt would look like. */
export interface Expected {
  /** `owner/name` */
  model: string
  values: Record<string, Json>
  /** Fields whose links differ from one upload to the next. */
  fileFields: string[]
}

interface Search {
  api: VendorCall
  notes: Notes
  /** Since when this account is the one that is asked. */
  accountSince(): Promise<number>
  holderOf?: HolderOf | undefined
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the prediction of an attempt among those that the account has made since. One whose webhook names the attempt is it.
 * Where none was asked for, the oldest new one with the same inputs is taken for it that is nobody else's: who asks for the same
 * twice gets two, one each. No clock says what is new: before the paid call it was noted which prediction was the newest. `absent`
 * is said when everything since then was seen, is certainly another's, and nothing can arrive any more, by our clock and by
 * Replicate's.
 */
export const reconcile = async (
  attempt: { id: string; createdAt: number },
  expected: Expected | null,
  { api, notes, accountSince, holderOf = async () => 'nobody', now, signal }: Search,
): Promise<ReconcileResult> => {
  const askedAt = now()
  const note = await notes.of(attempt.id)
  const list = await listSince(api, note?.newest, signal)
  const named = [...list.newer, ...list.older].find(({ webhook }) => attemptOf(webhook) === attempt.id)
  if (named) return { kind: 'found', operation: { id: named.id } }

  const fitting: { id: string }[] = []
  let isDoubtful = !list.isComplete
  let isContested = false
  let questions = 0
  for (const listed of list.newer) {
    const likeness = likenessOf(listed, expected, note?.isNamed ?? false)
    if (attemptOf(listed.webhook) !== null || likeness === 'other') continue
    if (++questions > mostQuestions) return { kind: 'unknown' }
    const address = attemptOf((await find(api, listed.id, signal)).webhook)
    if (address === attempt.id) return { kind: 'found', operation: { id: listed.id } }
    if (address !== null) continue
    // Without a note it may be older than the attempt.
    const operation = { id: listed.id }
    const holder = await holderOf(operation)
    if (holder === 'another') continue
    if (holder === 'contested') isContested = true
    if (likeness === 'same' && note?.newest !== undefined) fitting.push(operation)
    else isDoubtful = true
  }
  const oldest = fitting.at(-1)
  if (oldest && !isContested) return { kind: 'found', operation: oldest }
  if (isDoubtful || isContested) return { kind: 'unknown' }
  const longest = { prepare: prepareMs, create: createMs, settle: settleMs }
  const isSeen = isOver(attempt, { at: askedAt, theirTime: list.theirTime }, note, longest)
  const isCertain = isSeen && attempt.createdAt >= (await accountSince())
  return { kind: isCertain ? 'absent' : 'unknown' }
}

const find = async (api: VendorCall, id: string, signal: AbortSignal): Promise<Listed> =>
  replicate.readAnswer(await api(`predictions/${encodeURIComponent(id)}`, { signal }), listedSchema)

/**
 * `other` needs a proof, since the clip may be paid for twice otherwise: another seed, which Replicate gives back as it got it.
 * Models have other names and prompts may be tidied up, so that these prove something only together, or where the prediction
 * would have had to carry an address.
 */
const likenessOf = (
  { model, input, data_removed: removed }: Listed,
  expected: Expected | null,
  isNamed: boolean,
): 'same' | 'other' | 'unclear' => {
  if (!expected) return 'unclear'
  const { values, fileFields } = expected
  const isAlike = (name: string): boolean => sameJson(input?.[name], values[name])
  const differs = (name: string): boolean => input !== null && input !== undefined && name in input && name in values && !isAlike(name)
  const isOtherModel = typeof model === 'string' && model !== '' && model !== expected.model
  if (differs('seed')) return 'other'
  if (isNamed ? isOtherModel || differs('prompt') : isOtherModel && differs('prompt')) return 'other'
  if (!input || removed || isOtherModel) return 'unclear'
  // The links of uploads are new each time, so of files only the fields are compared.
  const names = new Set([...Object.keys(values), ...fileFields])
  const isSame =
    Object.keys(input).length === names.size && [...names].every((name) => name in input && (fileFields.includes(name) || isAlike(name)))
  return isSame ? 'same' : 'unclear'
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
