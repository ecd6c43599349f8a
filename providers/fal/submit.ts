import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { inlineBytes, inlineLink, linkFields, unreadable } from '../../src/core/vendor/request-files.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fal } from './api.ts'
import type { Known } from './known.ts'
import { operationSchema } from './operation.ts'
import { type Prepared, prepare } from './prepare.ts'
import { refusal } from './refusal.ts'

const createMs = 60_000

/** What all files of one request may have together when they go along inside of it, in bytes. */
const mostInlineBytes = 20 * 1024 * 1024

export interface SubmitTools {
  api: VendorCall
  known: Known
  descriptions: Descriptions<string>
  now(): number
  log: Log
}

/** How long the free questions before the paid call may take. */
const prepareMs = 60_000

/**
 * Checks a request against the schema of its endpoint, brings its files along, and makes the one paid call. Files are their own signed links
 * where the operator has a public address, otherwise data URLs, which fal takes in every field for files.
 */
export const submit = async (tools: SubmitTools, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  if (inlineBytes(given.inputs) > mostInlineBytes) return misfit(say('provider.filesNeedPublicUrl', { vendor: fal.name }))
  const patience = AbortSignal.any([attempt.signal, AbortSignal.timeout(prepareMs)])
  const prepared = await prepare(tools, given, patience).catch((error: unknown) => unprepared(error, fal.unreached, attempt.signal))
  if ('kind' in prepared) return prepared
  if ('error' in prepared) return rejected(prepared.error)
  if ('problem' in prepared) return misfit(prepared.problem)
  for (const note of prepared.notes) tools.log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
  const files = await linkFields<never>(prepared.files, inlineLink).catch((error: unknown) => unprepared(error, unreadable, attempt.signal))
  if (!('links' in files)) return files
  return attempt.signal.aborted ? stopped : create(tools, prepared, { ...prepared.values, ...files.links }, attempt)
}

const answerSchema = z.object({ request_id: operationSchema.shape.requestId })

const create = async (
  { api, known, now }: SubmitTools,
  { endpoint, seed }: Pick<Prepared, 'endpoint' | 'seed'>,
  input: Record<string, Json>,
  { id, webhookUrl, deadlineAt, signal }: SubmitAttempt,
): Promise<SubmitResult> => {
  const query = webhookUrl === undefined ? '' : `?fal_webhook=${encodeURIComponent(webhookUrl)}`
  const headers = {
    // What does not begin before the bot gives up shall not begin at all; @fal-ai/client 1.10.1 takes no less than 2.
    'x-fal-request-timeout': String(Math.max(2, Math.ceil((deadlineAt - now()) / 1000))),
  }
  return paidCall(async () => {
    const response = await api(`${endpoint}${query}`, { method: 'POST', json: input, headers, timeoutMs: createMs, signal })
    return readCreated(response, {
      refusal,
      schema: answerSchema,
      accept: async ({ request_id: requestId }) => {
        await known.note(id, requestId)
        return { kind: 'accepted', operation: { endpoint, requestId, seed } }
      },
    })
  }, fal.unreached)
}
