import { expect, test } from 'vitest'
import cancel from '../../commands/cancel.ts'
import { refusal } from '../support/refusal.ts'
import { say } from './say.ts'

test('cancels by id and says privately what the studio says', async () => {
  const { canceled, replies } = await say(cancel, '4k7q0c2m9xwd')
  expect(canceled).toEqual(['4k7q0c2m9xwd'])
  expect(replies).toEqual([{ post: expect.objectContaining({ kind: 'notice', text: 'The clip is being canceled.' }), private: true }])
})

test('asks for an id that can be one', async () => {
  expect(await refusal(() => say(cancel, 'my clip'))).toEqual([
    'invalid_option',
    'id must be the number of a clip here, its ID, last, or the link of its message. You gave my clip.',
  ])
  expect((await refusal(() => say(cancel, '')))[0]).toBe('missing_input')
})
