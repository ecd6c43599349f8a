import { expect, test } from 'vitest'
import { Refusal } from '../fake/refusal.ts'
import type { FakeChannel } from '../fake/world.ts'
import { ask, useScene } from '../scene.ts'

const scene = useScene()

const opened = async (place = scene.discord.channel) => {
  const { open } = await ask(scene, place)
  const { thread, root } = await open()
  const inner = scene.discord.world.channels.get(thread.thread ?? '') as FakeChannel
  return { inner, rename: (name = 'Deleted clips') => scene.bot.platform.renameThread?.(thread, root, name) }
}

test('the words go from the name of a thread, whatever else the bot may do there', async () => {
  const { inner, rename } = await opened()
  expect(inner.name).toBe('a paper boat')
  await rename()
  expect(inner.name).toBe('Deleted clips')
  // Two names in ten minutes are all that Discord allows: the same name again costs none.
  await rename()
  await rename()
  expect(inner.namedAt).toHaveLength(1)
})

test('a thread that sleeps is woken for it and sleeps again', async () => {
  const { inner, rename } = await opened()
  inner.archived = true
  await rename()
  expect([inner.name, inner.archived]).toEqual(['Deleted clips', true])
})

test('a thread that is gone has no name', async () => {
  const { inner, rename } = await opened()
  scene.discord.world.channels.delete(inner.id)
  await expect(rename()).resolves.toBeUndefined()
})

test('a thread of members, and a direct message, keep what they are called', async () => {
  const { discord } = scene
  const { inner, rename } = await opened(discord.thread({ name: 'our summer film' }))
  await rename()
  expect(inner.name).toBe('our summer film')
  const direct = await opened(discord.world.direct(discord.person().id))
  await direct.rename()
  expect(discord.callsTo('PATCH', /^\/channels\/\d+$/)).toEqual([])
})

test('a locked thread, and a Discord that does not answer, are told apart', async () => {
  const { inner, rename } = await opened()
  inner.locked = true
  await expect(rename()).rejects.toMatchObject({ code: 'not_allowed' })
  scene.discord.fault('GET', /^\/channels\/\d+$/, new Refusal(404, 0, '404: Not Found', { html: '<html>404</html>' }))
  await expect(rename()).rejects.toMatchObject({ code: 'delivery_failed' })
})
