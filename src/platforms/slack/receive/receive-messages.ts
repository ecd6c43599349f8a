import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../../core/command.ts'
import { asksHelp } from '../../../core/options/asks-help.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import type { ClipAt } from '../../../core/options/find-clip.ts'
import { meantAbout } from '../../../core/options/meant-about.ts'
import { say } from '../../../core/words/sentence.ts'
import { unescapeText } from '../escape.ts'
import type { Origin } from '../origin.ts'
import type { SlackFile } from '../post/files.ts'
import { filesOf, generationIn } from './payload.ts'
import type { ReceiveOptions } from './receive.ts'
import type { Caller } from './reply.ts'

/** What the shortcuts on a message lead to. */
const shortcuts = new Map<string, { command: string; own: string; wants: 'image' | 'video' | 'any'; form: boolean }>([
  ['animate', { command: 'i2v', own: 'animate', wants: 'image', form: true }],
  ['restyle', { command: 'v2v', own: 'restyle', wants: 'video', form: true }],
  ['recipe', { command: 'info', own: 'info', wants: 'any', form: false }],
])

const noSuchFile = { image: say('chat.noImage'), video: say('chat.noVideo'), any: say('chat.noClip') }
const typesOf = { image: /^image\//, video: /^video\//, any: /^(image|video)\// }

/** Registers what is said about or in messages: shortcuts, mentions, direct messages; and the app's home. */
export const receiveMessages = (app: App, options: ReceiveOptions & { botUserId: string; clipAt: ClipAt }): void => {
  const { clipAt, commands, api, invocations, replies, home, originIn, clock, botUserId } = options
  const find = (name: string): Command | undefined => commands.find((command) => command.name === name)

  app.shortcut({ type: 'message_action' }, async ({ ack, body, respond }) => {
    await ack()
    if (body.type !== 'message_action') return
    const shortcut = shortcuts.get(body.callback_id)
    if (!shortcut) return
    const thread = body.message['thread_ts']
    const origin: Origin = {
      ...originIn(body, { channel: body.channel.id, thread, user: body.user.id, at: clock.now() }),
      // Answers stay in the channel: nobody has a thread open that is not there yet.
      ...(typeof thread === 'string' ? {} : { aboutMessage: body.message_ts }),
    }
    const fitting = filesOf(body.message).filter(({ mimetype }) => !mimetype || typesOf[shortcut.wants].test(mimetype))
    const files = fitting.slice(0, 1)
    const caller: Caller = { origin, respond, triggerId: body.trigger_id, files }
    const id = `shortcut:${body.user.id}:${body.action_ts}`
    const command = find(shortcut.command)
    const clipOf = (ts: string): Promise<string | null> => clipAt({ platform: 'slack', channel: origin.channel, message: ts })
    const handleClip = (generationId: string): void =>
      invocations.handle({
        id,
        caller: { origin, respond, triggerId: body.trigger_id },
        command: shortcut.own,
        input: { kind: 'values', values: { id: generationId } },
      })
    const handleFile = async (): Promise<void> => {
      if (shortcut.form && command) return replies.openForm(caller, command, {})
      invocations.handle({ id, caller, command: shortcut.command, input: { kind: 'text', text: '' }, files })
    }
    const hasOwn = find(shortcut.own) !== undefined
    const shown = generationIn(body.message, botUserId)
    // A clip of ours, of several the chosen one, else a file, else the clip that the thread is about.
    invocations.runOnce(`chosen:${id}`, caller, async () => {
      const own = hasOwn ? ((await clipOf(body.message_ts)) ?? shown) : undefined
      if (own) return handleClip(own)
      if (files.length > 0) return handleFile()
      const about = hasOwn && typeof thread === 'string' ? await clipOf(thread) : null
      if (about) return handleClip(about)
      await replies.say(caller, noSuchFile[shortcut.wants])
    })
  })

  const spoken = z.object({
    user: z.string(),
    text: z.string().default(''),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    channel_type: z.string().optional(),
  })

  /** In a workspace of an organisation the bot may have another id than its token told. */
  const authorized = z.object({ authorizations: z.array(z.object({ user_id: z.string().regex(/^[A-Z0-9]+$/), is_bot: z.literal(true) })) })
  const ourName = (body: unknown): RegExp => {
    const told = authorized.safeParse(body)
    const ids = [botUserId, ...(told.data?.authorizations.map(({ user_id: id }) => id) ?? [])]
    return new RegExp(`<@(${ids.join('|')})(\\|[^>]*)?>`)
  }
  const quotes = /^&gt;.*$/gm

  const onMessage = (body: unknown, event: object): void => {
    const message = spoken.safeParse(event)
    if (!message.success || message.data.bot_id || (message.data.subtype && message.data.subtype !== 'file_share')) return
    const { user, text: all, channel, ts, thread_ts: thread } = message.data
    const isMention = 'type' in event && event.type === 'app_mention'
    const text = isMention ? all.replace(quotes, '') : all
    const name = ourName(body)
    // Named in a quote only: those are somebody else's words.
    if (isMention && name.test(all) && !name.test(text)) return
    const origin = originIn(body, { channel, thread, user, at: clock.now() })
    const caller: Caller = { origin }
    const words = unescapeText(text.replace(name, ' ').trim())
    // Slack may deliver one message as several events.
    const id = `message:${channel}:${ts}:${user}`
    const handleLine = async (): Promise<void> => {
      const about = await aboutIn(origin)
      const { command: name } = meantAbout(words, about, commands, []) ?? {}
      const takesFiles = optionsNamed(name).some(({ kind }) => kind === 'attachment')
      const own = await (takesFiles ? filesWith(event, origin, ts) : filesOf(event))
      const line = meantAbout(
        words,
        about,
        commands,
        own.map(({ name, mimetype }) => ({ name: name ?? '', mediaType: mimetype ?? undefined })),
      )
      if (!line) return await replies.say(caller, say('chat.sayWhat'))
      const input = { kind: 'text' as const, text: line.rest.trim() }
      const needsFile = optionsNamed(line.command).some((option) => option.required && option.kind === 'attachment')
      const files = own.length > 0 || !needsFile || asksHelp({ input }) ? own : await filesNear(origin, ts)
      invocations.handle({ id, caller, command: line.command, input, files })
    }
    invocations.runOnce(`line:${id}`, caller, handleLine, true)
  }

  /** In the thread of a clip its last one is meant. */
  const aboutIn = async ({ channel, thread }: Origin): Promise<string | null> =>
    thread !== undefined && (await clipAt({ platform: 'slack', channel, message: thread })) !== null ? 'last' : null

  const optionsNamed = (name: string | undefined): readonly OptionDescription[] => {
    const command = find(name ?? '')
    return command ? describeOptions(command) : []
  }

  /** The files of the message itself. An event of a mention may have left them out; without them the words still stand. */
  const filesWith = async (event: object, { channel, thread }: Origin, ts: string): Promise<SlackFile[]> => {
    if ('files' in event || !('type' in event) || event.type !== 'app_mention') return filesOf(event)
    const told = await api
      .ask((client) =>
        thread
          ? client.conversations.replies({ channel, ts: thread, latest: ts, oldest: ts, inclusive: true, limit: 2 })
          : client.conversations.history({ channel, latest: ts, oldest: ts, inclusive: true, limit: 1 }),
      )
      .catch(() => null)
    const messages: { ts?: string | undefined }[] = told?.messages ?? []
    return filesOf(messages.find((message) => message.ts === ts))
  }

  /** The files of the message itself, which the event may have left out, or else the last ones in its thread. */
  const filesNear = async ({ channel, thread }: Origin, ts: string): Promise<SlackFile[]> => {
    const around = await api.ask(async (client) => {
      const answer = thread
        ? await client.conversations.replies({ channel, ts: thread, latest: ts, inclusive: true, limit: 200 })
        : await client.conversations.history({ channel, latest: ts, oldest: ts, inclusive: true, limit: 1 })
      const messages: { ts?: string | undefined }[] = answer.messages ?? []
      return messages.filter((message) => Number(message.ts) <= Number(ts)).sort((one, other) => Number(other.ts) - Number(one.ts))
    })
    return around.map(filesOf).find((files) => files.length > 0) ?? []
  }

  app.event('app_mention', async ({ body, event }) => onMessage(body, event))
  app.event('message', async ({ body, event }) => {
    if (event.channel_type === 'im') onMessage(body, event)
  })
  app.event('app_home_opened', async ({ body, event }) => {
    if (event.tab === 'home') home.show(originIn(body, { channel: event.user, user: event.user, at: clock.now() }), body.event_id)
  })
}
