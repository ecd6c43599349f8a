import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

/** What VideoGen answers: its OpenAPI document 1.0.0 as kept by api-evangelist/videogen-io, 2026-10-02. */
export const answers: readonly AnswerForm[] = [
  {
    call: 'list',
    method: 'GET',
    path: /\/v1\/tools\/executions$/,
    body: z.object({ toolExecutions: z.array(z.looseObject({ toolExecutionId: z.string() })), hasMore: known, nextCursor: known }),
  },
  {
    call: 'create',
    method: 'POST',
    path: /\/v1\/tools\/generate-video-clip$/,
    statuses: [202],
    body: z.looseObject({ toolExecutionId: z.string() }),
  },
  {
    call: 'status',
    method: 'GET',
    path: /\/v1\/tools\/executions\/[\w-]+$/,
    body: z.object({
      toolExecutionId: z.string(),
      toolType: z.string().optional(),
      status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
      progressPercentage: z.number().nullish(),
      attemptIndex: known,
      results: z.array(
        z.object({
          fileId: known,
          type: z.string(),
          downloadUrl: z.string().nullish(),
          downloadUrlExpiresAt: known,
          thumbnailUrl: known,
        }),
      ),
      error: z.object({ message: z.string(), code: z.string().nullish(), requirement: known }).nullish(),
      createdAt: known,
      updatedAt: known,
    }),
  },
  {
    call: 'cancel',
    method: 'POST',
    path: /\/v1\/tools\/executions\/[\w-]+\/cancel$/,
    statuses: [200, 202, 409],
    body: z.looseObject({ toolExecutionId: z.string() }),
  },
  {
    call: 'upload',
    method: 'POST',
    path: /\/v1\/files\/upload$/,
    body: z.looseObject({ fileId: z.string(), uploadUrl: z.string() }),
  },
  {
    call: 'file',
    method: 'GET',
    path: /\/v1\/files\/[\w-]+$/,
    body: z.looseObject({ type: z.string().nullish(), downloadSource: z.looseObject({ status: z.string() }).nullish() }),
  },
]
