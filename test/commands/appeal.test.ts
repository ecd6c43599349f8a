import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }

test('says that there is nothing to appeal against', async () => {
  const house = await openHouse()
  expect((await house.say('appeal', 'that is not so')).sentences).toEqual(['There is no warning or block here to appeal against.'])
})

test('asks by a form for the words, which it needs', async () => {
  const house = await openHouse()
  await house.clip()
  await house.say('block', '@ann spam', mod)
  const { forms } = await house.press('appeal', '')
  expect(forms).toEqual([{ command: 'appeal', generationId: expect.any(String), title: 'Appeal to the moderators', values: { words: '' } }])
  expect((await house.press('appeal', forms[0]?.generationId ?? '', { words: ' ' })).sentences).toEqual([
    'An appeal needs words. Say why the moderators should think again.',
  ])
})
