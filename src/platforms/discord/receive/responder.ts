import { setTimeout as sleep } from 'node:timers/promises'
import {
  type APIApplicationCommandInteraction,
  type APIButtonComponent,
  type APIInteractionResponse,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ButtonStyle,
  ComponentType,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type REST,
  RequestMethod,
  Routes,
} from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Inbox } from '../../../core/inbox.ts'
import type { Log } from '../../../core/log.ts'
import type { Model } from '../../../core/model.ts'
import type { Form, Responder, ThreadRef } from '../../../core/platform.ts'
import { notice, type Post } from '../../../core/post.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { say } from '../../../core/words/sentence.ts'
import { apiErrorKind, deliveryError } from '../api-errors.ts'
import { writeCustomId } from '../custom-id.ts'
import { buttonRows } from '../post/buttons.ts'
import type { MentionCommand } from '../post/escape.ts'
import { insist, type Patience } from '../post/insist.ts'
import type { Messages } from '../post/messages.ts'
import { type NativeMessage, renderPost, splitPost } from '../post/render.ts'
import type { TellMember } from '../post/tell-member.ts'
import { threadAddress } from '../thread-address.ts'
import { type AnswerOutcome, deferralOf, type FirstAnswers, isOnMessage } from './first-answer.ts'
import { renderForm } from './form.ts'

export type Answerable = APIApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction

/** What everything that is answered needs. */
export interface AnswerTools {
  rest: REST
  messages: Messages
  tell: TellMember
  mention: MentionCommand
  commands: readonly Command[]
  models(): readonly Model[]
  answers: FirstAnswers
  inbox: Inbox
  log: Log
  /** Ends the pauses of answers that Discord does not take: the bot stops. */
  stopping: AbortSignal
}

/** A responder that also tells Discord in time that the interaction was seen. */
export interface InteractionResponder extends Responder {
  /** False when the first answer did not come in time: the person was told that it failed. */
  acknowledge(): Promise<boolean>
  /** Whether the bot stopped before an answer could be given: the next process has to. */
  isCutOff(): boolean
}

/** The token of an interaction lives 15 minutes: https://docs.discord.com/developers/interactions/receiving-and-responding */
const tokenMs = 15 * 60_000

/** Discord takes a first answer for three seconds; one whose own answer was lost may be done by then, after it was looked for. */
const settledMs = 5_000

/** A button that opens what was sent once more; null where nothing was. */
export type InteractionAgain = () => APIButtonComponent | null

/** Who is answered, and to what. */
export interface Asked {
  interaction: Answerable
  /** Null where Discord does not say. */
  memberId: string | null
  commandName: string
  /** By our own clock, in milliseconds since the epoch. */
  receivedAt: number
  /** What became of the first answer, where somebody gave it already; else null. */
  given: Promise<AnswerOutcome['outcome']> | null
  /** Offered beside a refusal, so that nothing is typed twice. */
  again: InteractionAgain
}

/**
 * Answers one interaction. The first answer must come within three seconds, the others within 15 minutes; a private
 * answer that comes later is sent to the person directly, so none is lost.
 */
export const createResponder = (asked: Asked, tools: AnswerTools): InteractionResponder => {
  const { interaction, memberId, commandName, given } = asked
  const { rest, messages, tell, mention, commands, models, answers, inbox, log } = tools
  let cutOff = false
  const onCut = (): void => {
    cutOff = true
  }
  const patience: Patience = { until: asked.receivedAt + tokenMs, signal: tools.stopping, onCut }
  const original = Routes.webhookMessage(interaction.application_id, interaction.token, '@original')
  /** Whether our private "Received." stands there to be replaced. */
  let placeholder = given !== null && !isOnMessage(interaction)
  let first: Promise<boolean> | null | undefined = given?.then((outcome) => (outcome === 'lost' ? wasAnswered() : outcome === 'answered'))
  /** Whether the person has heard anything but "Received.". */
  let isAnswered = false
  /** Whether the first answer says that something is on its way. */
  let tellsOfBatch = false
  let count = 0

  const standsThere = (): Promise<boolean> =>
    insist(() => rest.get(original, { auth: false }), patience).then(
      () => true,
      (error: unknown) => {
        if (cutOff) throw error
        return false
      },
    )

  /** Whether Discord has our first answer, where nobody heard: what stands there tells, now or when no other can come any more. */
  const wasAnswered = async (): Promise<boolean> => {
    if (await standsThere()) return true
    const waitMs = asked.receivedAt + settledMs - Date.now()
    if (waitMs <= 0) return false
    await sleep(Math.min(waitMs, settledMs), undefined, { signal: tools.stopping }).catch(onCut)
    return standsThere()
  }

  const callback = async (body: APIInteractionResponse): Promise<boolean> => {
    const send = () => rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
    try {
      await send().catch((error: unknown) => {
        if (error instanceof DiscordAPIError) throw error
        // Nobody knows whether it arrived; if it did, the second is refused as already acknowledged.
        return send()
      })
    } catch (error) {
      const kind = apiErrorKind(error)
      if (kind !== 'acknowledged' && !(await wasAnswered())) return false
    }
    await inbox.acknowledged('discord', interaction.id).catch((error: unknown) => {
      log.warn({ err: error, interaction: interaction.id }, 'an acknowledgement could not be written down')
    })
    return true
  }

  const acknowledge = (): Promise<boolean> => {
    if (first) return first
    placeholder = !isOnMessage(interaction)
    first = callback(deferralOf(interaction, answers))
    return first
  }

  /** In the place of "Received.", where that stands; a message of its own otherwise. */
  const send = async (message: NativeMessage, isPrivate: boolean): Promise<void> => {
    if (placeholder && isPrivate) {
      try {
        await insist(() => messages.send({ method: RequestMethod.Patch, route: original, message, auth: false }), patience)
        placeholder = false
        return
      } catch (error) {
        // The first answer was a form, or the person has put it away.
        if (apiErrorKind(error) !== 'message_gone') throw error
        placeholder = false
      }
    }
    const body = isPrivate ? { ...message.body, flags: privately } : message.body
    const route = Routes.webhook(interaction.application_id, interaction.token)
    // Once: a follow-up has no nonce, and one whose answer is lost may stand there.
    await messages.send({ method: RequestMethod.Post, route, message: { ...message, body }, auth: false })
  }

  const removeOriginal = (): Promise<void> =>
    insist(() => rest.delete(original, { auth: false }), patience).then(
      () => undefined,
      (error: unknown) => {
        const kind = apiErrorKind(error)
        if (kind !== 'message_gone' && kind !== 'expired') throw deliveryError(error)
      },
    )

  /** In the place of the message whose button was pressed; false where that one is gone. */
  const replace = async (post: Post): Promise<boolean> => {
    if (!isOnMessage(interaction) || !(await acknowledge())) return false
    const message = renderPost(post, { mention })
    try {
      await insist(() => messages.send({ method: RequestMethod.Patch, route: original, message, auth: false }), patience)
      isAnswered = true
      return true
    } catch (error) {
      if (cutOff) throw deliveryError(error)
      return false
    }
  }

  const answer = async (post: Post, isPrivate: boolean, buttons: Parameters<typeof buttonRows>[0] = []): Promise<void> => {
    await acknowledge()
    const message = renderPost(post, { mention })
    message.body.components?.push(...buttonRows(buttons))
    try {
      await send(message, isPrivate).catch((error: unknown) => {
        // What Discord does not take with all that belongs to it is said in words.
        if (apiErrorKind(error) === 'expired' || !(error instanceof DiscordAPIError)) throw error
        const { text, language } = post
        return send(renderPost({ ...notice(text), warnings: [say('discord.unshown')], language }, { mention }), isPrivate)
      })
      isAnswered = true
    } catch (error) {
      if (cutOff || memberId === null || (isAnswered && apiErrorKind(error) !== 'expired')) throw deliveryError(error)
      await tell(memberId, post, { key: `reply:${interaction.id}:${count}`, again: false })
    }
  }

  return {
    acknowledge,
    isCutOff: () => cutOff,

    async reply(post, { private: isPrivate = false, instead = false } = {}) {
      if (instead && (await replace(post))) return
      const again = isPrivate && post.kind === 'failure' ? asked.again() : null
      const told = again ? { ...post, warnings: [...post.warnings, say('form.keptHere')] } : post
      for (const page of splitPost(told, mention)) {
        count += 1
        await answer(page, isPrivate, again ? [again] : [])
      }
    },

    async form(form: Form) {
      const command = commands.find(({ name }) => name === form.command)
      if (!command) throw new MoodreelError('unknown_command', say('common.unknownCommand', { name: form.command }))
      if (first) {
        // A modal can only be the first answer: a press of its own button makes it so.
        const custom_id = writeCustomId({ what: 'run', command: commandName, argument: form.generationId })
        const label = inWords(say('discord.openForm'), form.language ?? 'en')
        const ready = { ...notice(say('discord.formReady')), language: form.language }
        await answer(ready, true, [{ type: ComponentType.Button, style: ButtonStyle.Primary, label, custom_id }])
        return
      }
      first = callback({ type: InteractionResponseType.Modal, data: renderForm(form, command, models()) })
      await first
    },

    async done(post, thread) {
      if (!(await acknowledge()) || !placeholder) return
      if (post) {
        count += 1
        await answer({ ...post, links: linksTo(thread) }, true)
        tellsOfBatch = true
        return
      }
      placeholder = false
      await removeOriginal()
    },

    async over() {
      if (!tellsOfBatch) return
      tellsOfBatch = false
      await removeOriginal()
    },
  }
}

const privately = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral

/** The way to where the clips come, which Discord's clients open by themselves. */
const linksTo = (thread: ThreadRef | null): Post['links'] => (thread ? [{ label: say('chat.openThread'), url: threadAddress(thread) }] : [])
