import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { ProviderRequest, ReconcileResult, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, readCreated, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { vercel, videoHeaders } from './api.ts'
import { mapRequest, problemOf } from './map-request.ts'
import type { Notes } from './notes.ts'
import { type Operation, warningsSchema } from './operation.ts'
import { refusal, saysNothing } from './refusal.ts'
import { wordsOfWarnings } from './warnings.ts'

const startMs = 60_000

/**
 * How long after it was written down a start is sent again under its key. Vercel says that the gateway deduplicates by the key a start that
 * is repeated after a lost answer (`@ai-sdk/gateway` 4.0.44, vercel/ai pull request 18384; its own client repeats within seconds), and not
 * for how long it keeps a key. So it is minutes here, not the day that such keys usually live; past them the outcome stays unknown.
 */
export const sendAgainMs = 10 * 60_000

interface Tools {
  api: VendorCall
  notes: Notes
}

const startSchema = z.object({ operation: z.json().refine((operation) => operation !== null), warnings: warningsSchema })

/** The start as it is sent, first and again: the key is the attempt's, so that the gateway takes both for one. */
const sendStart = (
  { api }: Tools,
  given: ProviderRequest,
  body: Record<string, Json>,
  { id, signal }: Pick<SubmitAttempt, 'id' | 'signal'>,
) => {
  const { request, model } = given
  return paidCall(async (): Promise<SubmitResult> => {
    const headers = { ...videoHeaders(model.target), 'idempotency-key': id }
    const response = await api('v4/ai/video-model/start', { method: 'POST', json: body, headers, timeoutMs: startMs, signal })
    if (saysNothing(response.status)) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    return readCreated(response, {
      refusal,
      schema: startSchema,
      accept: ({ operation: reference, warnings }) => {
        const said = wordsOfWarnings(warnings)
        const operation: Operation = {
          target: model.target,
          reference,
          ...(model.seed && request.seed === 0 && { seedDropped: true }),
          ...(said.length > 0 && { warnings: said }),
        }
        return { kind: 'accepted', operation }
      },
    })
  }, vercel.unreached)
}

/** Writes down what is to be sent, and makes the one paid call. */
export const submit = async (tools: Tools, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  const problem = problemOf(given)
  if (problem) return misfit(problem)
  const links = Object.fromEntries(given.inputs.flatMap(({ sha256, url }) => (url === undefined ? [] : [[sha256, url]])))
  const body = await mapRequest(given, links).catch((error: unknown) => unprepared(error, unreadable, attempt.signal))
  if (isRefused(body)) return body
  await tools.notes.take(attempt.id, { print: tools.notes.printOf(given.model.target, body), links })
  return attempt.signal.aborted ? stopped : sendStart(tools, given, body, attempt)
}

const isRefused = (made: SubmitResult | Record<string, Json>): made is SubmitResult => 'kind' in made

/**
 * Sends a start whose answer was lost once more under its own key: the gateway gives the job that it began, or begins it now, once.
 * Only the same start, of the same account, and only as long as the key is certainly kept, which nobody knows where the clock was set; and never for a clip that nobody wants any more,
 * for it may not have been begun. An answer that is no job says nothing of the first call.
 */
export const reconcile = async (
  tools: Tools & { now(): number },
  { id, createdAt, unwanted }: { id: string; createdAt: number; unwanted?: boolean | undefined },
  given: ProviderRequest,
  signal: AbortSignal,
): Promise<ReconcileResult> => {
  const note = await tools.notes.of(id)
  if (!note || unwanted || Math.abs(tools.now() - createdAt) > sendAgainMs) return { kind: 'unknown' }
  const body = await mapRequest(given, note.links)
  if (tools.notes.printOf(given.model.target, body) !== note.print) return { kind: 'unknown' }
  const result = await sendStart(tools, given, body, { id, signal })
  return result.kind === 'accepted' ? { kind: 'found', operation: result.operation } : { kind: 'unknown' }
}
