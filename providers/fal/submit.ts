import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import type { ProviderError, ProviderInput, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import type { Known } from './known.ts'
import { type MappedInput, mapInput } from './map-input.ts'
import { operationSchema } from './operation.ts'
import { refusal } from './refusal.ts'

const createMs = 60_000

/** What all files of one request may have together when they go along inside of it, in bytes. */
const inlineBytes = 20 * 1024 * 1024

export interface SubmitTools {
  api: VendorCall
  known: Known
  now(): number
  log: Log
}

/** Writes a request in the words of its endpoint, brings its files along, and makes the one paid call. */
export const submit = async (tools: SubmitTools, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  const mapped = mapInput(given)
  if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
  for (const note of mapped.notes) tools.log.warn({ model: given.model.name, note }, 'the request was fitted to the model')
  const files = await linkFiles(mapped.files).catch((cause: unknown) => ({ error: unreadable(cause) }))
  if (attempt.signal.aborted) return stopped
  if ('error' in files) return rejected(files.error)
  return create(tools, mapped, { ...mapped.values, ...files.links }, attempt)
}

const unreadable = (cause: unknown): ProviderError => ({
  class: 'transient',
  message: 'A file of this request could not be read; nothing was charged, please try again.',
  detail: reasonOf(cause),
})

/** Their own signed links where the operator has a public address, otherwise data URLs, which fal takes in every field for files. */
const linkFiles = async (files: MappedInput['files']): Promise<{ links: Record<string, Json> } | { error: ProviderError }> => {
  const inline = files.filter(({ input }) => input.url === undefined)
  if (inline.reduce((sum, { input }) => sum + input.sizeBytes, 0) > inlineBytes) {
    const message =
      'These files are too large to be sent to fal without a public address; give smaller ones, or tell the operator to set PUBLIC_URL.'
    return { error: { class: 'invalid_input', message } }
  }
  const links: Record<string, Json> = {}
  for (const { field, input } of files) links[field] = input.url ?? (await dataUrl(input))
  return { links }
}

const dataUrl = async ({ mediaType, read }: ProviderInput): Promise<string> =>
  `data:${mediaType};base64,${Buffer.from(await read()).toString('base64')}`

const answerSchema = z.object({ request_id: operationSchema.shape.requestId })

const create = async (
  { api, known, now }: SubmitTools,
  { endpoint, seed }: Pick<MappedInput, 'endpoint' | 'seed'>,
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
    if (isRefusal(response.status)) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    const answer = answerSchema.safeParse(await response.json())
    if (!answer.success) return { kind: 'unknown', reason: `HTTP ${response.status} without a request id` }
    const operation = { endpoint, requestId: answer.data.request_id, seed }
    await known.note(id, operation.requestId)
    return { kind: 'accepted', operation }
  }, unreached)
}

const unreached: ProviderError = {
  class: 'transient',
  message: 'The provider fal cannot be reached; nothing was charged, please try again.',
}
