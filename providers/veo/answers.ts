import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

/** What Google answers: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation, read 2026-11. */
export const answers: readonly AnswerForm[] = [
  { call: 'create', method: 'POST', path: /:predictLongRunning$/, body: z.object({ name: z.string() }) },
  {
    call: 'status',
    method: 'POST',
    path: /:fetchPredictOperation$/,
    body: z.object({
      name: z.string(),
      done: z.boolean().optional(),
      metadata: known,
      error: z.object({ code: z.int(), message: z.string().optional(), details: known }).optional(),
      response: z
        .object({
          '@type': known,
          raiMediaFilteredCount: z.int().optional(),
          raiMediaFilteredReasons: z.array(z.string()).optional(),
          videos: z
            .array(z.object({ bytesBase64Encoded: z.string().optional(), gcsUri: z.string().optional(), mimeType: known }))
            .optional(),
        })
        .optional(),
    }),
  },
  // https://developers.google.com/identity/protocols/oauth2/service-account; a key may name an address of its own for it.
  { call: 'token', method: 'POST', path: /token$/ },
]
