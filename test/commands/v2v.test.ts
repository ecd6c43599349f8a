import { expect, test } from 'vitest'
import v2v from '../../commands/v2v.ts'
import { refusal } from '../support/refusal.ts'
import { say } from './say.ts'

const video = { url: 'https://cdn.example/1', name: '1.mp4' }

test('submits the source and how far to leave it', async () => {
  const { drafts, replies } = await say(v2v, 'watercolour --strength 0', { attachments: [video] })
  expect(drafts).toEqual([expect.objectContaining({ mode: 'v2v', prompt: 'watercolour', video, strength: 0 })])
  expect(replies).toEqual([])
})

test('needs a video', async () => {
  expect(await refusal(() => say(v2v, 'watercolour'))).toEqual(['missing_input', '/v2v needs a video. Attach one.'])
})
