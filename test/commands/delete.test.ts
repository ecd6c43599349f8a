import { describe, expect, test } from 'vitest'
import remove from '../../commands/delete.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { openHouse } from '../support/open-house.ts'

commandContract(remove, import.meta.filename)

describe('delete', () => {
  test.each([
    ['the one who asked for the clip', {}],
    ['a moderator', { id: 'mod', moderator: true }],
  ])('obeys %s', async (_, presser) => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { replies } = await house.press('delete', id, {}, presser)
    expect(replies).toMatchObject([{ isPrivate: true, post: { kind: 'notice', text: 'Deleted that clip.' } }])
    expect((await house.studio.find(id)).generation.removedAt).not.toBeNull()
  })

  test.each([
    ['another member', { id: 'bea' }],
    ['a moderator of another workspace', { id: 'mod', moderator: true, workspace: 'elsewhere' }],
    ['somebody of that name on another platform', { platform: 'other' }],
  ])('does not obey %s', async (_, presser) => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { sentences } = await house.press('delete', id, {}, presser)
    expect(sentences).toEqual(['Only the person who asked for this clip or a moderator may do that.'])
    expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  })

  test.each(['reroll', 'vary', 'edit', 'extend', 'animate', 'restyle', 'info'])('leaves /%s one sentence to say', async (command) => {
    const house = await openHouse()
    const { id } = await house.clip()
    await house.press('delete', id)
    const { sentences, forms } = await house.press(command, id)
    expect([sentences, forms]).toEqual([[`The clip ${id} was deleted; choose another one.`], []])
    expect(await house.childrenOf(id)).toEqual([])
  })
})
