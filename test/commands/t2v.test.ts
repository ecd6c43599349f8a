import { expect, test } from 'vitest'
import t2v from '../../commands/t2v.ts'
import { say } from './say.ts'

test('submits what was said and posts nothing itself', async () => {
  const { drafts, replies } = await say(t2v, 'a fox --seed 0 --takes 2 --no "blur"')
  expect(drafts).toEqual([expect.objectContaining({ mode: 't2v', prompt: 'a fox', seed: 0, takes: 2, negativePrompt: 'blur' })])
  expect(replies).toEqual([])
})
