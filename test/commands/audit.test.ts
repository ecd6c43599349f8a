import { describe, expect, test } from 'vitest'
import { createLog } from '../../src/program/log.ts'
import { type House, openHouse } from '../support/open-house.ts'

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
    expect(first).toMatchObject({ isPrivate: true, post: { text: 'Audit log, newest first. Add --csv for a table.' } })
    expect(first?.post.fields).toHaveLength(20)
    expect(first?.post.fields?.[0]).toMatchObject({
      name: 'Block a member',
      value: expect.stringMatching(/^bea · spam 11 · for good · by Mo · /),
    })
    const second = (await house.press('audit', first?.post.actions[0]?.argument ?? '', {}, mod)).replies[0]
    expect(second?.post.fields).toHaveLength(4)
    expect(second?.post.actions).toEqual([])
  })

  test('of one member goes on with that member', async () => {
    const house = await openHouse()
    await busy(house, 21)
    const first = (await house.say('audit', '@ann', mod)).replies[0]
    const [more] = first?.post.actions ?? []
    expect(more?.argument.length).toBeLessThanOrEqual(32)
    const second = (await house.press('audit', more?.argument ?? '', {}, mod)).replies[0]
    expect(second?.post.fields).toMatchObject([{ value: expect.stringContaining('ann · spam 0 · for good · by Mo') }])
  })

  test('is a table too', async () => {
    const house = await openHouse()
    await busy(house, 11)
    const { replies } = await house.say('audit', '--csv', mod)
    expect(replies[0]?.post.text).toBe('22 entries of the audit log as a table. Any spreadsheet opens it.')
    const table = await new Response(await house.storage.mediaStore.read(replies[0]?.post.media[0]?.key ?? '')).text()
    expect(table.trim().split('\r\n')).toHaveLength(23)
  })

  test('is the workspace’s own', async () => {
    const house = await openHouse()
    await busy(house, 1)
    expect((await house.say('audit', '', { ...mod, workspace: 'elsewhere' })).sentences).toEqual(['The audit log is empty.'])
  })

  test('counts the refused tries of a member, verb and hour in one entry, and logs the first', async () => {
    let now = Date.parse('2026-11-29T12:00:00Z')
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    const house = await openHouse({ parts: { log, clock: { now: () => now } } })
    const eve = { id: 'eve', name: 'Eve' }
    for (let tries = 0; tries < 50; tries += 1) await house.say('block', `@ann${tries} revenge`, eve)
    await house.say('quota', 'set @eve --limit clipsPerDay --value 99', eve)
    await house.say('block', '@ann revenge', { id: 'mallory', name: 'Mallory' })
    await house.say('block', '@ann revenge', { ...eve, workspace: 'elsewhere' })
    now += 3_600_000
    await Promise.all(Array.from({ length: 12 }, () => house.say('block', '@bea revenge', eve)))
    expect((await house.say('audit', '', mod)).replies[0]?.post.fields).toMatchObject([
      { name: 'Refused: Block a member ×12', value: expect.stringMatching(/^bea · by Eve · /) },
      { name: 'Refused: Block a member', value: expect.stringMatching(/^ann · by Mallory · /) },
      { name: 'Refused: Set a limit', value: expect.stringMatching(/^by Eve · /) },
      { name: 'Refused: Block a member ×50', value: expect.stringMatching(/^ann49 · by Eve · /) },
    ])
    expect(lines.filter((line) => line.includes('written to the audit'))).toHaveLength(5)
    const { replies } = await house.say('audit', '--csv', mod)
    const table = await new Response(await house.storage.mediaStore.read(replies[0]?.post.media[0]?.key ?? '')).text()
    expect(table.split('\r\n')[1]).toMatch(/,12$/)
  })
})
