import { Routes } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { createOnceRest, createRest, stopTimers } from '../../../src/platforms/discord/rest.ts'
import { createTurnstile } from '../../../src/platforms/discord/turnstile.ts'
import { post } from './bot.ts'
import { Refusal } from './fake/refusal.ts'
import { ask, clipPost, heard, messagesIn, useScene } from './scene.ts'

const scene = useScene()
const sending = /^\/channels\/\d+\/messages$/

const opened = async () => {
  const asked = await ask(scene)
  return { ...asked, ...(await asked.open()) }
}

test('one 401 does not silence the bot: the token is kept', async () => {
  const { discord, bot } = scene
  const { thread, root, key } = await opened()
  discord.fault('POST', sending, new Refusal(401, 0, '401: Unauthorized'))
  discord.fault('PATCH', /\/messages\//, new Refusal(401, 0, '401: Unauthorized'))
  await expect(bot.platform.edit(root, post({ text: 'one' }))).rejects.toMatchObject({ code: 'delivery_failed' })
  await bot.platform.edit(root, post({ text: 'two' }))
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
  await bot.platform.post(thread, await clipPost(bot), { key, again: true })
  expect(messagesIn(discord, thread.thread)).toHaveLength(1)
})

test('a page that a proxy answers with 200 is no message: the clip comes when it is gone', async () => {
  const { discord, bot } = scene
  const { thread, key } = await opened()
  discord.fault('POST', sending, new Refusal(200, 0, 'OK', { html: '<html>Please sign in</html>' }))
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
  const ref = await bot.platform.post(thread, await clipPost(bot), { key, again: true })
  expect(messagesIn(discord, thread.thread).map(({ id }) => id)).toEqual([ref.message])
})

test('a page instead of the list of messages is no word about what was posted: the clip waits', async () => {
  const { discord, bot } = scene
  const { thread, key } = await opened()
  discord.fault('POST', sending, 'cut after')
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: false })).rejects.toThrow()
  discord.world.advance(3_600_000)
  discord.fault('GET', sending, new Refusal(200, 0, 'OK', { html: '<html>Please sign in</html>' }))
  await expect(bot.platform.post(thread, await clipPost(bot), { key, again: true })).rejects.toMatchObject({ code: 'delivery_failed' })
  await bot.platform.post(thread, await clipPost(bot), { key, again: true })
  expect(messagesIn(discord, thread.thread)).toHaveLength(1)
})

test.each<[string, 'cut after' | { after: Refusal }]>([
  ['is lost', 'cut after'],
  ['is a fault', { after: new Refusal(502, 0, 'Bad Gateway') }],
])('a follow-up has no nonce, so one whose answer %s is not sent again', async (_name, how) => {
  const { discord, bot } = scene
  const interaction = discord.command(discord.person(), discord.channel, 'help', {})
  const { responder } = await heard(bot)
  await responder.reply(notice('one'), { private: true })
  discord.fault('POST', /^\/webhooks\//, how)
  await expect(responder.reply(notice('two'), { private: true })).rejects.toMatchObject({ code: 'delivery_failed' })
  expect(interaction.followUps).toHaveLength(1)
})

test('a limit of an hour is not waited for in silence', async () => {
  const { discord, bot } = scene
  const { root } = await opened()
  discord.fault('PATCH', /\/messages\//, new Refusal(429, 0, 'You are being rate limited.', { headers: { 'retry-after': '3600' } }))
  await expect(bot.platform.edit(root, post({ text: 'one' }))).rejects.toMatchObject({ code: 'delivery_failed' })
})

test('where the thread could not be opened, the one who asked is told directly, once', async () => {
  const { discord, bot } = scene
  const { invocation, person } = await ask(scene)
  const failure = { ...notice('No clip came.'), kind: 'failure' as const }
  const ref = await bot.platform.tell?.(invocation.origin, failure, { key: 'failure:1', again: false })
  discord.world.advance(3_600_000)
  expect(await bot.platform.tell?.(invocation.origin, failure, { key: 'failure:1', again: true })).toEqual(ref)
  expect(messagesIn(discord, discord.world.direct(person.id).id)).toHaveLength(1)
})

test('a clip goes before what waits for the limit of the whole bot, and answers to people wait for nothing', async () => {
  const { discord } = scene
  const turnstile = createTurnstile(() => 3)
  const [words, files] = [createRest(discord.apiUrl, discord.token, turnstile), createOnceRest(discord.apiUrl, discord.token, turnstile)]
  onTestFinished(() => [words, files].forEach(stopTimers))
  const { root } = await opened()
  const place = Routes.channelMessages(discord.channel.id)
  const clip = new FormData()
  clip.set('payload_json', JSON.stringify({ content: 'a clip', attachments: [{ id: '0', filename: 'a.mp4' }] }))
  clip.set('files[0]', new Blob(['a'], { type: 'video/mp4' }), 'a.mp4')
  const come: string[] = []
  const done = (what: string) => () => void come.push(what)
  const asked = [
    ...['one', 'two', 'three', 'four', 'five'].map((content) => words.post(place, { body: { content } }).then(done('word'))),
    words.patch(Routes.channelMessage(root.channel, root.message), { body: { components: [] } }).then(done('bar'), done('bar')),
    files.post(place, { body: clip, passThroughBody: true }).then(done('clip')),
    words.post('/webhooks/1/nobody', { body: {}, auth: false }).then(done('answer'), done('answer')),
  ]
  await Promise.all(asked)
  expect(come.indexOf('answer')).toBeLessThan(4)
  // In the first second three words, in the next one the clip and the others, at last the bar.
  const counted = come.filter((what) => what !== 'answer')
  expect(counted.indexOf('clip')).toBeLessThan(6)
  expect(counted.at(-1)).toBe('bar')
})
