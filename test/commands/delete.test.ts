import { describe, expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

const noSuch = (id: string): string => `There is no clip with the ID ${id}. Copy the ID from the clip’s post.`

describe('delete', () => {
  test.each([
    ['the one who asked for the clip', {}],
    ['a moderator', { id: 'mod', moderator: true }],
  ])('obeys %s', async (_, presser) => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { replies } = await house.press('delete', id, {}, presser)
    expect(replies).toMatchObject([
      {
        isPrivate: true,
        post: {
          kind: 'notice',
          text: 'The clip is deleted.',
          warnings: [expect.stringContaining('undo')],
        },
      },
    ])
    expect((await house.studio.find(id)).generation.removedAt).not.toBeNull()
  })

  test('says that the credits are gone where there were any', async () => {
    const house = await openHouse()
    const { id } = await house.clip({ costCredits: 5 })
    expect((await house.press('delete', id)).replies[0]?.post.warnings).toEqual([
      'Deleting a clip does not give its credits back.',
      expect.stringContaining('undo'),
    ])
  })

  test.each([
    ['another member', { id: 'bea' }, () => 'Only the person who asked for this clip or a moderator can do that.'],
    ['a moderator of another workspace', { id: 'mod', moderator: true, workspace: 'elsewhere' }, noSuch],
    ['somebody of that name on another platform', { platform: 'other' }, noSuch],
  ])('does not obey %s', async (_, presser, sentence) => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { sentences } = await house.press('delete', id, {}, presser)
    expect(sentences).toEqual([sentence(id)])
    expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  })

  test.each(['reroll', 'vary', 'edit', 'extend', 'animate', 'restyle', 'info'])('leaves /%s one sentence to say', async (command) => {
    const house = await openHouse()
    const { id } = await house.clip()
    await house.press('delete', id)
    const { sentences, forms } = await house.press(command, id)
    expect([sentences, forms]).toEqual([[`The clip ${id} was deleted. Choose another one.`], []])
    expect(await house.childrenOf(id)).toEqual([])
  })
})
