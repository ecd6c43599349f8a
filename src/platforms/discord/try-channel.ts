import {
  ButtonStyle,
  ComponentType,
  DiscordAPIError,
  HTTPError,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import { z } from 'zod'
import { newId } from '../../core/id.ts'
import { createTrial, type Trial } from '../../core/trial.ts'
import { type ApiErrorKind, apiErrorKind } from './api-errors.ts'
import { threadableTypes } from './permissions.ts'

export interface TrialClip {
  fileName: string
  bytes: Uint8Array
}

/** What to do next where it is not a permission. */
const advice: Partial<Record<ApiErrorKind, string>> = {
  gone: 'the bot sees no such channel; correct its number, or invite the bot to its server',
  locked: 'the thread is locked; take another channel',
  archived: 'the thread is archived; take another channel',
  slowed: 'the channel is in slow mode; wait and try again',
  full: 'the server has no room for another thread; archive some',
  words: 'AutoMod of the server blocks these words; exempt the bot there',
  too_large: 'the server takes no file of this size',
  blocked: 'a proxy or a firewall answered in place of Discord; look at the way out of this machine',
  busy: 'Discord has trouble; try again in some minutes',
  unreachable: 'no answer of Discord’s; look at the network and try again',
}

const codeOf = (error: unknown): string => {
  if (error instanceof DiscordAPIError) return `${error.code} ${error.message.replace(/\s+/g, ' ')}`
  if (error instanceof HTTPError) return `HTTP ${error.status}`
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer that can be read'
}

const why = (error: unknown, needs: string | undefined): string => {
  const kind = apiErrorKind(error)
  if (kind === 'forbidden' && needs) return `${codeOf(error)}; allow the bot ${needs} in this channel.`
  return `${codeOf(error)}; ${advice[kind] ?? 'update Moodreel, or report this line'}.`
}

const channelSchema = z.object({ type: z.number(), name: z.string().nullish() })
const createdSchema = z.object({ id: z.string() })
const clipSchema = createdSchema.extend({
  attachments: z.array(z.object({ size: z.number(), content_type: z.string().optional() })).min(1),
})

const text = (content: string) => ({ type: ComponentType.TextDisplay, content })
const quiet = { flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressNotifications, allowed_mentions: { parse: [] } }

/** Asks once more where no answer came: with a nonce, and for a thread, that is no second one, and nothing is left that nobody knows of. */
const insist = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask()
  } catch (error) {
    if (apiErrorKind(error) !== 'unreachable') throw error
    return ask()
  }
}

const postOnce = (rest: REST, channel: string, body: object, files: RawFile[] = []): Promise<unknown> => {
  const whole = { ...quiet, nonce: newId(), enforce_nonce: true, ...body }
  return insist(() => rest.post(Routes.channelMessages(channel), { body: whole, files }))
}

/** Does in a channel what a clip will need, and takes all of it away again. */
const tryWith = async (rest: REST, trial: Trial, channel: string, clip: TrialClip): Promise<void> => {
  const seen = await trial.step({
    name: 'see the channel',
    work: async () => channelSchema.parse(await rest.get(Routes.channel(channel))),
    says: ({ name }) => (name ? `#${name}` : channel),
    needs: 'View Channel',
  })
  if (!seen) return
  const words = 'Moodreel tries this channel and takes this away again.'
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'A button', custom_id: 'trial', disabled: true }
  const row = { type: ComponentType.ActionRow, components: [button] }
  const root = await trial.step({
    name: 'post a message with a button',
    work: async () => createdSchema.parse(await postOnce(rest, channel, { components: [text(words), row] })),
    says: ({ id }) => `message ${id}`,
    needs: 'Send Messages',
  })
  if (!root) return
  const thread = threadableTypes.includes(seen.type) ? await openThread(rest, trial, channel, root.id) : noThreadHere(trial)
  const place = thread ?? channel
  const posted = await trial.step({
    name: thread ? 'post a clip in the thread' : 'post a clip',
    work: async () => clipSchema.parse(await postClip(rest, place, clip)),
    says: ({ attachments: [file] }) => `${clip.fileName}, ${file?.size} bytes, taken as ${file?.content_type ?? 'a file'}`,
    needs: thread ? 'Send Messages in Threads and Attach Files' : 'Attach Files',
  })
  const message = Routes.channelMessage(channel, root.id)
  await trial.step({
    name: 'edit the message',
    work: () => rest.patch(message, { body: { components: [text(`${words} It was edited.`)] } }),
    needs: 'View Channel',
  })
  if (posted) {
    await trial.step({ name: 'delete the clip', work: () => rest.delete(Routes.channelMessage(place, posted.id)), needs: 'View Channel' })
  }
  if (thread) await closeThread(rest, trial, thread)
  await trial.step({ name: 'delete the message', work: () => rest.delete(message), needs: 'View Channel' })
}

const noThreadHere = (trial: Trial): null => {
  trial.note('a thread is not tried: this channel has none, and clips come right into it')
  return null
}

const openThread = async (rest: REST, trial: Trial, channel: string, message: string): Promise<string | null> => {
  const body = { name: 'Moodreel tries this channel', auto_archive_duration: ThreadAutoArchiveDuration.OneHour }
  const ask = async (): Promise<{ id: string }> => {
    try {
      return createdSchema.parse(await rest.post(Routes.threads(channel, message), { body }))
    } catch (error) {
      if (apiErrorKind(error) !== 'has_thread') throw error
      // Its id is that of its message.
      return { id: message }
    }
  }
  const opened = await trial.step({
    name: 'open a thread',
    work: () => insist(ask),
    says: ({ id }) => `thread ${id}`,
    needs: 'Create Public Threads',
  })
  return opened?.id ?? null
}

const postClip = (rest: REST, channel: string, { fileName, bytes }: TrialClip): Promise<unknown> => {
  const gallery = { type: ComponentType.MediaGallery, items: [{ media: { url: `attachment://${fileName}` } }] }
  const body = { components: [gallery], attachments: [{ id: '0', filename: fileName }] }
  return postOnce(rest, channel, body, [{ key: 'files[0]', name: fileName, data: Buffer.from(bytes), contentType: 'video/mp4' }])
}

/** A thread is deleted by who manages threads, which the bot needs for nothing else; whoever opened one may archive it. */
const closeThread = async (rest: REST, trial: Trial, thread: string): Promise<void> => {
  const [deleting] = await Promise.allSettled([rest.delete(Routes.channel(thread))])
  const isForbidden = deleting.status === 'rejected' && apiErrorKind(deleting.reason) === 'forbidden'
  if (!isForbidden) {
    const work = async (): Promise<void> => {
      if (deleting.status === 'rejected') throw deleting.reason
    }
    return void (await trial.step({ name: 'delete the thread', work }))
  }
  const archived = await trial.step({
    name: 'archive the thread',
    work: () => rest.patch(Routes.channel(thread), { body: { archived: true } }),
    needs: 'Send Messages in Threads',
  })
  if (archived) trial.note('the thread stays, empty and archived: only who has Manage Threads can delete it, which the bot does not need')
}

/**
 * Tries in a channel everything that a clip needs, prints a line for each thing with what Discord answered, and takes all of it away
 * again. Resolves with whether all went well.
 */
export const tryChannel = async (rest: REST, channel: string, clip: TrialClip, print: (line: string) => void): Promise<boolean> => {
  if (!/^\d{15,20}$/.test(channel)) {
    print(
      `✗ ${channel} is not the number of a channel; switch on Developer Mode in Discord’s settings, right-click the channel, Copy Channel ID.`,
    )
    return false
  }
  const trial = createTrial(print, why)
  await tryWith(rest, trial, channel, clip)
  return trial.isWell()
}
