import { expect, test } from 'vitest'
import type { Post } from '../../../../src/core/post.ts'
import { generationId } from '../bot.ts'
import { ask, heard, useScene } from '../scene.ts'

const scene = useScene()
const names = Array.from({ length: 10 }, (_, at) => `${at + 1}`)

/** The first message of ten stills on their way; with a sheet of so many. */
const round = async (edit: number, sheet = 0): Promise<Post> => ({
  kind: 'batch',
  text: 'a keeper',
  facts: ['10 stills'],
  warnings: [],
  media: [],
  sheet: sheet > 0 ? { ...(await scene.bot.clip(`moodreel-${sheet}.jpg`, 300, 'image/jpeg')), alt: `Stills 1–${sheet}` } : undefined,
  progress: sheet === 10 ? [] : [{ generationId, stage: `${edit} of 10 done` }],
  choices: names.slice(0, sheet).map((label) => ({
    command: 'star',
    argument: `${generationId.slice(2)}${label}`,
    label,
    style: label === '3' ? 'primary' : undefined,
  })),
  actions: ['animate', 'more', 'reroll', 'vote'].map((command) => ({ command, argument: generationId, label: command })),
  more: [{ command: 'info', argument: generationId, label: 'Recipe 3' }],
  generationIds: [generationId],
})

const opened = async () => {
  const { discord, bot } = scene
  const { open, person } = await ask(scene)
  const { thread, root } = await open()
  const before = discord.calls.length
  const since = () => discord.calls.slice(before)
  return {
    ...{ discord, bot, person, thread, root },
    edit: async (...given: Parameters<typeof round>) => bot.platform.edit(root, await round(...given)),
    uploads: (): number => since().reduce((sum, { files }) => sum + files.length, 0),
    methods: (): string[] => since().map(({ method }) => method),
    message: () => discord.world.message(root.channel, root.message),
  }
}

test('fills in eight edits, and its sheet goes up once, with the last', async () => {
  const { edit, uploads, methods, message } = await opened()
  for (let at = 0; at < 7; at += 1) await edit(at)
  expect(uploads()).toBe(0)
  await edit(10, 10)
  // Whoever stars changes the words and not the picture.
  await edit(11, 10)
  expect(uploads()).toBe(1)
  expect(methods().filter((method) => method === 'PATCH')).toHaveLength(9)
  expect(methods().filter((method) => method === 'POST')).toEqual([])
  expect(message()?.attachments.map(({ filename }) => filename)).toEqual(['moodreel-10.jpg'])
})

test('is a card in green: words, the sheet, numbers five a row, a row for the chosen one, and the menu', async () => {
  const { edit, message } = await opened()
  await edit(10, 10)
  const buttons = (labels: string[]) => ({ type: 1, components: labels.map((label) => ({ type: 2, label })) })
  expect(message()?.components).toMatchObject([
    {
      type: 17,
      accent_color: 0x1abc9c,
      components: [
        { type: 10, content: expect.stringMatching(/^\*\*a keeper\*\*/) },
        { type: 12, items: [{ description: 'Stills 1–10' }] },
        buttons(['1', '2', '3', '4', '5']),
        buttons(['6', '7', '8', '9', '10']),
        buttons(['animate', 'more', 'reroll', 'vote']),
        { type: 1, components: [{ type: 3 }] },
      ],
    },
  ])
})

test('of which a sheet of some is followed by one of all, which takes its place', async () => {
  const { edit, uploads, message } = await opened()
  await edit(9, 9)
  await edit(9, 9)
  await edit(10, 10)
  expect(uploads()).toBe(2)
  expect(message()?.attachments.map(({ filename }) => filename)).toEqual(['moodreel-10.jpg'])
})

test('what is pressed on it in its channel is as if it were pressed in its thread; in a thread it is where it is', async () => {
  const { bot, person, discord, thread, root, edit, message } = await opened()
  await edit(10, 10)
  const standing = message()
  const channel = discord.world.channels.get(root.channel)
  if (!standing || !channel) throw new Error('no message')
  discord.press(person, channel, standing, 'more')
  const { invocation } = await heard(bot, 2)
  const origin = bot.platform.originIn?.(invocation.origin, thread)
  expect(origin).toMatchObject({ channel: thread.thread, channelType: 11, parent: root.channel })
  expect(bot.platform.originIn?.(origin ?? null, thread)).toBeNull()
  expect(bot.platform.originIn?.(invocation.origin, { ...thread, channel: '1' })).toBeNull()
  const again = await bot.platform.openThread(origin ?? null, await round(0), { key: `root:${invocation.id}:more`, again: false })
  expect(again.thread).toMatchObject({ channel: root.channel, thread: thread.thread })
  expect(again.root.channel).toBe(thread.thread)
})
