import {
  type APIApplicationCommandInteraction,
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
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Model } from '../../core/model.ts'
import type { Form, Responder } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import { buttonRows } from './buttons.ts'
import { writeCustomId } from './custom-id.ts'
import { deferralOf, type FirstAnswers, isOnMessage } from './first-answer.ts'
import { renderForm } from './form.ts'
import type { Messages } from './messages.ts'
import { deliveryError, type Places } from './places.ts'
import { renderPost, splitPost } from './render.ts'
import { troubleOf } from './trouble.ts'

export type Answerable = APIApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction

/** What everything that is answered needs. */
export interface AnswerTools {
  rest: REST
  messages: Messages
  places: Places
  commands: readonly Command[]
  models(): readonly Model[]
  answers: FirstAnswers
}

/** A responder that also tells Discord in time that the interaction was seen. */
export interface InteractionResponder extends Responder {
  /** False when Discord does not know the interaction any more: the person was told that it failed. */
  acknowledge(): Promise<boolean>
}

/**
 * Answers one interaction. The first answer must come within three seconds, the others within 15 minutes; a private
 * answer that comes later is sent to the person directly, so none is lost. `given` is the first answer where the gateway's
 * thread gives it, else null.
 */
export const createResponder = (
  interaction: Answerable,
  memberId: string,
  commandName: string,
  given: Promise<boolean> | null,
  tools: AnswerTools,
): InteractionResponder => {
  const { rest, messages, places, commands, models, answers } = tools
  /** Whether our private "Received." stands there to be replaced. */
  let placeholder = given !== null && !isOnMessage(interaction)
  let first = given
  let count = 0

  const callback = async (body: APIInteractionResponse): Promise<boolean> => {
    const send = () => rest.post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false })
    try {
      await send().catch((error: unknown) => {
        if (error instanceof DiscordAPIError) throw error
        // Nobody knows whether it arrived; if it did, the second is refused as already acknowledged.
        return send()
      })
      return true
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'acknowledged') return true
      if (trouble === 'expired') return false
      throw error
    }
  }

  const acknowledge = (): Promise<boolean> => {
    if (first) return first
    placeholder = !isOnMessage(interaction)
    first = callback(deferralOf(interaction, answers))
    return first
  }

  const answer = async (post: Post, isPrivate: boolean, buttons: Parameters<typeof buttonRows>[0] = []): Promise<void> => {
    await acknowledge()
    const message = renderPost(post)
    message.body.components?.push(...buttonRows(buttons))
    try {
      if (placeholder && isPrivate) {
        placeholder = false
        await messages.send({
          method: RequestMethod.Patch,
          route: Routes.webhookMessage(interaction.application_id, interaction.token, '@original'),
          message,
          auth: false,
        })
      } else {
        await messages.send({
          method: RequestMethod.Post,
          route: Routes.webhook(interaction.application_id, interaction.token),
          message: isPrivate ? { ...message, body: { ...message.body, flags: privately } } : message,
          auth: false,
        })
      }
    } catch (error) {
      if (troubleOf(error) !== 'expired') throw deliveryError(error)
      await places.tell(memberId, post, { key: `reply:${interaction.id}:${count}`, again: false })
    }
  }

  return {
    acknowledge,

    async reply(post, { private: isPrivate = false } = {}) {
      for (const page of splitPost(post)) {
        count += 1
        await answer(page, isPrivate)
      }
    },

    async form(form: Form) {
      const command = commands.find(({ name }) => name === form.command)
      if (!command) throw new MoodreelError('unknown_command', `There is no command /${form.command}; try /help.`)
      if (first) {
        // A modal can only be the first answer: a press of its own button makes it so.
        const custom_id = writeCustomId({ what: 'run', command: commandName, generationId: form.generationId })
        await answer(notice('The form is ready.'), true, [
          { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Open it', custom_id },
        ])
        return
      }
      first = callback({ type: InteractionResponseType.Modal, data: renderForm(form, command, models()) })
      await first
    },
  }
}

const privately = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral
