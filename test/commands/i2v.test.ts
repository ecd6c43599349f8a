import { expect, test } from 'vitest'
import i2v from '../../commands/i2v.ts'
import { refusal } from '../support/refusal.ts'
import { say } from './say.ts'

const image = { url: 'https://cdn.example/1', name: '1.png' }
const last = { url: 'https://cdn.example/2', name: '2.png' }

test('submits the first and the last frame', async () => {
  const { drafts, replies } = await say(i2v, 'slow push-in', { attachments: [image, last] })
  expect(drafts).toEqual([expect.objectContaining({ mode: 'i2v', prompt: 'slow push-in', firstFrame: image, lastFrame: last })])
  expect(replies).toEqual([])
})

test('needs no words, but an image', async () => {
  expect((await say(i2v, '', { attachments: [image] })).drafts).toEqual([expect.objectContaining({ prompt: '', firstFrame: image })])
  expect(await refusal(() => say(i2v, 'slow push-in'))).toEqual(['missing_input', '/i2v needs an image. Attach one.'])
})
