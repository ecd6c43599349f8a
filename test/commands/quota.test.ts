import { describe, expect, test } from 'vitest'
import { timestamp } from '../../src/core/words/timestamp.ts'
import { tier } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const noon = Date.UTC(2026, 10, 21, 12)
const clock = { now: () => noon }

describe('quota', () => {
  test('says privately what is left and when it resets, with a chart', async () => {
    const house = await openHouse({ parts: { clock } })
    const { replies } = await house.say('quota', '')
    expect(replies).toMatchObject([
      {
        isPrivate: true,
        post: {
          text: 'You have 10 clips or 50 stills left today and 100 credits this month.',
          fields: [
            { name: 'Clips a day', value: `0 of 10 used, resets ${timestamp(Date.UTC(2026, 10, 22))}` },
            { name: 'Credits a month', value: `0 of 100 used, resets ${timestamp(Date.UTC(2026, 11, 1))}` },
            { name: 'Clips in progress', value: '0 of 5' },
            { name: 'Longest clip', value: '10 s at most, less with some models' },
            { name: 'What a still counts', value: '0.2 of a clip' },
            { name: 'Your clips and stills of the last 30 days', value: '0 clips' },
          ],
          media: [{ mediaType: 'image/png', alt: 'Your clips and stills of the last 30 days' }],
        },
      },
    ])
    expect(await house.keeps(replies[0]?.post.media[0]?.key ?? '')).toBe(true)
  })

  test('tells stills and clips apart, and they add up', async () => {
    const house = await openHouse()
    await house.clip()
    for (let at = 0; at < 3; at += 1) await house.clip({ request: { mode: 't2i' } })
    await house.say('t2v', 'a boat')
    const [own] = (await house.say('quota', '')).replies
    expect(own?.post.text).toBe('You have 7 clips or 37 stills left today and 100 credits this month.')
    expect(own?.post.fields).toMatchObject([
      { name: 'Clips a day', value: expect.stringMatching(/^2\.6 of 10 used \(2 clips and 3 stills\), resets /) },
      { name: 'Credits a month' },
      { name: 'Clips in progress', value: '1 of 5' },
      { name: 'Longest clip' },
      { name: 'What a still counts', value: '0.2 of a clip' },
      { name: 'Your clips and stills of the last 30 days', value: '2 clips and 3 stills' },
    ])
    const shown = (await house.say('quota', 'show @ann', mod)).replies[0]?.post
    expect(shown?.text).toBe('Ann has 7 clips or 37 stills left today and 100 credits this month. /quota set changes a limit.')
    expect((await house.say('quota', '', { locale: 'ko' })).sentences).toEqual([
      '오늘은 클립 7개 또는 정지 이미지 37장까지 더 만들 수 있고, 이번 달에 남은 크레딧은 100크레딧입니다.',
    ])
  })

  test('where stills do not count there is no word of how many are left', async () => {
    const free = { ...tier, still: 0 }
    const house = await openHouse({ parts: { tiers: { default: free, all: [free] } } })
    await house.clip({ request: { mode: 't2i' } })
    const [own] = (await house.say('quota', '')).replies
    expect(own?.post.text).toBe('You have 10 clips left today and 100 credits this month.')
    expect(own?.post.fields).toContainEqual({ name: 'What a still counts', value: 'does not count' })
  })

  test('says nothing below nothing when limits were lowered', async () => {
    const house = await openHouse()
    await house.clip()
    await house.say('quota', 'set @ann --limit clipsPerDay --value 0', mod)
    await house.say('quota', 'set @ann --limit clipsPerMonth --value 0', mod)
    expect((await house.say('quota', '')).sentences).toEqual(['You have 0 clips or 0 stills left today and 100 credits this month.'])
  })

  test('a moderator sets a limit for a member, sees it, and takes it back', async () => {
    const house = await openHouse()
    const set = await house.say('quota', 'set <@!ann> --limit burst --value "1 in 60"', mod)
    expect(set.sentences).toEqual(['Rate limit for ann: now 1 clip a minute. /quota reset removes all limits set for them.'])
    expect(set.replies[0]?.post.fields).toContainEqual({ name: 'Rate limit', value: '1 clip a minute, set for this member' })
    await house.say('t2v', 'one')
    expect((await house.say('t2v', 'two')).sentences).toEqual(['You can make 1 clip a minute. Try again in a moment.'])
    await house.say('quota', 'set @ann --limit burst --value default', mod)
    expect((await house.say('t2v', 'three')).sentences).toEqual([])
  })

  test.each(['"Clips a day"', 'clips a day', 'clips-a-day', 'CLIPSPERDAY', '하루 클립 수', '"하루 클립 수"'])(
    'a limit can be called %s',
    async (limit) => {
      const house = await openHouse()
      const { sentences } = await house.say('quota', `set @ann --limit ${limit} --value 4`, mod)
      expect(sentences).toEqual(['Clips a day for ann: now 4. /quota reset removes all limits set for them.'])
    },
  )

  test('an error names the limits as people call them, in their language', async () => {
    const house = await openHouse()
    const line = 'set @ann --limit patience --value 4'
    expect((await house.say('quota', line, mod)).sentences).toEqual([
      'limit must be one of Clips a day, Clips a month, Credits a month, Clips in progress, Clips waiting, Longest clip, Highest resolution, Models, Rate limit or Failed or canceled clips an hour. You gave patience.',
    ])
    expect((await house.say('quota', line, { ...mod, locale: 'ko' })).sentences[0]).toContain('하루 클립 수')
  })

  test('the audit says what a limit is now and what it was, and whose', async () => {
    const house = await openHouse()
    await house.clip()
    await house.say('quota', 'set @ann --limit clips a day --value 4', mod)
    await house.say('quota', 'set @ann --limit longest clip --value default', mod)
    expect((await house.say('audit', '', mod)).replies[0]?.post.fields).toMatchObject([
      { name: 'Set a limit', value: expect.stringMatching(/^Ann · Longest clip: the tier’s limit \(was 10 s\) · by Mo · /) },
      { name: 'Set a limit', value: expect.stringMatching(/^Ann · Clips a day: 4 \(was 10\) · by Mo · /) },
    ])
  })

  test('a grant adds credits, a reset begins anew, and both are written down', async () => {
    const house = await openHouse()
    await house.say('quota', 'grant @ann --value 50 --reason "a prize"', mod)
    expect((await house.say('quota', '')).sentences).toEqual(['You have 10 clips or 50 stills left today and 150 credits this month.'])
    await house.clip()
    await house.say('quota', 'reset @ann', mod)
    expect((await house.say('quota', '')).sentences).toEqual([expect.stringContaining('You have 10 clips or 50 stills left today')])
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null, memberId: 'ann' })
    expect(entries).toMatchObject([
      { action: 'quota.reset', actorId: 'mod' },
      { action: 'quota.grant', actorId: 'mod', detail: { credits: 50, reason: 'a prize' } },
    ])
  })

  test('a grant that a restart runs again adds nothing, and says the same', async () => {
    const house = await openHouse()
    const again = { ...mod, event: 'event-1' }
    const line = 'grant @ann --value 50 --reason "a prize"'
    const [first, second] = [await house.say('quota', line, again), await house.say('quota', line, again)]
    expect(second).toEqual(first)
    expect((await house.say('quota', '')).sentences).toEqual(['You have 10 clips or 50 stills left today and 150 credits this month.'])
    await house.say('quota', line, { ...mod, event: 'event-2' })
    expect((await house.say('quota', '')).sentences).toEqual(['You have 10 clips or 50 stills left today and 200 credits this month.'])
    expect(
      (await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null, memberId: 'ann' })).entries,
    ).toHaveLength(2)
  })

  test('a reset that a restart runs again takes back nothing that was done since', async () => {
    const house = await openHouse()
    const again = { ...mod, event: 'event-1' }
    await house.clip()
    await house.say('quota', 'reset @ann', again)
    await house.clip()
    await house.say('quota', 'set @ann --limit clipsPerDay --value 7', mod)
    await house.say('quota', 'reset @ann', again)
    expect((await house.say('quota', '')).sentences).toEqual(['You have 6 clips or 30 stills left today and 100 credits this month.'])
  })

  test('shows the clips of a member to a moderator', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { replies } = await house.say('quota', 'history @ann', mod)
    expect(replies[0]?.post.fields).toMatchObject([{ name: 'a sunset', value: expect.stringContaining(`id ${id}`) }])
  })

  test('says which clips of its chart do not count', async () => {
    const nominal = fakeModel({ price: { usdPerClip: 0.01, nominal: true } })
    const house = await openHouse({ models: [nominal] })
    const owner = { owner: true }
    await house.say('t2v', 'a boat --takes 2', owner)
    const own = (await house.say('quota', '', owner)).replies[0]?.post
    expect(own?.fields).toContainEqual({ name: 'Your clips and stills of the last 30 days', value: '2 clips' })
    expect(own?.warnings).toEqual(['2 clips of today do not count for your limits: they cost nothing, or your counts were reset.'])
    await house.say('t2v', 'a boat', { id: 'bea' })
    expect((await house.say('quota', '', { id: 'bea' })).replies[0]?.post.warnings).toEqual([])
  })

  test('tells about an id that nobody has', async () => {
    const house = await openHouse()
    const { replies } = await house.say('quota', 'show @bob', mod)
    expect(replies[0]?.post.warnings).toEqual([
      'No member with the ID bob has asked for a clip here yet. Check that it is an ID and not a name.',
    ])
  })

  test.each([
    ['set', '/quota set needs a member. Example: /quota set @ann'],
    ['set @ann', '/quota set needs a limit and a value. Example: /quota set @ann --limit "Clips a day" --value 20'],
    ['set @ann --limit clipsPerDay --value many', 'Clips a day takes a value such as 20, or default to go back to the tier’s limit.'],
    [
      'grant @ann --value 5',
      '/quota grant needs a number of credits and a reason. Example: /quota grant @ann --value 50 --reason "won the contest"',
    ],
  ])('%s is not enough', async (line, sentence) => {
    const house = await openHouse()
    expect((await house.say('quota', line, mod)).sentences).toEqual([sentence])
  })
})
