import { expect, test } from 'vitest'
import type { Action, Post } from '../../../../src/core/post.ts'
import { generationId, post } from '../bot.ts'
import { Refusal } from '../fake/refusal.ts'
import { ask, clipPost, heard, until, useScene } from '../scene.ts'

const scene = useScene()

const act = (command: string, label: string): Action => ({ command, argument: generationId, label })
const row = [act('reroll', 'Reroll'), act('edit', 'Edit')]
const more = [act('info', 'Recipe'), act('report', 'Report'), act('delete', 'Delete')]

const posted = async (given: Partial<Post>) => {
  const { open, person, key } = await ask(scene)
  const { thread, root } = await open()
  const ref = await scene.bot.platform.post(thread, { ...(await clipPost(scene.bot)), ...given }, { key, again: false })
  const message = scene.discord.world.message(ref.channel, ref.message)
  const channel = scene.discord.world.channels.get(ref.channel)
  if (!message || !channel) throw new Error('no message')
  return { message, channel, person, thread, root }
}

test('a clip is a card: the film, its number and words, a row of buttons, and one menu for the rest', async () => {
  const { message } = await posted({ number: '3b', actions: row, more })
  expect(message.components).toMatchObject([
    {
      type: 17,
      components: [
        { type: 12, items: [{ media: { url: expect.stringContaining('moodreel-') } }] },
        { type: 10, content: expect.stringMatching(/^\*\*3b\*\* a paper boat/) },
        { type: 1, components: [{ label: 'Reroll' }, { label: 'Edit' }] },
        {
          type: 1,
          components: [{ type: 3, placeholder: 'More…', options: [{ label: 'Recipe' }, { label: 'Report' }, { label: 'Delete' }] }],
        },
      ],
    },
  ])
})

test('a choice of the menu is its command, also after a restart, and one that opens a form opens it', async () => {
  const { discord, bot } = scene
  const { message, channel, person } = await posted({ actions: row, more })
  await bot.restart()
  discord.pick(person, channel, message, 'Delete')
  const { invocation } = await heard(bot, 2)
  expect(invocation).toMatchObject({
    command: 'delete',
    input: { kind: 'values', values: { id: generationId } },
    thread: channel.id,
    channel: discord.channel.id,
  })
  bot.onSaid(({ responder }) => responder.form({ command: 'edit', generationId, title: 'Edit', values: { prompt: 'x' } }))
  const { message: second, channel: there } = await posted({ actions: [], more: [act('edit', 'Edit')] })
  const picked = discord.pick(person, there, second, 'Edit')
  await until(() => expect(picked.answerType).toBe(9))
})

test('the first message shows the still beside its words when it is over, and keeps it when it is edited again', async () => {
  const { bot } = scene
  const { open } = await ask(scene)
  const { root } = await open()
  const still = await bot.clip('moodreel-4k7q0c2m9xwd.jpg', 64)
  const over = post({
    thumbnail: { ...still, mediaType: 'image/jpeg', alt: 'a boat' },
    links: [{ label: 'Open thread', url: 'https://discord.com/x' }],
  })
  for (let edit = 0; edit < 2; edit += 1) {
    await bot.platform.edit(root, over)
    const message = scene.discord.world.message(root.channel, root.message)
    expect(message?.components).toMatchObject([
      {
        type: 17,
        components: [
          { type: 9, components: [{ type: 10 }], accessory: { type: 11, description: 'a boat' } },
          { type: 1, components: [{ label: 'Open thread', url: 'https://discord.com/x' }] },
        ],
      },
    ])
    expect(message?.attachments).toHaveLength(1)
  }
})

test('who asked is added to the thread, and one who cannot be added has their clip all the same', async () => {
  const { discord } = scene
  const { person, thread } = await posted({})
  await until(() => expect(discord.world.channels.get(thread.thread ?? '')?.members).toEqual([person.id]))
  discord.fault('PUT', /thread-members/, new Refusal(403, 50001, 'Missing Access'))
  const { channel } = await posted({})
  expect(channel.members).toEqual([])
})

test('what tells that a clip is on its way goes when it is over', async () => {
  const { discord, bot } = scene
  let over: (() => Promise<void>) | undefined
  bot.onSaid(async ({ responder }) => {
    await responder.done?.(post({ kind: 'notice', text: 'Your clip is on its way.' }), null)
    over = async () => responder.over?.()
  })
  const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt: 'a boat' })
  await until(() => expect(over).toBeDefined())
  expect(JSON.stringify(asked.original)).toContain('on its way')
  await over?.()
  expect(asked.original).toBeNull()
  await over?.()
})
