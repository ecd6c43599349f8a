import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Platform } from '../../src/core/platform.ts'
import { createFakePlatform } from '../support/fake-platform.ts'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const home = { platform: 'web', workspace: 'local' }

/** A chat with one channel for moderators, which knows it by its name and by its id. */
const withChannels = () => {
  const chat = createFakePlatform()
  const tryChannel: Platform['tryChannel'] = async (workspace, named, post, send) => {
    if (named !== 'mods' && named !== 'C1') throw new MoodreelError('not_allowed', `There is no channel ${named}.`)
    return { ...(await chat.post({ platform: 'web', workspace, channel: 'C1' }, post, send)), channel: 'C1' }
  }
  return Object.assign(chat, { tryChannel })
}
const openWithChannels = async () => {
  const platform = withChannels()
  const house = await openHouse({ parts: { platforms: new Map([['web', platform]]) } })
  const kept = async () =>
    (await house.say('workspace', '', mod)).replies[0]?.post.fields?.find(({ name }) => name === 'Moderators’ channel')?.value
  return { house, platform, kept }
}
const lines = ({ messages }: ReturnType<typeof withChannels>): string[] => [...messages.values()].map(({ text }) => text)

test('a channel is kept by its id, once a line was posted there', async () => {
  const { house, platform, kept } = await openWithChannels()
  const event = 'said-once'
  await house.say('workspace', '--moderators #mods', { ...mod, event })
  // What a restart says again posts nothing again.
  expect((await house.say('workspace', '--moderators #mods', { ...mod, event })).sentences[0]).toContain('Saved')
  expect(await kept()).toBe('C1')
  expect(lines(platform)).toEqual(['Reports, approvals and warnings for moderators come here from now on.'])
})

test('one that cannot be posted to is refused with the reason, and the old one stays', async () => {
  const { house, platform, kept } = await openWithChannels()
  await house.say('workspace', '--moderators <#C1|mods>', mod)
  expect((await house.say('workspace', '--moderators #nobody --approve 100', mod)).sentences).toEqual(['There is no channel nobody.'])
  expect(await kept()).toBe('C1')
  expect(await house.storage.audit.page(home, { after: null })).toMatchObject({ entries: [{ detail: { moderatorsChannel: 'C1' } }] })
  platform.faults.push({ call: 'post', when: 'before', error: new MoodreelError('delivery_failed', 'The chat is down.') })
  expect((await house.say('workspace', '--moderators mods', mod)).sentences).toEqual([
    'The test post could not be sent just now, so nothing was changed. Try again in a minute.',
  ])
  expect(await kept()).toBe('C1')
})

test('what else is wrong with the change is said before anything is posted', async () => {
  const { house, platform } = await openWithChannels()
  await house.say('workspace', '--moderators #mods --zone Moon/Base', mod)
  await house.say('workspace', '--moderators #mods', { id: 'eve', name: 'Eve' })
  expect(lines(platform)).toEqual([])
})

test('--off uses no channel any more', async () => {
  const { house, kept } = await openWithChannels()
  await house.say('workspace', '--moderators #mods', mod)
  await house.say('workspace', '--off moderators', mod)
  expect(await kept()).toBe('none')
})

test('the playground has its own feed and no other', async () => {
  const house = await openHouse()
  house.platform.homeChannel = 'feed'
  expect((await house.say('workspace', '--moderators #mods', mod)).sentences).toEqual([
    'There is no such channel here. The bot posts to its own feed.',
  ])
})
