import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/program/load.ts'
import { tier } from '../support/admission.ts'
import { createFakePlatform } from '../support/fake-platform.ts'
import { openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const policy = await shippedPolicy()
const server = { platform: 'discord', workspace: '100200300400500600' }
const eve = { id: 'eve', name: 'Eve', platform: 'discord' }
const direct = { ...eve, workspace: 'direct:eve' }
const mod = { ...eve, id: 'mod', name: 'Mo', workspace: server.workspace, moderator: true, manager: true }

const openFor = (who: 'nobody' | 'members' | 'everybody') =>
  openHouse({
    parts: {
      policy: { ...policy, directMessages: { ...policy.directMessages, for: who } },
      platforms: new Map([['discord', createFakePlatform('discord')]]),
      tiers: { default: tier, all: [tier, { ...tier, name: 'direct', clipsPerDay: 1 }] },
    },
  })
type House = Awaited<ReturnType<typeof openFor>>

/** Asks for a clip, and gives what was said when none was begun. */
const asks = async (house: House, presser: Parameters<House['say']>[2], line = 'a boat'): Promise<string | undefined> =>
  (await house.say('t2v', line, presser)).sentences[0]

const inServer = { ...eve, workspace: server.workspace }

test('are off until the operator turns them on: every command says where to ask, but for help, to appeal and to be forgotten', async () => {
  const house = await openFor('nobody')
  for (const name of (await loadCommands(undefined)).keys()) {
    const { sentences, forms } = await house.press(name, '4k7q0c2m9xwd', {}, direct)
    const refusal = 'The bot makes no clips in direct messages. Ask in a channel of a server.'
    if (['appeal', 'forget', 'help'].includes(name)) expect([name, sentences]).not.toEqual([name, [refusal]])
    else expect([name, sentences, forms]).toEqual([name, [refusal], []])
  }
  expect(await house.storage.generations.open()).toEqual([])
})

test('are for members who asked in a server before, where that is what the operator wants', async () => {
  const house = await openFor('members')
  expect(await asks(house, direct)).toContain('Ask for your first clip in a channel of a server')
  expect(await asks(house, inServer)).toBeUndefined()
  expect(await asks(house, direct)).toBeUndefined()
})

test('have the tier that the policy names, whatever roles somebody has, and count by themselves', async () => {
  const house = await openFor('everybody')
  expect(await asks(house, { ...direct, roles: ['12'] })).toBeUndefined()
  expect(await asks(house, { ...direct, roles: ['12'] })).toContain('0 of 1 clip left today')
  expect(await asks(house, { ...direct, id: 'bob', workspace: 'direct:bob' })).toBeUndefined()
})

test('have no moderator, also when the platform or a role says so', async () => {
  const house = await openFor('everybody')
  const boss = { ...direct, moderator: true, manager: true, roles: ['12'] }
  for (const [command, line] of [
    ['quota', 'grant @eve --value 100 --reason mine'],
    ['quota', 'reset @eve'],
    ['budget', '50'],
    ['workspace', '--zone Asia/Seoul'],
    ['unblock', '@eve'],
    ['audit', ''],
    ['usage', ''],
  ] as const) {
    expect([command, (await house.say(command, line, boss)).sentences]).toEqual([command, ['Only a moderator can do that. Ask one.']])
  }
})

describe('what counts in a server of the person counts there too, and tells nothing of it', () => {
  test.each<[string, (house: House) => Promise<unknown>, string]>([
    ['a block', (house) => house.say('block', '@eve hollyhock', mod), 'You are blocked from making clips in one of your servers'],
    ['a pause', (house) => house.say('queue', 'pause hollyhock', mod), 'Making clips is paused in one of your servers'],
    ['a budget that is spent', (house) => house.say('budget', '0', mod), 'The budget of one of your servers is used up'],
    ['a model that is off', (house) => house.say('models', 'disable plain hollyhock', mod), 'it is turned off in one of your servers'],
  ])('%s', async (_, stop, sentence) => {
    const house = await openFor('everybody')
    // Refused or not: who asked there belongs there.
    await stop(house)
    await asks(house, inServer)
    const said = await asks(house, direct, 'a boat --model plain')
    expect(said).toContain(sentence)
    expect(said).not.toContain('hollyhock')
    expect(await asks(house, { ...direct, id: 'bob', workspace: 'direct:bob' })).toBeUndefined()
  })

  test('a block that is over counts no more', async () => {
    const house = await openFor('everybody')
    await house.say('block', '@eve spam', mod)
    expect(await asks(house, direct)).toContain('You are blocked from making clips in one of your servers')
    await house.say('unblock', '@eve', mod)
    expect(await asks(house, direct)).toBeUndefined()
  })

  test('a server of the same person on another platform does not', async () => {
    const house = await openFor('everybody')
    await house.say('block', '@eve spam', { ...mod, platform: 'slack' })
    expect(await asks(house, direct)).toBeUndefined()
  })
})

test('guests have the tier that is marked for them, whatever roles they have, else the default one', async () => {
  const guests = { ...tier, name: 'visitors', guests: true, clipsPerDay: 1 }
  const team = { ...tier, name: 'team', roles: ['12'], clipsPerDay: 9 }
  const left = async (all: (typeof tier)[], presser: object) => {
    const house = await openHouse({ parts: { tiers: { default: tier, all } } })
    return (await house.say('quota', '', { id: 'gus', roles: ['12'], ...presser })).sentences[0]
  }
  expect(await left([tier, team, guests], { guest: true })).toContain('You have 1 clip or 5 stills left today')
  expect(await left([tier, team], { guest: true })).toContain('You have 10 clips or 50 stills left today')
  expect(await left([tier, team, guests], {})).toContain('You have 9 clips or 45 stills left today')
})

describe('places that the operator did not name', () => {
  const allowed = { discord: [server.workspace], slack: [] }
  const elsewhere = 'The bot’s operator has not turned it on for this workspace. Ask the operator to add it.'

  test('get one sentence for every command, and nothing is done', async () => {
    const house = await openHouse({ allowed, parts: { platforms: new Map([['discord', createFakePlatform('discord')]]) } })
    for (const stranger of [
      { ...mod, workspace: '999999999999999999' },
      { ...mod, platform: 'slack', workspace: 'T0OTHER' },
    ]) {
      for (const name of (await loadCommands(undefined)).keys()) {
        const { replies, forms } = await house.press(name, '4k7q0c2m9xwd', {}, stranger)
        expect([name, replies.map(({ post, isPrivate }) => [post.text, isPrivate]), forms]).toEqual([name, [[elsewhere, true]], []])
      }
      expect((await house.storage.audit.page(stranger, { after: null })).entries).toEqual([])
    }
    expect(await asks(house, inServer)).toBeUndefined()
    // The machine's own page needs no permission.
    expect((await house.say('quota', '')).sentences[0]).toContain('You have')
  })
})
