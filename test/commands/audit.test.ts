import { describe, expect, test } from 'vitest'
import audit from '../../commands/audit.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { type House, openHouse } from '../support/open-house.ts'

commandContract(audit, import.meta.filename)

const mod = { id: 'mod', name: 'Mo', moderator: true }

/** So many blocks of one member and as many of another. */
const busy = async (house: House, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) for (const member of ['ann', 'bea']) await house.say('block', `@${member} spam ${done}`, mod)
}

describe('audit', () => {
  test('tells who did what, page by page', async () => {
    const house = await openHouse()
    await busy(house, 12)
    const first = (await house.say('audit', '', mod)).replies[0]
    expect(first).toMatchObject({ isPrivate: true, post: { text: 'Who did what, the newest first; --csv gives a table.' } })
    expect(first?.post.fields).toHaveLength(20)
    expect(first?.post.fields?.[0]).toMatchObject({
      name: 'block',
      value: expect.stringMatching(/^Mo · bea · reason spam 11, until null · /),
    })
    const second = (await house.press('audit', first?.post.actions[0]?.generationId ?? '', {}, mod)).replies[0]
    expect(second?.post.fields).toHaveLength(4)
    expect(second?.post.actions).toEqual([])
  })

  test('of one member goes on with that member', async () => {
    const house = await openHouse()
    await busy(house, 21)
    const first = (await house.say('audit', '@ann', mod)).replies[0]
    const [more] = first?.post.actions ?? []
    expect(more?.generationId.length).toBeLessThanOrEqual(32)
    const second = (await house.press('audit', more?.generationId ?? '', {}, mod)).replies[0]
    expect(second?.post.fields).toMatchObject([{ value: expect.stringContaining('Mo · ann · reason spam 0') }])
  })

  test('is a table too', async () => {
    const house = await openHouse()
    await busy(house, 11)
    const { replies } = await house.say('audit', '--csv', mod)
    expect(replies[0]?.post.text).toBe('22 lines of the audit; open the table with any spreadsheet.')
    const table = await new Response(await house.storage.mediaStore.read(replies[0]?.post.media[0]?.key ?? '')).text()
    expect(table.trim().split('\r\n')).toHaveLength(23)
  })

  test('is the workspace’s own', async () => {
    const house = await openHouse()
    await busy(house, 1)
    expect((await house.say('audit', '', { ...mod, workspace: 'elsewhere' })).sentences).toEqual([
      'Nothing is written down; /audit begins anew.',
    ])
  })
})
