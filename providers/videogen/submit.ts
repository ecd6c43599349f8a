import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { type InputRole, inputRoles, type ResolvedRequest } from '../../src/core/request.ts'
import type { Notes } from '../../src/core/vendor/before-call.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { videogen } from './api.ts'
import { refusal } from './refusal.ts'
import { type Uploads, uploadFile } from './upload-files.ts'

/** How long the uploads and the note may take, and how long the answer to the paid call may. */
export const prepareMs = 180_000
export const createMs = 60_000

/** The most of each file; `startFrameFileId` is one id, the others are lists. */
const fileFields: Partial<Record<InputRole, { field: string; most: number }>> = {
  firstFrame: { field: 'startFrameFileId', most: 1 },
  referenceImages: { field: 'imageFileIds', most: 4 },
  referenceVideos: { field: 'videoFileIds', most: 4 },
  audio: { field: 'audioFileIds', most: 4 },
}

/** What `generate-video-clip` has no field for. A seed is picked for every clip, so that nobody may have asked for one. */
const unknownWords = [
  'negativePrompt',
  'resolution',
  'fps',
  'strength',
  'camera',
  'shots',
  'motion',
  'loop',
  'continues',
] as const satisfies (keyof ResolvedRequest)[]

interface Submit extends Uploads {
  notes: Notes
  accountSince(): Promise<number>
}

/** Checks a request, brings its files to VideoGen, notes which execution is the newest, and makes the one paid call. */
export const submit = async (
  { notes, accountSince, ...uploads }: Submit,
  given: ProviderRequest,
  attempt: SubmitAttempt,
): Promise<SubmitResult> => {
  const problem = problemOf(given)
  if (problem) return misfit(problem)
  const patience = AbortSignal.any([attempt.signal, AbortSignal.timeout(prepareMs)])
  await accountSince()
  const [files] = await Promise.all([
    uploadFiles(uploads, given, patience).catch((error: unknown) => unprepared(error, videogen.unreached, attempt.signal)),
    notes.take(attempt.id, false, patience),
  ])
  if ('kind' in files) return files
  if (attempt.signal.aborted) return stopped
  return 'error' in files ? rejected(files.error) : create(uploads, { ...wordsOf(given.request), ...files.links }, attempt.signal)
}

const problemOf = ({ request, model: { name: model }, inputs }: ProviderRequest): Text | null => {
  const unknown =
    unknownWords.find((word) => request[word] !== undefined && request[word] !== '') ?? inputs.find(({ role }) => !fileFields[role])?.role
  if (unknown) return say('model.takesNo', { model, part: say(`part.${unknown}`) })
  const crowded = inputRoles.find((role) => inputs.filter((input) => input.role === role).length > (fileFields[role]?.most ?? 0))
  if (crowded) return say('model.mostFiles', { model, part: say(`part.${crowded}`), most: fileFields[crowded]?.most ?? 0 })
  const twice = Object.keys(request.extras).find((name) => name in wordsOf({ ...request, extras: {} }) || /FileIds?$/.test(name))
  return twice === undefined ? null : say('model.inputSet', { input: twice })
}

/** `GenerateVideoClipRequest`: https://api.videogen.io, OpenAPI 1.0.0 as kept by api-evangelist/videogen-io, 2026-10-02. */
const wordsOf = ({ prompt, durationSeconds, aspectRatio, generateAudio, speech, voice, extras }: ResolvedRequest): Record<string, Json> => {
  const [width, height] = aspectRatio?.split(':').map(Number) ?? []
  return {
    ...(prompt && { prompt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(width !== undefined && height !== undefined && { aspectRatio: { width, height } }),
    ...(generateAudio !== undefined && { generateAudio }),
    ...(speech !== undefined && { spokenDialogue: speech }),
    ...(voice !== undefined && { voiceDescription: voice }),
    numResults: 1,
    ...extras,
  }
}

const uploadFiles = async (
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
    return readCreated(response, {
      refusal,
      schema: answerSchema,
      accept: ({ toolExecutionId: id }) => ({ kind: 'accepted', operation: { id } }),
    })
  }, videogen.unreached)
}
