import { questionContract } from '../../contracts/question-contract.ts'
import { openBench } from './bench.ts'

const link = 'https://files.videogen.io/clip.mp4?signature=x'

questionContract('videogen', {
  open: openBench,
  at: 'status',
  operation: { id: 'vg_tool_7' },
  statuses: [
    [{ status: 'pending' }, { kind: 'queued' }],
    [
      { status: 'running', progressPercentage: 40 },
      { kind: 'running', progress: 0.4 },
    ],
    [
      { status: 'running', progressPercentage: 140 },
      { kind: 'running', progress: 1 },
    ],
    [{ status: 'cancelled' }, { kind: 'canceled' }],
    [
      {
        status: 'succeeded',
        results: [
          { type: 'IMAGE', downloadUrl: 'https://x.example/poster.png' },
          { type: 'VIDEO', downloadUrl: link },
        ],
      },
      { kind: 'succeeded', outputs: [{ url: link }] },
    ],
    [
      { status: 'succeeded', results: [{ type: 'VIDEO', downloadUrl: null }] },
      { kind: 'running', progress: 1 },
    ],
  ],
  failures: [
    [{ status: 'succeeded', results: [] }, 'internal'],
    [{ status: 'failed', error: { message: 'no', code: 'content_policy_violation' } }, 'moderation'],
    [{ status: 'failed', error: { message: 'no', code: 'insufficient_credits' } }, 'credits'],
    [{ status: 'failed', error: null }, 'internal'],
  ],
  throwsAsFetch: true,
  faults: [{ status: 200, body: { status: 7 } }],
  foreign: [{ id: '../account' }],
  cancel: { call: ['POST', '/v1/tools/executions/vg_tool_7/cancel'], over: [404, 409] },
})
