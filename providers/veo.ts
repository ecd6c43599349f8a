import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { say } from '../src/core/words/sentence.ts'
import { createAccess } from './veo/access.ts'
import { answers } from './veo/answers.ts'
import { createApi, veo } from './veo/api.ts'
import { createFetchOperation } from './veo/fetch-operation.ts'
import { clipUrl, readStatus } from './veo/operation.ts'
import { createSubmit } from './veo/submit.ts'

const settingsSchema = z.object({
  GOOGLE_CLOUD_PROJECT: z
    .string()
    .trim()
    .regex(/^[\w.:-]+$/)
    .optional(),
  GOOGLE_CLOUD_LOCATION: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]+$/)
    .default('us-central1'),
  /** A key file; without it the library looks where `gcloud auth application-default login` and Google's machines put theirs. */
  GOOGLE_APPLICATION_CREDENTIALS: z.string().trim().optional(),
  VEO_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/** A state is short; what is longer holds the clip, which is fetched by `open` and not before. */
const state = { bytes: 256 * 1024, timeoutMs: 30_000, fault: 'provider_failed' } as const
/** In base64, which makes about 220 MB of clip: many times what eight seconds have. */
const clip = { bytes: 300_000_000, timeoutMs: 300_000, fault: 'fetch_failed' } as const

/**
 * Google Veo on Vertex AI: `:predictLongRunning` and `:fetchPredictOperation` as plain requests, each made once. It has no
 * key that would make a create idempotent and no list to look one up in, so a create of unknown outcome stays unknown. No
 * bucket is named, so the clip comes inside the operation's answer, which `open` asks for again.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation
 */
export default defineProvider({
  name: 'veo',
  setup:
    'Set GOOGLE_CLOUD_PROJECT, and GOOGLE_APPLICATION_CREDENTIALS to a key file or sign in with gcloud; GOOGLE_CLOUD_LOCATION is us-central1 by default.',
  settings: settingsSchema,
  answers,
  create: (settings, { fetch }): Provider | null => {
    const { GOOGLE_CLOUD_PROJECT: project, GOOGLE_CLOUD_LOCATION: location, GOOGLE_APPLICATION_CREDENTIALS: keyFile } = settings
    if (!project) return null
    const host = location === 'global' ? 'aiplatform.googleapis.com' : `${location}-aiplatform.googleapis.com`
    const api = createApi(fetch, { baseUrl: settings.VEO_BASE_URL ?? `https://${host}/v1`, project, location })
    const access = createAccess(fetch, keyFile)
    const fetchOperation = createFetchOperation(api, access)

    return {
      name: 'veo',

      submit: createSubmit(api, access),

      poll: async (operation, signal) => {
        const answer = await fetchOperation(operation, state, signal)
        if (answer === 'gone') return veo.gone
        return answer === 'long' ? { kind: 'succeeded', outputs: [{ url: clipUrl }] } : readStatus(answer)
      },

      open: async (output, operation, signal) => {
        if (output.url !== clipUrl) throw new MoodreelError('internal', say('provider.foreignAddress', vendor))
        const answer = await fetchOperation(operation, clip, signal)
        if (answer === 'gone') throw new MoodreelError('provider_failed', veo.gone.error.message)
        if (answer === 'long') throw new MoodreelError('too_large', say('provider.clipTooLarge', vendor))
        const encoded = answer.response?.videos?.[0]?.bytesBase64Encoded
        if (!encoded) throw new MoodreelError('provider_failed', say('provider.clipEmpty', vendor))
        return new Blob([Buffer.from(encoded, 'base64')]).stream()
      },
    }
  },
})

const vendor = { vendor: veo.name }
