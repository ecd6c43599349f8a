import { expect, test } from 'vitest'
import type { Post } from '../../../../src/core/post.ts'
import { generationId, post } from '../bot.ts'
import { Refusal, refusals } from '../fake/refusal.ts'
import { ask, useScene } from '../scene.ts'

const scene = useScene()
const sizeBytes = 300

/** A message with so many clips, and what it takes to change it. */
const opened = async () => {
  const { discord, bot } = scene
  const { open, key } = await ask(scene)
  const { thread } = await open()
  const of = async (...names: string[]): Promise<Post> =>
    post({
      kind: 'clip',
      media: await Promise.all(names.map((name) => bot.clip(`moodreel-${name}.mp4`, sizeBytes))),
      choices:
        names.length > 1 ? names.map((label) => ({ command: 'pick', argument: `${generationId.slice(1)}${label}`, label })) : undefined,
    })
  const ref = await bot.platform.post(thread, await of('a'), { key, again: false })
  return {
    discord,
    revise: async (...names: string[]) => {
      const { revise } = bot.platform
      if (!revise) throw new Error('a message here holds one clip only')
      return revise(thread, ref, await of(...names), { key })
    },
    files: () => discord.world.message(ref.channel, ref.message)?.attachments.map(({ filename }) => filename),
    ref,
    uploaded: (): number => discord.calls.reduce((sum, { files }) => sum + files.length, 0),
  }
}
const named = (...names: string[]): string[] => names.map((name) => `moodreel-${name}.mp4`)

test('a clip joins a message, those that stand there are not sent again, and one that goes is gone', async () => {
  const { discord, ref, revise, files, uploaded } = await opened()
  expect(await revise('a', 'b')).toEqual(ref)
  await revise('a', 'b', 'c')
  expect(files()).toEqual(named('a', 'b', 'c'))
  expect(uploaded()).toBe(3)
  const [card] = discord.world.message(ref.channel, ref.message)?.components ?? []
  expect(card).toMatchObject({
    components: [
      { type: 12, items: [{}, {}, {}] },
      { type: 10 },
      { type: 1, components: [{ label: 'a' }, { label: 'b' }, { label: 'c' }] },
    ],
  })
  await revise('a', 'c')
  expect(files()).toEqual(named('a', 'c'))
  expect(uploaded()).toBe(3)
})

test.each(['cut before', 'cut after'] as const)('a change that was %s is made once by the next try', async (does) => {
  const { discord, revise, files } = await opened()
  discord.fault('PATCH', /\/messages\//, does)
  await expect(revise('a', 'b')).rejects.toMatchObject({ code: 'delivery_failed' })
  await revise('a', 'b')
  expect(files()).toEqual(named('a', 'b'))
})

test('a message that is gone, too small for a file, or out of reach for minutes is told apart', async () => {
  const { discord, revise, ref } = await opened()
  discord.fault('PATCH', /\/messages\//, refusals.tooLarge())
  await expect(revise('a', 'b')).rejects.toMatchObject({ code: 'too_large' })
  discord.fault('PATCH', /\/messages\//, new Refusal(503, 0, 'Service Unavailable'), 100)
  const codes: string[] = []
  for (let tries = 0; tries < 8; tries += 1) {
    codes.push(
      await revise('a', 'b').then(
        () => 'done',
        (error) => error.code,
      ),
    )
    discord.world.advance(20 * 60_000)
  }
  expect(codes.slice(-2)).toEqual(['delivery_failed', 'not_allowed'])
  discord.heal()
  await scene.bot.platform.remove(ref)
  await expect(revise('a', 'b')).rejects.toMatchObject({ code: 'not_found' })
})

test('how a message stands is read only where Discord’s last answer did not say it', async () => {
  const { discord, revise, files, ref } = await opened()
  const reads = (): number => discord.callsTo('GET', /\/messages\/\d+$/).length
  await revise('a', 'b')
  expect(reads()).toBe(0)
  await scene.bot.restart()
  await revise('a', 'b', 'c')
  expect(reads()).toBe(1)
  // Somebody else’s hand in it: what is known is not so any more.
  const message = discord.world.message(ref.channel, ref.message)
  message?.attachments.shift()
  await revise('a', 'b', 'c')
  expect(reads()).toBe(2)
  expect(files()?.toSorted()).toEqual(named('a', 'b', 'c'))
})
