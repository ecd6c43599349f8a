import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RespondFn, types } from '@slack/bolt'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import { newId } from '../../../core/id.ts'
import type { Kept } from '../../../core/kept.ts'
import type { Log } from '../../../core/log.ts'
import type { Model } from '../../../core/model.ts'
import type { Form, PostRef, Responder, ThreadRef } from '../../../core/platform.ts'
import { ensureServed, type RefusalIn } from '../../../core/policy/serves.ts'
import { notice, type Post, type WordedPost } from '../../../core/post.ts'
import type { TemplatesOf } from '../../../core/template.ts'
import { formTitle } from '../../../core/words/form-words.ts'
import { inWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { writeActionId } from '../action-id.ts'
import type { SlackApi } from '../api.ts'
import { type FilledForm, type ModalRequest, modalOf } from '../commands/commands.ts'
import { isUserId, type Origin } from '../origin.ts'
import type { SlackFile } from '../post/files.ts'
import { asWords, isAboutForm, wordsOf } from '../post/message-form.ts'
import { type NativeMessage, renderPages, wordForSlack } from '../post/render.ts'
import type { Uploads } from '../post/uploads.ts'
import { slackCode } from '../refusal.ts'
import type { AskPrice } from './ask-price.ts'
import type { Replace } from './replace.ts'

/** Ways to reach somebody who just said or pressed something. */
export interface Caller {
  origin: Origin
  /** Good for five answers in half an hour, also where the bot is no member. */
  respond?: RespondFn | undefined
  /** Good for about three seconds. */
  triggerId?: string | undefined
  /** Slack's address of the message whose button was pressed, by which another takes its place. */
  answerUrl?: string | undefined
  /** Files that a form is to be about. */
  files?: readonly SlackFile[] | undefined
  /** The form by which it was said, offered again where it comes to nothing. */
  sent?: FilledForm | undefined
}

export interface ReplyOptions {
  api: SlackApi
  uploads: Uploads
  commands: readonly Command[]
  models(): readonly Model[]
  templatesOf: TemplatesOf
  refusalIn: RefusalIn
  /** That of somebody. */
  languageOf(origin: Origin): Promise<Language>
  askPrice: AskPrice
  replace: Replace
  /** Forms that came to nothing. */
  sentForms: Kept<FilledForm>
  /** The address of a message. */
  addressOf(ref: PostRef): Promise<string | null>
  log: Log
}

/** How the rows of buttons of a first answer are named: a press on one puts it away. */
export const wayBlockId = 'way:'

const firstPauseMs = 1_000
const longestPauseMs = 60_000
/** Nobody looks for an answer for longer. */
const patienceMs = 15 * 60_000
const languagePatienceMs = 1_000

/** Answers to people, at once where Slack lets us; what must arrive for sure is posted to a thread. */
export const createReplies = (options: ReplyOptions) => {
  const { api, uploads, commands, models, templatesOf, refusalIn, languageOf, askPrice, sentForms, addressOf, replace, log } = options
  const stopping = new AbortController()

  const postEphemeral = async ({ origin }: Caller, message: NativeMessage): Promise<void> => {
    const { channel, thread, user } = origin
    await api.send((client) => client.chat.postEphemeral({ channel, user, ...(thread ? { thread_ts: thread } : {}), ...message }))
  }
  const postDirectly = async ({ origin }: Caller, message: NativeMessage): Promise<void> => {
    await api.send((client) => client.chat.postMessage({ channel: origin.user, ...message }))
  }
  const respondBy = (respond: RespondFn) => async (_: Caller, message: NativeMessage) => {
    await respond({ response_type: 'ephemeral', replace_original: false, ...message })
  }

  /** The first way that works: where it was said if the bot is there, else by the answer's own address, else in a direct message. */
  const tellOnce = async (caller: Caller, message: NativeMessage): Promise<void> => {
    const ways = [
      ...(isUserId(caller.origin.channel) ? [] : [postEphemeral]),
      ...(caller.respond ? [respondBy(caller.respond)] : []),
      postDirectly,
    ]
    for (const [index, way] of ways.entries()) {
      try {
        await plainly(message, (form) => way(caller, form))
        return
      } catch (error) {
        if (index === ways.length - 1) throw error
        log.debug({ err: error }, 'one way to answer a person did not work; taking the next')
      }
    }
  }

  /** Again while Slack is in trouble: a short outage leaves nobody without an answer. */
  const tell = async (caller: Caller, message: NativeMessage): Promise<void> => {
    const until = Date.now() + patienceMs
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await tellOnce(caller, message)
      } catch (error) {
        const mayPass = error instanceof MoodreelError && error.code === 'delivery_failed'
        if (!mayPass || stopping.signal.aborted || Date.now() + pauseMs > until) throw error
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  /** Pictures can stand in a message; the first of them does, where Slack takes it. */
  const pictureOf = async (post: WordedPost) => {
    // Slack covers nothing: what is to be covered is shown to nobody unasked.
    const media = post.media.find(({ mediaType, asFile, spoiler }) => mediaType.startsWith('image/') && !asFile && !spoiler)
    if (!media) return undefined
    try {
      return { fileId: await uploads.keep(media), alt: media.alt }
    } catch (error) {
      log.warn({ err: error }, 'Slack does not take the picture of an answer; its words go without it')
      return undefined
    }
  }

  /** Sends a message as it is drawn, and in words where Slack refuses the drawing. */
  const plainly = async (message: NativeMessage, send: (message: NativeMessage) => Promise<void>): Promise<void> => {
    try {
      await send(message)
    } catch (error) {
      if (!isAboutForm(error)) throw error
      log.warn({ err: error }, 'Slack does not take an answer as it is drawn; it goes in words')
      await send(asWords(wordsOf(message)))
    }
  }

  /** Other files can be given to one person only in a direct message. */
  const sendFiles = async ({ origin }: Caller, post: WordedPost): Promise<void> => {
    const text = inWords(say('slack.askedFile'), post.language ?? 'en')
    const files = post.media.filter(({ mediaType, asFile }) => asFile || !mediaType.startsWith('image/'))
    if (files.length === 0) return
    const direct = await api.send((client) => client.chat.postMessage({ channel: origin.user, text }))
    if (!direct.channel) return
    for (const file of files)
      await uploads.share(`reply:${randomUUID()}`, { channel: direct.channel }, { ...file, patienceMs: 0 }, undefined)
  }

  /** A button that opens a form that came to nothing as it was sent. */
  const againOf = (sent: FilledForm, language: Language): types.KnownBlock => {
    const key = newId()
    sentForms.keep(key, sent)
    const text = { type: 'plain_text' as const, text: inWords(say('form.again'), language) }
    const action_id = writeActionId({ what: 'again', command: sent.remembered.command, argument: key })
    return { type: 'actions', elements: [{ type: 'button', text, action_id, style: 'primary' }] }
  }

  const reply = async (caller: Caller, said: Post, isPrivate: boolean): Promise<void> => {
    const { origin, sent } = caller
    const again = isPrivate && said.kind === 'failure' && sent ? againOf(sent, said.language ?? 'en') : null
    const given = again ? { ...said, warnings: [...said.warnings, say('form.keptHere')] } : said
    const post = wordForSlack(given, { mentions: isPrivate })
    const { channel, thread } = origin
    const pages = renderPages(post, { poster: await pictureOf(post), mentions: isPrivate })
    if (again) pages.at(-1)?.blocks?.push(again)
    for (const page of pages) {
      if (isPrivate) await tell(caller, page)
      else {
        await plainly(page, async (form) => {
          await api.send((client) => client.chat.postMessage({ channel, ...(thread ? { thread_ts: thread } : {}), ...form }))
        })
      }
    }
    await sendFiles(caller, post)
  }

  /** In the place of the message whose button was pressed; false where there is none, or it takes more than one message. */
  const replaceBy = async ({ answerUrl }: Caller, post: Post): Promise<boolean> => {
    const [page, ...more] = renderPages(post, { mentions: true })
    return answerUrl !== undefined && page !== undefined && more.length === 0 && replace(answerUrl, page)
  }

  /** A form waits for nobody's language: its trigger is good for three seconds. */
  const languageSoon = (origin: Origin): Promise<Language> =>
    Promise.race([languageOf(origin), sleep(languagePatienceMs, 'en' as const, { ref: false })])

  const openForm = async (caller: Caller, form: Form, before: Pick<ModalRequest, 'given' | 'filled'> = {}): Promise<void> => {
    const { command, generationId, values, without, needs, choices } = form
    const { triggerId, origin, answerUrl, files = [] } = caller
    if (!triggerId) throw new MoodreelError('invalid_option', say('slack.noFormHere'))
    ensureServed(refusalIn({ platform: 'slack', workspace: origin.team }, form.command))
    const id = generationId === '' ? {} : { id: generationId }
    const [templates, language, price] = await Promise.all([
      templatesOf({ platform: 'slack', workspace: origin.team }),
      form.language ?? languageSoon(origin),
      form.price === undefined ? askPrice(origin, { command, values: { ...values, ...id } }) : form.price,
    ])
    const title = inWords(form.title, language)
    const view = modalOf(
      {
        ...{ command, generationId, title, language, place: origin, files: [...files], values, without, needs, choices, answerUrl, price },
        ...before,
      },
      commands,
      models(),
      templates,
    )
    try {
      await api.send((client) => client.views.open({ trigger_id: triggerId, view }))
    } catch (error) {
      if (!['expired_trigger_id', 'trigger_expired', 'invalid_trigger_id', 'exchanged_trigger_id'].includes(slackCode(error) ?? ''))
        throw error
      throw new MoodreelError('deadline_passed', say('slack.formTooLate'), { cause: error })
    }
  }

  /**
   * The way to where the clips come, for one who asked outside of a thread. Slack takes nothing back that it showed to one person, but by a
   * press on it, so this says only what stays true.
   */
  const tellWay = async (caller: Caller, post: Post, { channel, thread: message }: ThreadRef): Promise<void> => {
    if (caller.origin.thread !== undefined || message === undefined) return
    const url = await addressOf({ platform: 'slack', channel, message })
    if (url === null) return
    const [page] = renderPages({ ...post, facts: [], links: [{ label: say('chat.openThread'), url }] })
    const blocks = page?.blocks?.map((block, index) => (block.type === 'actions' ? { ...block, block_id: `${wayBlockId}${index}` } : block))
    if (page) await tell(caller, { ...page, ...(blocks && { blocks }) })
  }

  return {
    reply,

    /** Ends the pauses of answers that Slack does not take. */
    stop: (): void => stopping.abort(),
    isStopped: (): boolean => stopping.signal.aborted,

    /** Asks for the options of a command, some of which may be known. */
    openForm: (caller: Caller, command: Command, values: Form['values']): Promise<void> =>
      openForm(caller, { command: command.name, generationId: '', title: formTitle(command), values }),

    /** Opens a form as it was sent the last time. */
    async openAgain(caller: Caller, key: string): Promise<void> {
      const sent = await sentForms.take(key)
      if (!sent) throw new MoodreelError('missing_input', say('form.forgotten'))
      const { remembered, values, files } = sent
      await openForm(
        { ...caller, files: remembered.files, answerUrl: remembered.answerUrl },
        { ...remembered, values },
        { given: files, filled: remembered.filled },
      )
    },

    /** A sentence for this person only, in their language. */
    say: async (caller: Caller, sentence: Text): Promise<void> =>
      reply(caller, { ...notice(sentence), kind: 'failure', language: await languageOf(caller.origin) }, true),

    responder: (caller: Caller): Responder => ({
      reply: async (post, { private: isPrivate = false, instead = false } = {}) => {
        if (!instead || !(await replaceBy(caller, post))) await reply(caller, post, isPrivate)
      },
      form: (form) => openForm(caller, form),
      done: async (post, thread) => {
        if (post && thread) await tellWay(caller, post, thread)
      },
    }),
  }
}
export type Replies = ReturnType<typeof createReplies>
