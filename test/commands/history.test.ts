import { describe, expect, test } from 'vitest'
import { type House, openHouse } from '../support/open-house.ts'

/** Clips of Ann, the oldest first. */
const clips = async (house: House, count: number): Promise<string[]> => {
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) ids.push((await house.clip()).id)
  return ids
}

const table = async (house: House, key = ''): Promise<string> => new Response(await house.storage.mediaStore.read(key)).text()

describe('history', () => {
  test('shows ten clips with how they were made, and goes on by its button', async () => {
    const house = await openHouse()
    const made = await clips(house, 12)
    const first = (await house.say('history', '')).replies[0]
    expect(first).toMatchObject({ isPrivate: true, post: { text: 'Clips, newest first. /info with an ID shows how a clip was made.' } })
    const [more] = first?.post.actions ?? []
    expect(more).toMatchObject({ command: 'history', label: 'More' })
    const second = (await house.press('history', more?.argument ?? '')).replies[0]
    expect(second?.post.actions).toEqual([])
    const fields = [...(first?.post.fields ?? []), ...(second?.post.fields ?? [])]
    expect(fields.map(({ value }) => value.slice(-12)).toSorted()).toEqual(made.toSorted())
    expect(fields[0]).toMatchObject({ name: 'a sunset', value: expect.stringMatching(/^done · plain · seed 42 · 0 credits · .* · id /) })
  })

  test('is a table that a spreadsheet opens', async () => {
    const house = await openHouse()
    const { id } = await house.clip({ request: { prompt: '=1+1, "quoted"' } })
    await clips(house, 11)
    const { replies } = await house.say('history', '--csv')
    expect(replies[0]?.post).toMatchObject({
      text: '12 clips as a table. Any spreadsheet opens it.',
      media: [{ mediaType: 'text/csv' }],
    })
    const lines = (await table(house, replies[0]?.post.media[0]?.key)).trim().split('\r\n')
    expect(lines).toHaveLength(13)
    expect(lines.find((line) => line.startsWith(id))).toContain(`,plain,"'=1+1, ""quoted""",`)
  })

  test('says how to begin where there is nothing', async () => {
    const house = await openHouse()
    expect((await house.say('history', '')).sentences).toEqual(['No clips yet. /t2v makes one from a prompt.'])
  })

  test('of somebody else is for moderators, by name and by a forged button', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const refused = ['Only a moderator can do that. Ask one.']
    expect((await house.say('history', '@ann', { id: 'bea' })).sentences).toEqual(refused)
    expect((await house.press('history', id, {}, { id: 'bea' })).sentences).toEqual(refused)
    expect((await house.say('history', '@ann', { id: 'mod', moderator: true })).replies[0]?.post).toMatchObject({
      text: 'Clips of Ann, newest first. /info with an ID shows how a clip was made.',
      fields: [{ value: expect.stringContaining(`id ${id}`) }],
    })
  })

  test('does not go on after a clip of another workspace', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { sentences } = await house.press('history', id, {}, { workspace: 'elsewhere', moderator: true })
    expect(sentences).toEqual([`There is no clip with the ID ${id}. Copy the ID from the clip’s post.`])
  })
})
