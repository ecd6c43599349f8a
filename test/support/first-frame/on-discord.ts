import { ChannelType, InteractionResponseType } from 'discord.js'
import { startFakeDiscord } from '../../platforms/discord/fake/discord.ts'
import { buttonsOf } from '../../platforms/discord/fake/message-rules.ts'
import type { FakeChannel, FakeMessage } from '../../platforms/discord/fake/world.ts'
import { type Chat, type Counted, fixNumbers, stillNumbers, until } from './chat.ts'
import { example } from './world.ts'

/** The answer to a press that is a form. */
const openForm = InteractionResponseType.Modal
/** Nothing of a file's link dies while the example lasts. */
const forEver = 3_600_000

/** The example at a Discord of the tests, which outlives the bot. */
export const openDiscordChat = async () => {
  const discord = await startFakeDiscord({ keepsFiles: true })
  const [ann, channel] = [discord.person(), discord.place(ChannelType.GuildText)]
  const has = (message: FakeMessage, label: string): boolean => buttonsOf(message.components).has(label)
  /** The only message with buttons for all of these numbers, some of them with a star. */
  const roundOf = (place: FakeChannel, numbers: readonly string[]): FakeMessage | null => {
    const isWhole = (message: FakeMessage): boolean => numbers.every((number) => has(message, number) || has(message, `${number} ★`))
    const [one, ...others] = place.messages.filter(isWhole)
    if (others.length > 0) throw new Error(`${others.length + 1} messages have the buttons ${numbers}`)
    return one ?? null
  }
  const threadOf = (root: FakeMessage): FakeChannel => {
    const thread = discord.world.channels.get(root.id)
    if (!thread) throw new Error('the stills have no thread')
    return thread
  }
  const round = (): Promise<FakeMessage> => until('ten stills', () => roundOf(channel, stillNumbers))
  /** Sends the form that a button opens. */
  const fillIn = async (place: FakeChannel, message: FakeMessage, label: string, values: Parameters<typeof discord.submit>[3]) => {
    const pressed = discord.press(ann, place, message, label)
    await until(`an answer to ${label}`, () => pressed.answerType !== null)
    if (pressed.answerType !== openForm) {
      const said = [pressed.original, ...pressed.followUps].map((one) => (one ? discord.shown(one).text : ''))
      throw new Error(`${label} opened no form: ${said.join(' ')}`)
    }
    return discord.submit(ann, place, pressed, values)
  }

  const chat: Chat = {
    async still() {
      discord.command(ann, channel, 'still', { prompt: example.prompt, takes: 10, seed: example.seed, model: 'local' })
      await round()
    },
    async choose() {
      const root = await round()
      discord.press(ann, channel, root, '3')
      await until('the star of the third', () => has(root, '3 ★'))
    },
    async fix(mask) {
      const root = await round()
      const file = discord.cdnFile('mask.png', 'image/png', mask, forEver)
      await fillIn(channel, root, 'Fix 3', { prompt: example.fix, mask: [file] })
      const thread = threadOf(root)
      const fixes = await until('four fixes', () => roundOf(thread, fixNumbers))
      discord.press(ann, thread, fixes, '3b')
      await until('the star of the second fix', () => has(fixes, '3b ★'))
    },
    async animate() {
      const thread = threadOf(await round())
      const fixes = await until('four fixes', () => roundOf(thread, fixNumbers))
      await fillIn(thread, fixes, 'Animate 3b', { prompt: example.motion, duration: String(example.seconds) })
      await until('the clip', () =>
        thread.messages.some(({ attachments }) => attachments.some(({ filename }) => filename.endsWith('.mp4'))),
      )
    },
    counted(): Counted {
      const [root] = channel.messages.filter(({ author }) => author.bot)
      const at = `/channels/${channel.id}/messages`
      const edits = discord.callsTo('PATCH', new RegExp(`^${at}/${root?.id}$`)).filter(({ status }) => status === 200)
      const sent = discord.callsTo('POST', new RegExp(`^/channels/(${channel.id}|${root?.id})/messages$`))
      const uploads = [...edits, ...sent].reduce((sum, { files }) => sum + files.length, 0)
      return { messages: sent.filter(({ status }) => status === 200).length, edits: edits.length, uploads }
    },
  }
  return {
    chat,
    discord,
    channel,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    /** Once people have the bot's commands. */
    registered: () => until('the commands', () => [...discord.registered.values()].flat().length > 0),
    /** The files of the only clip that stands there, as Discord has it. */
    clip: async (): Promise<Uint8Array> => {
      const root = channel.messages.find(({ author }) => author.bot)
      const films = root
        ? threadOf(root).messages.flatMap(({ attachments }) => attachments.filter(({ filename }) => filename.endsWith('.mp4')))
        : []
      const [film, ...others] = films
      if (!film || others.length > 0) throw new Error(`${films.length} clips stand there`)
      return discord.fileOf(film)
    },
    stop: () => discord.stop(),
  }
}
