import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }

describe('usage', () => {
  test('tells who makes how much with what, with a chart and a table', async () => {
    const now = Date.UTC(2026, 10, 21, 12)
    const house = await openHouse({ models: [fakeModel({ price: { usdPerClip: 0.2 } })], parts: { clock: { now: () => now } } })
    await house.say('t2v', 'a boat')
    await house.say('t2v', 'a fox --takes 2', { id: 'bea', name: '=Bea' })
    const { replies } = await house.say('usage', '7', mod)
    expect(replies).toMatchObject([
      {
        isPrivate: true,
        post: {
          text: '3 clips for 60 credits ($0.60) in the last 7 days. The table has every day and member.',
          fields: [
            { name: 'Members', value: '=Bea: 2 clips, 40 credits · Ann: 1 clip, 20 credits' },
            { name: 'Models', value: 'plain' },
            { name: 'Outcomes', value: 'starting' },
            { name: 'Spent this month', value: '$0.60 of $20.00' },
          ],
          media: [{ mediaType: 'image/png' }, { mediaType: 'text/csv' }],
        },
      },
    ])
    const table = await new Response(await house.storage.mediaStore.read(replies[0]?.post.media[1]?.key ?? '')).text()
    const lines = table.replace('\uFEFF', '').trim().split('\r\n')
    expect(lines).toHaveLength(1 + 7 + 2 + 1 + 1)
    expect(lines).toEqual(expect.arrayContaining(['by,id,name,clips,stills,credits', 'day,2026-11-21,,3,0,60', "member,bea,'=Bea,2,0,40"]))
  })

  test('tells stills and clips apart in every way of looking, and in the table', async () => {
    const house = await openHouse({ models: [fakeModel({ price: { usdPerClip: 0.2 } })] })
    await house.clip({ costCredits: 20 })
    for (let at = 0; at < 2; at += 1) await house.clip({ request: { mode: 't2i' }, costCredits: 3 })
    await house.clip({ request: { mode: 'i2i' }, clip: null })
    await house.say('t2v', 'a fox', { id: 'bea', name: 'Bea' })
    const post = (await house.say('usage', '1', mod)).replies[0]?.post
    expect(post?.text).toBe('2 clips and 2 stills for 46 credits ($0.46) today. The table has every day and member.')
    expect(post?.fields).toMatchObject([
      { name: 'Members', value: 'Ann: 1 clip and 2 stills, 26 credits · Bea: 1 clip, 20 credits' },
      { name: 'Models', value: 'plain' },
      { name: 'Outcomes', value: 'done: 1 clip and 2 stills, 26 credits · starting: 1 clip, 20 credits' },
      { name: 'Not counted, for they cost nothing', value: 'failed: 1 still' },
      { name: 'Spent this month' },
    ])
    const table = await new Response(await house.storage.mediaStore.read(post?.media[1]?.key ?? '')).text()
    const rows = table.replace('\uFEFF', '').trim().split('\r\n')
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^day,[-\d]+,,2,2,46$/),
        'member,ann,Ann,1,2,26',
        'member,bea,Bea,1,0,20',
        'model,plain,plain,2,2,46',
        'outcome,delivered,delivered,1,2,26',
        'free,failed,failed,0,1,0',
      ]),
    )
    expect((await house.say('usage', '1', { ...mod, locale: 'ko' })).sentences[0]).toMatch(/^오늘 클립 2개와 정지 이미지 2장, 46크레딧/)
  })

  test('a reset begins a member anew and changes nothing of what was made', async () => {
    const house = await openHouse({ models: [fakeModel({ price: { usdPerClip: 0.2 } })] })
    await house.clip()
    await house.clip({ clip: null })
    await house.say('t2v', 'a boat')
    const said = async () => {
      const { replies } = await house.say('usage', '7', mod)
      return [replies[0]?.post.text, replies[0]?.post.fields]
    }
    const before = await said()
    expect(before).toEqual([
      '2 clips for 20 credits ($0.20) in the last 7 days. The table has every day and member.',
      [
        { name: 'Members', value: 'Ann' },
        { name: 'Models', value: 'plain' },
        { name: 'Outcomes', value: 'starting: 1 clip, 20 credits · done: 1 clip, 0 credits' },
        { name: 'Not counted, for they cost nothing', value: 'failed: 1 clip' },
        { name: 'Spent this month', value: '$0.20 of $20.00' },
      ],
    ])
    await house.say('quota', 'reset @ann', mod)
    expect(await said()).toEqual(before)
  })

  test('counts a quiet place', async () => {
    const house = await openHouse()
    const { replies } = await house.say('usage', '1', mod)
    expect(replies[0]?.post.text).toBe('0 clips for 0 credits ($0.00) today. The table has every day and member.')
    expect(replies[0]?.post.fields?.[0]).toEqual({ name: 'Members', value: 'none' })
  })

  test('adds up where there are more than are listed', async () => {
    const house = await openHouse({ models: [fakeModel({ price: { usdPerClip: 0.2 } })] })
    for (let each = 0; each < 12; each += 1) await house.say('t2v', 'a boat', { id: `m${each}`, name: `M${each}` })
    const [members] = (await house.say('usage', '7', mod)).replies[0]?.post.fields ?? []
    expect(members?.value.split(' · ')).toHaveLength(11)
    expect(members?.value).toMatch(/ · 2 more: 2 clips, 40 credits$/)
  })
})
