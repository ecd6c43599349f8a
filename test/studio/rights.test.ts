import { describe, expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type House, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const eve = { id: 'eve', name: 'Eve', roles: ['12'] }
const refused = 'Only a moderator can do that. Ask one.'

/** What was written down of a try last: one that is counted keeps its place. */
const lastTry = async (house: House, action: string) => {
  const first = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
  const second =
    first.next === null ? { entries: [] } : await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: first.next })
  return [...first.entries, ...second.entries].find((entry) => entry.action === `refused.${action}`)
}

/** What only moderators may say, and the verb under which a try of others is written down. `ID` stands for a clip of Ann's. */
const said: [command: string, line: string, action: string, target: string][] = [
  ['quota', 'show @ann', 'quota.show', 'ann'],
  ['quota', '@ann', 'quota.show', 'ann'],
  ['quota', 'set @ann --limit clipsPerDay --value 99', 'quota.set', 'ann'],
  ['quota', 'set @eve --limit clipsPerDay --value 99', 'quota.set', 'eve'],
  ['quota', 'grant @eve --value 1000 --reason please', 'quota.grant', 'eve'],
  ['quota', 'reset @eve', 'quota.reset', 'eve'],
  ['quota', 'history @ann', 'quota.history', 'ann'],
  ['history', '@ann', 'quota.history', 'ann'],
  ['history', '@ann --csv', 'quota.history', 'ann'],
  ['history', '--after ID', 'quota.history', 'ann'],
  ['queue', 'pause for fun', 'pause', 'local'],
  ['queue', 'pause plain', 'model.disable', 'plain'],
  ['queue', 'resume', 'resume', 'local'],
  ['queue', 'resume plain', 'model.enable', 'plain'],
  ['models', 'disable plain', 'model.disable', 'plain'],
  ['models', 'enable plain', 'model.enable', 'plain'],
  ['block', '@ann revenge', 'block', 'ann'],
  ['block', '--id ID revenge', 'block', 'ID'],
  ['unblock', '@eve', 'unblock', 'eve'],
  ['dismiss', 'ID', 'dismiss', 'ID'],
  ['approve', 'ID', 'approve', 'ID'],
  ['decline', 'ID', 'decline', 'ID'],
  ['budget', '', 'usage', 'local'],
  ['budget', '9999', 'budget', 'local'],
  ['budget', 'off', 'budget', 'local'],
  ['usage', '', 'usage', 'local'],
  ['audit', '', 'audit', 'local'],
  ['audit', '@ann', 'audit', 'ann'],
  ['audit', '--csv', 'audit', 'local'],
  ['policy', '', 'policy.list', 'local'],
  ['policy', 'add zorro', 'policy.add', 'local'],
  ['policy', 'remove 1', 'policy.remove', 'local'],
  ['policy', 'test a boat', 'policy.test', 'local'],
  ['channel', '', 'channels', 'local'],
  ['channel', '55 --pace 99', 'channel.change', '55'],
  ['workspace', '', 'workspace.show', 'local'],
  ['workspace', '--approve off', 'workspace.change', 'local'],
  ['workspace', '--role 12 --tier default', 'workspace.change', 'local'],
]

/** The buttons of moderators, as somebody presses them or sends in a form of theirs that they made up. */
const pressed: [command: string, values: Record<string, string>, action: string][] = [
  ['approve', {}, 'approve'],
  ['decline', {}, 'decline'],
  ['dismiss', {}, 'dismiss'],
  ['block', {}, 'block'],
  ['block', { reason: 'revenge' }, 'block'],
  ['history', {}, 'quota.history'],
]

describe('a member without rights', () => {
  test('is refused every command of moderators, and each try is written down', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const settings = await house.storage.settings.get('workspace:web:local')
    for (const [command, line, action, target] of said) {
      const { sentences, forms } = await house.say(command, line.replace('ID', id), eve)
      expect([command, line, sentences, forms]).toEqual([command, line, [refused], []])
      expect(await lastTry(house, action)).toMatchObject({ actorId: 'eve', target: target.replace('ID', id) })
    }
    expect(await house.storage.settings.get('workspace:web:local')).toEqual(settings)
    for (const memberId of ['ann', 'eve']) {
      expect(await house.storage.members.find({ platform: 'web', workspace: 'local', memberId })).toMatchObject({ limits: {}, block: null })
    }
  })

  test('is refused every button of moderators, and each try is written down', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    for (const [command, values, action] of pressed) {
      const { sentences, forms } = await house.press(command, id, values, eve)
      expect([command, sentences, forms]).toEqual([command, [refused], []])
      expect(await lastTry(house, action)).toMatchObject({ actorId: 'eve' })
    }
    for (const command of ['delete', 'cancel']) {
      const { sentences } = await house.press(command, id, {}, eve)
      expect(sentences).toEqual(['Only the person who asked for this clip or a moderator can do that.'])
      expect(await lastTry(house, command)).toMatchObject({ actorId: 'eve', target: id, detail: { member: 'ann' } })
    }
    expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  })

  test('learns nothing by an id that was made up, which is written down too', async () => {
    const house = await openHouse()
    for (const [command, values, action] of pressed.filter(([name]) => name !== 'history')) {
      const forged = newId()
      const { sentences } = await house.press(command, forged, values, eve)
      expect([command, sentences]).toEqual([command, [refused]])
      expect(await lastTry(house, action)).toMatchObject({ actorId: 'eve', target: forged })
    }
    const cursor = `${newId()}@ann`
    expect((await house.press('audit', cursor, {}, eve)).sentences).toEqual([refused])
    expect(await lastTry(house, 'audit')).toMatchObject({ target: 'ann' })
  })

  test('has none elsewhere either', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const stranger = { ...eve, moderator: true, workspace: 'elsewhere' }
    const notHere = [`There is no clip with the ID ${id}. Copy the ID from the clip’s post.`]
    for (const command of ['approve', 'decline', 'block', 'dismiss', 'report']) {
      expect([command, (await house.press(command, id, { ...(command === 'report' && { words: 'x' }) }, stranger)).sentences]).toEqual([
        command,
        notHere,
      ])
    }
    expect((await house.say('audit', '', stranger)).sentences).toEqual(['The audit log is empty.'])
  })
})

describe('a role of the policy', () => {
  const moderators = [
    { platform: 'web', workspace: 'local', roles: ['12'] },
    { platform: 'discord', roles: ['13'] },
  ]

  test('makes moderators in its workspace, and nowhere else', async () => {
    const parts = { policy: { ...(await shippedPolicy()), moderators } }
    const house = await openHouse({ parts })
    const may = async (presser: Parameters<House['say']>[2]) => (await house.say('budget', '', presser)).sentences[0] !== refused
    expect(await may(eve)).toBe(true)
    expect(await may({ ...eve, roles: [] })).toBe(false)
    expect(await may({ ...eve, roles: ['13'] })).toBe(false)
    expect(await may({ ...eve, workspace: 'elsewhere' })).toBe(false)
    expect(await may({ ...eve, roles: ['13'], workspace: 'elsewhere', platform: 'discord' })).toBe(true)
  })
})
