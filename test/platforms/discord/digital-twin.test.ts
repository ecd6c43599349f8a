import { ChannelType } from 'discord.js'
import { DigitalDiscord } from 'discord-digital-twin'
import { expect, onTestFinished, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { generationId, post, startBot } from './bot.ts'
import { contentOf } from './fake/message-rules.ts'
import { heard } from './scene.ts'

/**
 * The same bot at a Discord that others wrote. It takes no files, has no time limits, opens a second thread on one message, and
 * cannot be asked which commands are registered; the fake of our own stands for these.
 */
const meetTwin = async () => {
  const twin = new DigitalDiscord({ channels: [{ name: 'clips', type: ChannelType.GuildText }], users: [{ username: 'ann' }] })
  await twin.start()
  const bot = await startBot({ token: twin.botToken, apiUrl: twin.restUrl })
  onTestFinished(async () => {
    await bot.stop()
    await twin.stop()
  })
  const channel = await twin.prisma.channel.findFirstOrThrow()
  const ann = await twin.prisma.user.findFirstOrThrow({ where: { bot: false } })
  const place = twin.channel(channel.id)
  const textOf = async (where: string, message: string): Promise<string | null> => {
    const found = await twin.prisma.message.findFirst({ where: { channelId: where, id: message } })
    return found && contentOf(JSON.parse(found.components))
  }
  return { twin, bot, channel, place, person: place.user(ann.id), annId: ann.id, textOf }
}

test('at the digital twin: a command is answered, its thread opened, posts are there once, edits and a button work', async () => {
  const { twin, bot, channel, place, person, annId, textOf } = await meetTwin()
  const asked = await person.runSlashCommand({ name: 't2v', options: [{ name: 'prompt', type: 3, value: 'a paper boat' }] })
  const first = await place.waitForInteractionAck({ interactionId: asked.id })
  const { invocation, responder } = await heard(bot)
  expect(first.messageId && (await textOf(channel.id, first.messageId))).toBe('Received.')
  expect(invocation).toMatchObject({ command: 't2v', member: { id: annId }, input: { values: { prompt: 'a paper boat' } } })

  const cancel = { command: 'cancel', argument: generationId, label: 'Cancel', style: 'danger' as const }
  const root = post({ actions: [cancel], progress: [{ generationId, stage: 'rendering', fraction: 0.5 }] })
  const opened = await bot.platform.openThread(invocation.origin, root, { key: 'root:1', again: false })
  const threads = await twin.prisma.channel.findMany({ where: { parentId: channel.id } })
  expect(threads).toMatchObject([{ id: opened.thread.thread, name: 'a paper boat' }])
  expect((await bot.platform.openThread(invocation.origin, root, { key: 'root:1', again: true })).root).toEqual(opened.root)
  expect(await textOf(channel.id, opened.root.message)).toContain('rendering · 50%')

  const clip = { key: 'clip:1', again: false }
  const ref = await bot.platform.post(opened.thread, notice('the clip'), clip)
  expect(await bot.platform.post(opened.thread, notice('the clip'), { ...clip, again: true })).toEqual(ref)
  expect(await twin.prisma.message.count({ where: { channelId: ref.channel } })).toBe(1)
  await responder.reply(notice('only you'), { private: true })
  expect(first.messageId && (await textOf(channel.id, first.messageId))).toBe('only you')

  const pressed = await person.clickButton({ messageId: opened.root.message, customId: `m1:run:cancel:${generationId}:` })
  expect(await place.waitForInteractionAck({ interactionId: pressed.id })).toMatchObject({ type: 6 })
  expect((await heard(bot, 2)).invocation).toMatchObject({ command: 'cancel', input: { values: { id: generationId } } })

  await bot.platform.edit(opened.root, post({ facts: ['done'] }))
  expect(await textOf(channel.id, opened.root.message)).toContain('done')
  await bot.platform.remove(ref)
  expect(await textOf(ref.channel, ref.message)).toBeNull()
})
