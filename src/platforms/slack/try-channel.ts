import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import { createTrial, type Trial } from '../../core/trial.ts'
import type { SlackApi } from './api.ts'
import { createFileLook } from './post/file-look.ts'
import { slackCode } from './refusal.ts'
import { isSlackAddress } from './slack-address.ts'

export interface TrialClip {
  fileName: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface TryOptions {
  api: SlackApi
  apiUrl: string
  clip: TrialClip
  /** Where Slack sends what people do; absent in Socket Mode. */
  http?: { publicUrl: string; signingSecret: string } | undefined
  /** The pauses between looks for the clip that Slack was given, in milliseconds. */
  lookWaitsMs?: readonly number[] | undefined
}

/** About half a minute: Slack shows a file when it is done with it. */
const usualLookWaitsMs = [500, 1000, 2000, 4000, 8000, 15_000]
const addressTimeoutMs = 10_000

/** A no that is not Slack's own, with what to do. */
class Stopped extends Error {}

const why = (error: unknown, needs: string | undefined): string => {
  if (error instanceof Stopped) return error.message
  const code = slackCode(error)
  if (code === 'missing_scope')
    return `missing_scope; add ${needs ?? 'the scopes of config/slack-manifest.yaml'} to the app and install it again.`
  const sentence = error instanceof MoodreelError && error.code === 'not_allowed' ? error.userMessage : undefined
  if (code === undefined)
    return 'no answer of Slack’s; look at the network, take away what may have come through all the same, and try again.'
  return sentence ? `${code}. ${sentence}` : `${code}; look it up at https://docs.slack.dev/reference/methods, or report this line.`
}

const sentSchema = z.object({ channel: z.string(), ts: z.string() })

/** A message that is sent twice after all would be left behind, so each is sent once. */
const post = async ({ api }: TryOptions, channel: string, text: string, thread?: string) => {
  const button = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'A button' }, action_id: 'trial', value: 'trial' }
  const blocks = [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    { type: 'actions' as const, elements: [button] },
  ]
  return sentSchema.parse(
    await api.send((client) => client.chat.postMessage({ channel, text, ...(thread ? { thread_ts: thread } : { blocks }) })),
  )
}

/** Gives Slack the clip to be shown in the thread. `started` hears its id before anybody may see it: it is deleted whatever comes. */
const upload = async (options: TryOptions, channel: string, thread: string, started: (fileId: string) => void): Promise<void> => {
  const { api, apiUrl, clip, lookWaitsMs = usualLookWaitsMs } = options
  const { upload_url: url, file_id: fileId } = await api.ask((client) =>
    client.files.getUploadURLExternal({ filename: clip.fileName, length: clip.bytes.byteLength }),
  )
  if (!url || !fileId || !isSlackAddress(apiUrl, url)) throw new Stopped('Slack gave no address of its own to upload to.')
  const answer = await fetch(url, { method: 'POST', body: clip.bytes, redirect: 'error' }).catch((error: unknown) => {
    throw new Stopped(
      `the bytes did not arrive (${error instanceof Error ? error.message : 'no answer'}); look at the network and try again.`,
    )
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Stopped(`HTTP ${answer.status} for the bytes; look at proxies on the way and try again.`)
  started(fileId)
  await api.send((client) =>
    client.files.completeUploadExternal({ files: [{ id: fileId, title: clip.fileName }], channel_id: channel, thread_ts: thread }),
  )
  if (!(await createFileLook(api, lookWaitsMs).waitForShare(fileId, channel, undefined, undefined)))
    throw new Stopped('Slack took the file and does not show it; wait and try again.')
}

/** Asks our own address as Slack does when it checks it: the answer shows that the secret is the same at both ends. */
const askAddress = async ({ publicUrl, signingSecret }: NonNullable<TryOptions['http']>): Promise<void> => {
  const challenge = newId()
  const body = JSON.stringify({ type: 'url_verification', challenge })
  const time = String(Math.floor(Date.now() / 1000))
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex')}`
  const answer = await fetch(`${publicUrl}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-slack-request-timestamp': time, 'x-slack-signature': signature },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(addressTimeoutMs),
  }).catch(() => {
    throw new Stopped('no answer; start the bot, and look at the proxy or the tunnel that leads to it.')
  })
  const said = await answer.text()
  if (answer.status === 401) throw new Stopped('HTTP 401; the bot that runs there has another SLACK_SIGNING_SECRET, or its clock is wrong.')
  if (!answer.ok || !said.includes(challenge))
    throw new Stopped(`HTTP ${answer.status} from somebody else; start the bot, and look at the proxy.`)
}

const tryWith = async (options: TryOptions, trial: Trial, channel: string): Promise<void> => {
  const { api, clip, http } = options
  const words = 'Moodreel tries this channel and takes this away again.'
  const root = await trial.step({
    name: 'post a message with a button',
    work: () => post(options, channel, words),
    says: ({ ts }) => `message ${ts}`,
    needs: 'chat:write',
  })
  if (!root) return
  const place = root.channel
  const reply = await trial.step({
    name: 'answer in its thread',
    work: () => post(options, place, 'The thread.', root.ts),
    says: ({ ts }) => `message ${ts}`,
    needs: 'chat:write',
  })
  let fileId: string | undefined
  await trial.step({
    name: 'upload a clip to the thread',
    work: () =>
      upload(options, place, root.ts, (id) => {
        fileId = id
      }),
    says: () => `${clip.fileName}, ${clip.bytes.byteLength} bytes, file ${fileId}`,
    needs: 'files:write',
  })
  await trial.step({
    name: 'edit the message',
    work: () => api.send((client) => client.chat.update({ channel: place, ts: root.ts, text: `${words} It was edited.`, blocks: [] })),
    needs: 'chat:write',
  })
  if (http) await trial.step({ name: `press the button, at ${http.publicUrl}/slack/events`, work: () => askAddress(http) })
  else trial.note('what people press comes by Socket Mode: there is no address to try')
  const file = fileId
  if (file !== undefined) await trial.step({ name: 'delete the clip', work: () => deleteFile(api, file), needs: 'files:write' })
  await trial.step({ name: 'delete the thread', work: () => clearThread(api, root, reply?.ts), needs: 'chat:write' })
  await trial.step({ name: 'delete the message', work: () => api.send((client) => client.chat.delete(root)), needs: 'chat:write' })
}

const deleteFile = async (api: SlackApi, file: string): Promise<void> => {
  await api
    .send((client) => client.files.delete({ file }))
    .catch((error: unknown) => {
      if (!['file_not_found', 'file_deleted'].includes(slackCode(error) ?? '')) throw error
    })
}

const repliesSchema = z.object({ messages: z.array(z.object({ ts: z.string() })) })

/** The answer, and what may stand there in place of the file: while a thread holds anything, its first message never goes wholly. */
const clearThread = async (api: SlackApi, { channel, ts: root }: z.infer<typeof sentSchema>, answer: string | undefined): Promise<void> => {
  const answers = await api
    .ask((client) => client.conversations.replies({ channel, ts: root }))
    .then(
      (said) => repliesSchema.parse(said).messages.flatMap(({ ts }) => (ts === root ? [] : [ts])),
      // It may not read here; what it knows of is deleted all the same.
      () => [],
    )
  for (const ts of new Set([...answers, ...(answer === undefined ? [] : [answer])])) {
    await api
      .send((client) => client.chat.delete({ channel, ts }))
      .catch((error: unknown) => {
        // What others said meanwhile stays.
        if (ts === answer || !['message_not_found', 'cant_delete_message'].includes(slackCode(error) ?? '')) throw error
      })
  }
}

/**
 * Tries in a channel everything that a clip needs, prints a line for each thing with what Slack answered, and takes all of it away
 * again. Resolves with whether all went well.
 */
export const tryChannel = async (options: TryOptions, channel: string, print: (line: string) => void): Promise<boolean> => {
  const trial = createTrial(print, why)
  await tryWith(options, trial, channel)
  return trial.isWell()
}
