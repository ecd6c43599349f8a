import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { ReconcileResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { readAnswer } from './api.ts'
import { attemptOf, predictionSchema } from './prediction.ts'
import { createMs, prepareMs } from './submit.ts'

/** How far the clocks of Replicate and of this machine may be apart. */
const skewMs = 60_000
/** How long after the last moment of a submit its prediction may still come into sight. */
const settleMs = 2 * 60_000
/** A hundred predictions a page: beyond this an account is too busy to be read to the end. */
const mostPages = 50

const listedSchema = predictionSchema.omit({ status: true })
type Listed = z.infer<typeof listedSchema>
const pageSchema = z.object({ results: z.array(listedSchema), next: z.string().nullish() })

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
  now(): number
  signal: AbortSignal
}

/**
 * Looks for the prediction of an attempt among the recent ones of the account. One whose webhook names the attempt is
 * it. Where none was asked for, the only one that fits in time and input is taken for it; several are none. `absent`
 * is said when everything since the attempt was seen, nothing fits, and nothing can arrive any more.
 */
export const reconcile = async (
  attempt: { id: string; createdAt: number },
  expected: Expected | null,
  { api, now, signal }: Search,
): Promise<ReconcileResult> => {
  const askedAt = now()
  const last = attempt.createdAt + prepareMs + createMs + skewMs
  const { seen, complete } = await listSince(api, attempt.createdAt - skewMs, signal)
  const fitting: string[] = []
  let doubtful = !complete
  for (const listed of seen.filter((one) => Date.parse(one.created_at) <= last)) {
    const likeness = likenessOf(listed, expected)
    if (likeness === 'other' && attemptOf(listed.webhook) !== attempt.id) continue
    const named = attemptOf(listed.webhook ?? (await find(api, listed.id, signal)).webhook)
    if (named === attempt.id) return { kind: 'found', operation: { id: listed.id } }
    if (named !== null) continue
    if (likeness === 'same') fitting.push(listed.id)
    else doubtful = true
  }
  if (doubtful || fitting.length > 1) return { kind: 'unknown' }
  const [only] = fitting
  if (only !== undefined) return { kind: 'found', operation: { id: only } }
  return askedAt > last + settleMs ? { kind: 'absent' } : { kind: 'unknown' }
}

/** The account's predictions since then, newest first as they are listed; not complete when there are too many pages. */
const listSince = async (api: VendorCall, since: number, signal: AbortSignal): Promise<{ seen: Listed[]; complete: boolean }> => {
  const seen: Listed[] = []
  let path: string | null | undefined = 'predictions'
  for (let page = 0; page < mostPages; page++) {
    const { results, next }: z.infer<typeof pageSchema> = await readAnswer(await api(path, { signal }), pageSchema)
    seen.push(...results.filter((one) => Date.parse(one.created_at) >= since))
    const isPast = results.some((one) => Date.parse(one.created_at) < since)
    if (isPast || !next) return { seen, complete: true }
    path = next
  }
  return { seen, complete: false }
}

const find = async (api: VendorCall, id: string, signal: AbortSignal): Promise<Listed> =>
  readAnswer(await api(`predictions/${encodeURIComponent(id)}`, { signal }), listedSchema)

/** `other` needs a proof, since the clip may be paid for twice otherwise: another model, other words, or another seed. */
const likenessOf = ({ model, input, data_removed: removed }: Listed, expected: Expected | null): 'same' | 'other' | 'unclear' => {
  if (expected && model && model !== expected.model) return 'other'
  if (!expected || !input || removed) return 'unclear'
  const { values, fileFields } = expected
  const isAlike = (name: string): boolean => sameJson(input[name], values[name])
  if (['prompt', 'seed'].some((name) => name in values && name in input && !isAlike(name))) return 'other'
  // The links of uploads are new each time, so of files only the fields are compared.
  const names = new Set([...Object.keys(values), ...fileFields])
  const isSame =
    Object.keys(input).length === names.size && [...names].every((name) => name in input && (fileFields.includes(name) || isAlike(name)))
  return isSame ? 'same' : 'unclear'
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
