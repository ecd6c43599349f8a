import { ChannelType } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { recordedLog } from '../../support/recorded-log.ts'
import { startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './fake/discord.ts'
import { channelJson } from './fake/world.ts'
import { ask, clipPost, image, until } from './scene.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Something else of another type. */
const retyped = (value: unknown): unknown => {
  if (typeof value === 'string') return 7
  if (typeof value === 'number') return 'seven'
  return Array.isArray(value) ? { length: 3 } : isObject(value) ? [value] : [null]
}

/** Every value that differs from the given one in one place, which is missing there, null, or of another type. */
const mutants = (value: unknown): unknown[] => {
  if (!isObject(value)) return []
  return Object.keys(value).flatMap((key) => {
    const withChild = (child: unknown): unknown =>
      Array.isArray(value) ? value.map((one, index) => (String(index) === key ? child : one)) : { ...value, [key]: child }
    const { [key]: child, ...others } = Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : value
    return [
      Array.isArray(value) ? Object.values(others) : others,
      withChild(null),
      withChild(retyped(child)),
      ...mutants(child).map(withChild),
    ]
  })
}

/** What Discord says to the bot in a day, by type. */
const payloadsOf = async (world: { discord: FakeDiscord; bot: Awaited<ReturnType<typeof startBot>> }): Promise<[string, unknown][]> => {
  const { discord, bot } = world
  const person = discord.person()
  const said: [string, unknown][] = []
  const heard = (): void => void said.push(['INTERACTION_CREATE', discord.gateway.last('INTERACTION_CREATE')])

  const { invocation } = await ask(world)
  heard()
  discord.command(person, discord.channel, 'i2v', { prompt: 'x', image })
  heard()
  discord.typing(person, discord.channel, 't2v', 'model', 'lo')
  heard()
  const actions = [{ command: 'cancel', argument: '4k7q0c2m9xwd', label: 'Cancel', style: 'danger' as const }]
  const opened = await bot.platform.openThread(invocation.origin, { ...(await clipPost(bot)), actions }, { key: 'root', again: false })
  const root = discord.channel.messages.at(-1)
  if (!root) throw new Error('there is no first message')
  discord.press(person, discord.channel, root, 'Cancel')
  heard()
  discord.choose(person, discord.channel, 'Animate', discord.messageWith(person, discord.channel, [image]))
  const form = said.length
  heard()

  const thread = discord.world.channels.get(opened.thread.thread ?? '') ?? discord.thread()
  const channel = channelJson(discord.place(ChannelType.GuildText, { nsfw: true }))
  const guild = discord.gateway.last('GUILD_CREATE')
  expect(said[form]).toBeDefined()
  return [
    ...said,
    ['GUILD_CREATE', guild],
    ['GUILD_UPDATE', guild],
    ['GUILD_DELETE', { id: '17', unavailable: true }],
    ...['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE'].map((type): [string, unknown] => [type, channel]),
    ...['THREAD_CREATE', 'THREAD_UPDATE', 'THREAD_DELETE'].map((type): [string, unknown] => [type, channelJson(thread)]),
    ['THREAD_LIST_SYNC', { guild_id: discord.guild.id, threads: [channelJson(thread)], members: [] }],
    ['RESUMED', { _trace: ['x'] }],
    ['USER_UPDATE', { id: '1', username: 'moodreel' }],
  ]
}

test('a thousand events with parts that are missing, null or of another type: the bot lives and answers the next one', async () => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const { log, lines } = recordedLog()
  const bot = await startBot(discord, { log })
  onTestFinished(() => bot.stop())
  const payloads = await payloadsOf({ discord, bot })
  const all = payloads.flatMap(([type, data]) => mutants(data).map((mutant): [string, unknown] => [type, mutant]))
  expect(all.length).toBeGreaterThan(1000)

  for (const [n, [type, mutant]] of all.entries()) {
    // Another one each time: what was heard already is not looked at again.
    const isNamed = type === 'INTERACTION_CREATE' && isObject(mutant) && typeof mutant['id'] === 'string'
    discord.gateway.dispatch(type, isNamed ? { ...mutant, id: String(n) } : mutant)
    if (n % 200 > 0) continue
    const before = bot.seen.length
    const prompt = `after event ${n}`
    const asked = discord.command(discord.person(), discord.channel, 't2v', { prompt })
    await until(() => expect(asked.acknowledgedAfterMs).not.toBeNull())
    await until(() =>
      expect(bot.seen.slice(before)).toContainEqual(
        expect.objectContaining({ invocation: expect.objectContaining({ input: { kind: 'values', values: { prompt } } }) }),
      ),
    )
  }
  expect(lines.filter(({ level, message }) => level === 'error' || message.startsWith('the connection to Discord ended'))).toEqual([])
  expect(discord.gateway.counts).toMatchObject({ identifies: 1, resumes: 0 })
  // Once for each type, whatever its number.
  const unread = lines.flatMap(({ message, fields }) => (message === 'an event cannot be read' ? [fields['event']] : []))
  expect(unread.length).toBe(new Set(unread).size)
  expect(unread).toContain('GUILD_CREATE')
})
