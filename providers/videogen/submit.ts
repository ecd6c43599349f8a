import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Json } from '../../src/core/json.ts'
import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import { refusal } from './refusal.ts'
import { type Uploads, uploadFile } from './upload-files.ts'

const prepareMs = 180_000
const createMs = 60_000

/** The most of each file; `startFrameFileId` is one id, the others are lists. */
const fileFields: Partial<Record<InputRole, { field: string; most: number }>> = {
  firstFrame: { field: 'startFrameFileId', most: 1 },
  referenceImages: { field: 'imageFileIds', most: 4 },
  audio: { field: 'audioFileIds', most: 4 },
}

/** What `generate-video-clip` has no field for. A seed is picked for every clip, so that nobody may have asked for one. */
const unknownWords = {
  negativePrompt: 'negative prompt',
  resolution: 'resolution',
  fps: 'frame rate',
  strength: 'strength',
  camera: 'camera move',
} as const satisfies Partial<Record<keyof ResolvedRequest, string>>

/** Checks a request, brings its files to VideoGen, and makes the one paid call. */
export const submit = async (uploads: Uploads, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  const problem = problemOf(given)
  if (problem) return rejected({ class: 'invalid_input', message: problem })
  const patience = AbortSignal.any([attempt.signal, AbortSignal.timeout(prepareMs)])
  const files = await linkFiles(uploads, given, patience).catch((cause: unknown) => ({ error: unprepared(cause) }))
  if (attempt.signal.aborted) return stopped
  return 'error' in files ? rejected(files.error) : create(uploads, { ...wordsOf(given.request), ...files.links }, attempt.signal)
}

const problemOf = ({ request, model, inputs }: ProviderRequest): string | null => {
  const words = Object.keys(unknownWords) as (keyof typeof unknownWords)[]
  const unknown = words.find((word) => request[word] !== undefined && request[word] !== '')
  if (unknown) return `VideoGen takes no ${unknownWords[unknown]}; leave it out or choose another model.`
  const wrong = inputs.find(({ role }) => !fileFields[role])
  if (wrong) return `VideoGen takes no ${wrong.role === 'lastFrame' ? 'last frame' : 'video'} for a clip; choose another model.`
  const many = Object.entries(fileFields).find(([role, { most }]) => inputs.filter((input) => input.role === role).length > most)
  if (many) return `VideoGen takes ${many[1].most} of these files at most; leave the others out.`
  const twice = Object.keys(request.extras).find((name) => name in wordsOf({ ...request, extras: {} }) || /FileIds?$/.test(name))
  if (twice !== undefined) return `The input ${twice} of ${model.name} is set by another word; leave it out.`
  return null
}

/** `GenerateVideoClipRequest`: https://api.videogen.io, OpenAPI 1.0.0 as kept by api-evangelist/videogen-io, 2026-10-02. */
const wordsOf = ({ prompt, durationSeconds, aspectRatio, generateAudio, extras }: ResolvedRequest): Record<string, Json> => {
  const [width, height] = aspectRatio?.split(':').map(Number) ?? []
  return {
    ...(prompt && { prompt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(width !== undefined && height !== undefined && { aspectRatio: { width, height } }),
    ...(generateAudio !== undefined && { generateAudio }),
    numResults: 1,
    ...extras,
  }
}

const linkFiles = async (
  uploads: Uploads,
  { inputs }: ProviderRequest,
  signal: AbortSignal,
): Promise<{ links: Record<string, Json> } | { error: ProviderError }> => {
  const links: Record<string, Json> = {}
  for (const [role, { field }] of Object.entries(fileFields)) {
    const ids: string[] = []
    for (const input of inputs.filter((one) => one.role === role)) {
      const uploaded = await uploadFile(uploads, input, signal)
      if ('error' in uploaded) return uploaded
      ids.push(uploaded.fileId)
    }
    if (ids[0] !== undefined) links[field] = field.endsWith('Ids') ? ids : ids[0]
  }
  return { links }
}

const answerSchema = z.object({ toolExecutionId: z.string().regex(/^[\w-]+$/) })

const create = async ({ api }: Uploads, body: Record<string, Json>, signal: AbortSignal): Promise<SubmitResult> => {
  return paidCall(async () => {
    const response = await api('tools/generate-video-clip', { method: 'POST', json: body, timeoutMs: createMs, signal })
    if (isRefusal(response.status)) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    const answer = answerSchema.safeParse(await response.json())
    return answer.success
      ? { kind: 'accepted', operation: { id: answer.data.toolExecutionId } }
      : { kind: 'unknown', reason: `HTTP ${response.status} without an execution id` }
  }, unreached)
}

const unreached: ProviderError = { class: 'transient', message: 'VideoGen cannot be reached; nothing was charged, please try again.' }

const unprepared = (cause: unknown): ProviderError => ({
  ...unreached,
  ...(cause instanceof MoodreelError && { message: cause.userMessage }),
  detail: reasonOf(cause),
})
