import { describe, expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const blocked = 'Ann is blocked from making clips here. /mod unblock undoes this.'

describe('what moderators say beneath /mod', () => {
  test('is listed by it alone, to moderators', async () => {
    const house = await openHouse()
    const { replies } = await house.type('mod', '', mod)
    expect(replies[0]?.post.fields?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['/mod approve', '/mod block', '/mod usage', '/mod workspace']),
    )
    expect((await house.type('mod', '')).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  })

  test('is done, and refused to others', async () => {
    const house = await openHouse()
    await house.clip()
    expect((await house.type('mod', 'Block @ann spam', mod)).replies).toMatchObject([{ post: { text: blocked, warnings: [] } }])
    expect((await house.type('mod', 'unblock @ann')).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  })

  test('by its old name is done too, and the name that it has now is said once', async () => {
    const house = await openHouse()
    await house.clip()
    expect((await house.type('block', '@ann spam', mod)).replies).toMatchObject([
      { post: { text: blocked, warnings: ['/block is now /mod block.'] } },
    ])
    expect((await house.type('block', '', mod)).sentences).toEqual(['/mod block needs a member. Example: /mod block @ann spam --for 7d'])
  })

  test('by a button of an old message does what it did, without a word about names', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    expect((await house.press('block', id, { reason: 'spam' }, mod)).replies).toMatchObject([{ post: { text: blocked, warnings: [] } }])
    expect((await house.press('dismiss', id, {}, mod)).replies).toMatchObject([
      { post: { text: 'The report is dismissed. The clip stays.', warnings: [] } },
    ])
  })

  test('is explained where help is asked for, and named by its line where an option is missing', async () => {
    const house = await openHouse()
    expect((await house.type('mod', 'block help', mod)).sentences[0]).toMatch(/^\/mod block: /)
    expect((await house.type('mod', 'unblock', mod)).sentences[0]).toMatch(/^\/mod unblock needs a member/)
  })

  test('with a name that is none is answered with the nearest', async () => {
    const house = await openHouse()
    expect((await house.type('mod', 'blok @ann', mod)).sentences).toEqual(['There is no command /mod blok. Did you mean /mod block?'])
    expect((await house.type('mod', 'xyzzy', mod)).sentences).toEqual(['There is no command /mod xyzzy. /mod lists them.'])
    expect((await house.type('blok', '@ann', mod)).sentences).toEqual(['There is no command /blok. Did you mean /mod block?'])
  })
})
