import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const models = [fakeModel(), fakeModel({ name: 'wan' })]

describe('queue', () => {
  test('shows members their own clips, and moderators everybody’s', async () => {
    const house = await openHouse()
    await house.say('t2v', 'a boat')
    await house.say('t2v', 'a fox', { id: 'bea', name: 'Bea' })
    const own = (await house.say('queue', '')).replies[0]
    expect(own).toMatchObject({ isPrivate: true, post: { text: 'You have 1 clip in progress.' } })
    expect(own?.post.fields).toMatchObject([
      { name: '1 · a boat', value: expect.stringMatching(/^starting · ready in about \d+ s · id [0-9a-z]{12}$/) },
    ])
    const all = (await house.say('queue', '', mod)).replies[0]?.post.fields
    expect(all?.map(({ value }) => value.split(' · ')[0])).toEqual(['Ann', 'Bea'])
  })

  test('has a button to cancel each of five, and one for all; those of others have none', async () => {
    const house = await openHouse()
    await house.say('t2v', 'a boat in the rain --takes 4')
    await house.say('t2v', 'a lighthouse')
    await house.say('t2v', 'a fox', mod)
    const own = (await house.say('queue', '')).replies[0]?.post
    expect(own?.actions.map(({ command, label }) => `${command}: ${label}`)).toEqual([
      'cancel: Cancel 1 · a boat in the rain',
      'cancel: Cancel 2',
      'cancel: Cancel 3',
      'cancel: Cancel 4',
      'cancel: Cancel 1 · a lighthouse',
      'queue: Cancel all',
    ])
    expect((await house.say('queue', '', mod)).replies[0]?.post.actions.map(({ label }) => label)).toEqual(['Cancel 1'])
    const [one] = own?.actions ?? []
    await house.press('cancel', one?.argument ?? '')
    expect((await house.say('queue', '')).replies[0]?.post.actions).toHaveLength(5)
    expect((await house.press('queue', 'all')).sentences).toEqual(['4 clips are being canceled.'])
    expect((await house.say('queue', 'cancel all')).sentences).toEqual(['None of your clips can be canceled now.'])
    const open = await house.storage.generations.open()
    const going = await Promise.all(open.map(async ({ id }) => (await house.studio.find(id)).generation.cancelRequestedAt === null))
    expect(going.filter(Boolean)).toHaveLength(1)
  })

  test('says which clips wait for a moderator, and not when they would be ready', async () => {
    const house = await openHouse({ run: true, models: [fakeModel({ price: { usdPerClip: 0.4 } })] })
    await house.say('workspace', '--approve 40', { ...mod, manager: true })
    await house.say('t2v', 'a boat --takes 2')
    await house
      .until(async () => (await house.say('queue', '')).replies[0]?.post.fields?.map(({ value }) => value.split(' · ').length))
      .toEqual([2, 2])
    expect((await house.say('queue', '')).replies[0]?.post.fields?.[0]?.value).toMatch(/^waiting for a moderator · id [0-9a-z]{12}$/)
  })

  test('pauses everything for a reason, and goes on', async () => {
    const house = await openHouse({ models })
    await house.say('queue', 'pause back at noon.', mod)
    expect((await house.say('t2v', 'a boat')).sentences).toEqual(['Making clips is paused here. Try again later. Reason: back at noon.'])
    expect(await house.storage.generations.open()).toEqual([])
    expect((await house.say('queue', 'resume', mod)).sentences).toEqual([
      'Everybody can make clips again. /queue shows what is in progress.',
    ])
    expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
  })

  test('pauses one model, and goes on', async () => {
    const house = await openHouse({ models })
    await house.say('queue', 'pause wan too dear', mod)
    const refused = await house.say('t2v', 'a boat --model wan')
    expect(refused.sentences).toEqual([
      expect.stringContaining('wan is not available: a moderator turned it off: too dear. Use plain instead.'),
    ])
    expect((await house.say('t2v', 'a boat --model plain')).sentences).toEqual([])
    await house.say('queue', 'resume wan', mod)
    expect((await house.say('t2v', 'a boat --model wan')).sentences).toEqual([])
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
    expect(entries).toMatchObject([
      { action: 'model.enable', target: 'wan' },
      { action: 'model.disable', detail: { reason: 'too dear' } },
    ])
  })

  test('a moderator cancels a clip of somebody', async () => {
    const house = await openHouse()
    await house.say('t2v', 'a boat')
    const [open] = await house.storage.generations.open()
    expect((await house.say('queue', `cancel ${open?.id}`, mod)).sentences).toEqual(['The clip is being canceled.'])
    expect((await house.studio.find(open?.id ?? '')).generation.cancelRequestedAt).not.toBeNull()
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
      { action: 'cancel', actorId: 'mod' },
    ])
  })

  test('wants an id to cancel, and a model that there is', async () => {
    const house = await openHouse()
    expect((await house.say('queue', 'cancel that', mod)).sentences).toEqual([
      '/queue cancel needs a clip: its number here, its ID, or all for every clip of yours. /queue lists them.',
    ])
    expect((await house.say('queue', 'resume what', mod)).sentences).toEqual(['There is no model what. /models lists the models.'])
  })
})
