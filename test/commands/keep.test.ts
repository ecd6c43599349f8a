import { describe, expect, test } from 'vitest'
import { attachPicture } from '../support/attach-picture.ts'
import { openHouse } from '../support/open-house.ts'

describe('keep', () => {
  test('keeps attached pictures under a word, which the list then has', async () => {
    const house = await openHouse()
    const picture = await attachPicture(house.storage.mediaStore, 'teal')
    const moderator = { id: 'mod', name: 'Mo', moderator: true }
    await house.say('consent', '', moderator)
    const { replies } = await house.say('keep', 'keeper', { attachments: [picture], ...moderator })
    expect(replies).toHaveLength(1)
    const list = await house.say('reference', 'list', moderator)
    expect(JSON.stringify(list.replies.map(({ post }) => post))).toContain('keeper')
  })

  test('asks for pictures where a word stands alone', async () => {
    const house = await openHouse()
    const { sentences, forms } = await house.say('keep', 'keeper')
    expect(sentences.length + forms.length).toBe(1)
  })
})
