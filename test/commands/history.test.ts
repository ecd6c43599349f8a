import { describe, expect, test } from 'vitest'
import { tier } from '../support/admission.ts'
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

  test('takes no number for a member, and says so of somebody whom nobody knows', async () => {
    const house = await openHouse()
    await house.clip()
    const mod = { id: 'mod', name: 'Mo', moderator: true }
    expect((await house.say('history', '1', mod)).sentences).toEqual(['member must be a member, such as @ann, or their ID. You gave 1.'])
    expect((await house.say('history', '@zoe', mod)).sentences).toEqual([
      'No member with the ID zoe has asked for a clip here yet. Check that it is an ID and not a name.',
    ])
  })

  test('shows the clips of one message from the last to the first, and goes on between them', async () => {
    const wide = { ...tier, inFlight: 20, clipsPerDay: 20 }
    const house = await openHouse({ parts: { tiers: { default: wide, all: [wide] } } })
    for (let round = 0; round < 3; round += 1) await house.say('t2v', `round ${round} --takes 4`)
    const first = (await house.say('history', '')).replies[0]?.post
    const second = (await house.press('history', first?.actions[0]?.argument ?? '')).replies[0]?.post
    const takes = await Promise.all(
      [...(first?.fields ?? []), ...(second?.fields ?? [])].map(async ({ value }) => {
        const { take, request } = (await house.studio.find(value.slice(-12))).generation
        return `${request.prompt} ${take}`
      }),
    )
    expect(takes).toEqual([2, 1, 0].flatMap((round) => [3, 2, 1, 0].map((take) => `round ${round} ${take}`)))
  })

  test('does not go on after a clip of another workspace', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { sentences } = await house.press('history', id, {}, { workspace: 'elsewhere', moderator: true })
    expect(sentences).toEqual([`There is no clip with the ID ${id}. Copy the ID from the clip’s post.`])
  })
})
