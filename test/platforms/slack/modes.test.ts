import { expect, it } from 'vitest'
import { delivered, image, openBot, openedForm, openTalk, video } from './opened-bot.ts'

const inputs = {
  t2v: null,
  i2v: { option: 'image', shortcut: 'animate', file: image },
  v2v: { option: 'video', shortcut: 'restyle', file: video },
} as const
type Mode = keyof typeof inputs

const open = async () => {
  const { slack, bot, ada } = await openBot()
  const parent = await openTalk(slack, bot)
  const filesFor = (mode: Mode) => {
    const input = inputs[mode]
    return input ? [slack.addFile({ ...input.file, bytes: new Uint8Array(77) })] : []
  }
  const fill = async (values: Parameters<typeof ada.submit>[1]) => {
    await ada.submit(await openedForm(ada), { prompt: 'at night', ...values })
  }
  return { slack, bot, ada, talk: parent.root.message, filesFor, fill }
}
type World = Awaited<ReturnType<typeof open>>

/** Every way to ask for a clip, and whether it is in a thread. */
const entries: Record<
  string,
  { modes: Mode[]; inThread?: boolean; onPicture?: boolean; direct?: boolean; ask(world: World, mode: Mode): Promise<unknown> }
> = {
  'a typed command': { modes: ['t2v'], ask: ({ ada }) => ada.command('/t2v', 'at night') },
  'its own name after /moodreel': { modes: ['t2v'], ask: ({ ada }) => ada.command('/moodreel', 't2v at night') },
  'the form of its command': {
    modes: ['t2v', 'i2v', 'v2v'],
    async ask({ ada, filesFor, fill }, mode) {
      await ada.command(`/${mode}`)
      const input = inputs[mode]
      await fill(input ? { [input.option]: filesFor(mode) } : {})
    },
  },
  'the shortcut on a message': {
    modes: ['i2v', 'v2v'],
    onPicture: true,
    async ask({ ada, filesFor, fill, talk }, mode) {
      await ada.shortcut(inputs[mode]?.shortcut ?? '', { ts: talk, files: filesFor(mode) })
      await fill({})
    },
  },
  'the shortcut in a thread': {
    modes: ['i2v', 'v2v'],
    inThread: true,
    async ask({ ada, filesFor, fill, talk }, mode) {
      await ada.shortcut(inputs[mode]?.shortcut ?? '', { ts: '1790000000.5', files: filesFor(mode), thread: talk })
      await fill({})
    },
  },
  'a mention in a channel': {
    modes: ['t2v', 'i2v', 'v2v'],
    ask: ({ ada, filesFor }, mode) => ada.mention(`${mode} at night`, { files: filesFor(mode) }),
  },
  'a mention in a thread': {
    modes: ['t2v', 'i2v', 'v2v'],
    inThread: true,
    ask: ({ ada, filesFor, talk }, mode) => ada.mention(`${mode} at night`, { files: filesFor(mode), thread: talk }),
  },
  'a direct message': {
    modes: ['t2v', 'i2v', 'v2v'],
    direct: true,
    async ask({ slack, bot, ada, filesFor }, mode) {
      const { thread } = await openTalk(slack, bot, slack.user)
      await ada.say(`${mode} at night`, thread.channel, { files: filesFor(mode) })
    },
  },
}
const rows = Object.entries(entries).flatMap(([name, { modes }]) => modes.map((mode): [Mode, string] => [mode, name]))

it.each(rows)('makes a clip from /%s by %s', async (mode, name) => {
  const world = await open()
  const { slack, bot, talk } = world
  const entry = entries[name]
  await entry?.ask(world, mode)
  const made = await delivered(bot)
  expect([made.invocation.command, made.prompt]).toEqual([mode, 'at night'])
  const input = inputs[mode]
  expect(made.inputs).toMatchObject(input ? [{ attachment: { name: input.file.name }, sizeBytes: 77 }] : [])
  expect(made.thread.thread).toBe(entry?.inThread || entry?.onPicture ? talk : made.root.message)
  if (entry?.direct) expect(made.thread.channel).toMatch(/^D/)
  else expect(made.thread.channel).toBe(slack.channel)
  const { channel, thread = '' } = made.thread
  expect((await slack.messages({ channel, thread })).filter(({ files }) => files.length > 0)).toHaveLength(1)
})
