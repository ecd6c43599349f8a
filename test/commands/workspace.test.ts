import { describe, expect, onTestFinished, test } from 'vitest'
import { tierSchema } from '../../src/core/tier.ts'
import { tier } from '../support/admission.ts'
import { buildHouse, fakeModel, openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const team = tierSchema.parse({ ...tier, name: 'team', clipsPerDay: 40, roles: ['77'] })
const parts = { tiers: { default: tier, all: [tier, team] } }

describe('workspace', () => {
  test('shows what is set, and changes it', async () => {
    const house = await openHouse({ parts })
    const { replies } = await house.say('workspace', '--zone Asia/Seoul --channel <#55> --approve 100', mod)
    expect(replies).toMatchObject([{ isPrivate: true, post: { text: 'Saved. It counts from now on. /mod audit shows who changed what.' } }])
    await house.say('workspace', '--tier team --limit longestSeconds --value 30', mod)
    await house.say('workspace', '--role <@&88> --tier team', mod)
    await house.say('budget', '5', mod)
    expect((await house.say('workspace', '', mod)).replies[0]?.post.fields).toEqual([
      { name: 'Time zone', value: 'Asia/Seoul' },
      { name: 'Moderators’ channel', value: '55' },
      { name: 'Needs approval', value: 'above 100 credits' },
      { name: 'Monthly budget', value: '$5.00' },
      { name: 'Tiers of roles', value: '88: tier team' },
      { name: 'Longest clip of tier team', value: '30 s' },
    ])
    await house.say('workspace', '--channel off --approve off', mod)
    await house.say('workspace', '--tier team --limit longestSeconds --value default', mod)
    await house.say('workspace', '--role 88 --tier off', mod)
    expect((await house.say('workspace', '', mod)).replies[0]?.post.fields?.map(({ value }) => value)).toEqual([
      'Asia/Seoul',
      'none',
      'nothing',
      '$5.00',
    ])
  })

  test('gives a role its tier, by the configuration and at run time', async () => {
    const house = await openHouse({ parts })
    const left = async (roles: string[]) => (await house.say('quota', '', { roles })).sentences[0]?.split(' left')[0]
    expect(await left([])).toBe('You have 10 clips or 50 stills')
    expect(await left(['77'])).toBe('You have 40 clips or 200 stills')
    expect(await left(['88'])).toBe('You have 10 clips or 50 stills')
    await house.say('workspace', '--role 88 --tier team', mod)
    await house.say('workspace', '--tier team --limit clipsPerDay --value 60', mod)
    expect(await left(['88'])).toBe('You have 60 clips or 300 stills')
  })

  test('is told of in the audit with what was before', async () => {
    const house = await openHouse({ parts })
    await house.say('workspace', '--zone Asia/Seoul --approve 100', mod)
    await house.say('workspace', '--role 88 --tier team', mod)
    await house.say('workspace', '--tier default --limit clips a day --value 60', mod)
    await house.say('budget', '5', mod)
    const lines = (await house.say('audit', '', mod)).replies[0]?.post.fields?.map(({ value }) => value.split(' · by Mo')[0])
    expect(lines).toEqual([
      'Monthly budget: $5.00 (was $20.00)',
      'Clips a day of members without a tier: 60 (was 10)',
      '88: tier team (was none)',
      'Time zone: Asia/Seoul (was UTC) · Needs approval: above 100 credits (was nothing)',
    ])
  })

  test('begins the day at midnight of its zone', async () => {
    const house = await openHouse({ parts: { clock: { now: () => Date.UTC(2026, 10, 21, 12) } } })
    await house.say('workspace', '--zone Asia/Seoul', mod)
    const quota = await house.say('quota', '')
    expect(quota.replies[0]?.post.fields?.[0]?.value).toContain(String(Date.UTC(2026, 10, 21, 15)))
  })

  test('what was set survives a restart', async () => {
    const folder = await temporaryFolder()
    const open = () => buildHouse(folder, { parts, models: [fakeModel(), fakeModel({ name: 'wan' })] })
    const before = await open()
    await before.say('workspace', '--zone Asia/Seoul --approve 100', mod)
    await before.say('workspace', '--role 88 --tier team', mod)
    await before.say('budget', '5', mod)
    await before.say('models', 'disable wan too dear', mod)
    await before.say('block', '@bea spam', mod)
    await before.say('quota', 'set @ann --limit clipsPerDay --value 3', mod)
    await before.say('settings', '--duration 4')
    await before.say('queue', 'pause moving house', mod)
    const written = (await before.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries
    await before.close()

    const house = await open()
    onTestFinished(() => house.close())
    expect((await house.say('t2v', 'a boat')).sentences).toEqual(['Making clips is paused here. Try again later. Reason: moving house'])
    expect((await house.say('workspace', '', mod)).replies[0]?.post.fields?.map(({ value }) => value)).toEqual([
      'Asia/Seoul',
      'none',
      'above 100 credits',
      '$5.00',
      'moving house',
      'too dear',
      '88: tier team',
    ])
    await house.say('queue', 'resume', mod)
    expect((await house.say('t2v', 'a boat', { id: 'bea' })).sentences).toEqual([
      'You are blocked from making clips here. Ask a moderator about it. Reason: spam',
    ])
    expect((await house.say('quota', '')).sentences).toEqual(['You have 3 clips or 15 stills left today and 100 credits this month.'])
    expect((await house.say('settings', '')).replies[0]?.post.fields?.[2]?.value).toBe('4 s')
    expect(
      (await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries.slice(-written.length),
    ).toEqual(written)
  })

  test.each([
    ['--zone Moon/Base', 'There is no time zone Moon/Base. Give one such as Europe/Berlin or Asia/Seoul.'],
    ['--role 88', 'A role needs a tier. Example: /mod workspace --role 1131200000000000000 --tier team'],
    ['--tier team', 'A tier needs a role or a limit. Add one.'],
    ['--role 88 --tier gold', 'There is no tier gold. The tiers are default, team.'],
    [
      '--limit queued --value 3',
      'To set a limit, give a tier, a limit and a value. Example: /mod workspace --tier team --limit "Clips a day" --value 20',
    ],
  ])('does not take %s', async (line, sentence) => {
    const house = await openHouse({ parts })
    expect((await house.say('workspace', line, mod)).sentences).toEqual([sentence])
  })
})
