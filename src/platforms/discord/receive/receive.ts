import {
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  InteractionType,
} from 'discord.js'
import { MoodreelError } from '../../../core/errors.ts'
import { type InboxEntry, isStale } from '../../../core/inbox.ts'
import type { Model } from '../../../core/model.ts'
import type { ClipsOf } from '../../../core/options/complete-clip.ts'
import type { ClipAt } from '../../../core/options/find-clip.ts'
import type { InvocationHandler, PriceOf } from '../../../core/platform.ts'
import { ensureServed, type RefusalIn } from '../../../core/policy/serves.ts'
import { notice } from '../../../core/post.ts'
import { formAnswerCommand } from '../../../core/question.ts'
import type { ReferencesOf } from '../../../core/reference.ts'
import type { TemplatesOf } from '../../../core/template.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { logFields } from '../api-errors.ts'
import { type MenuEntry, menu } from '../commands/commands.ts'
import { readCustomId, readPressed } from '../custom-id.ts'
import type { KeptForms } from '../kept-forms.ts'
import { createAnswerCompletion } from './answer-completion.ts'
import type { SaidIn } from './channel-of.ts'
import { type AnswerOutcome, isKept } from './first-answer.ts'
import { createForms } from './forms.ts'
import { createInvocationOf } from './invocation-of.ts'
import type { Locales } from './locales.ts'
import { memberOf } from './member.ts'
import { createReadSaid, type Said } from './read-said.ts'
import { type Answerable, type AnswerTools, createResponder, type InteractionAgain, type InteractionResponder } from './responder.ts'
import { saidName } from './said-command.ts'

/** A press that may open a form waits this long for it; Discord gives three seconds. */
const formPatienceMs = 2_000

/** What an earlier process left undone, as the inbox has it. */
export type Earlier = Pick<InboxEntry, 'acknowledged' | 'receivedAt'>

export interface ReceiverOptions extends AnswerTools {
  kept: KeptForms
  priceOf: PriceOf
  templatesOf: TemplatesOf
  referencesOf: ReferencesOf
  clipsOf: ClipsOf
  clipAt: ClipAt
  refusalIn: RefusalIn
  channelOf(interaction: APIInteraction): SaidIn
  locales: Locales
  /** What became of the first answer, where the gateway's thread gives it; else null. */
  firstAnswer(interaction: APIInteraction): Promise<AnswerOutcome['outcome']> | null
}

/** Everything that people say to the bot: commands, entries of a menu, buttons and forms. */
export const createReceiver = (options: ReceiverOptions) => {
  const {
    rest,
    commands,
    models,
    log,
    kept,
    templatesOf,
    referencesOf,
    clipsOf,
    clipAt,
    refusalIn,
    channelOf,
    firstAnswer,
    inbox,
    priceOf,
  } = options

  /** Models for adults are shown only where adults are. */
  const offered = (interaction: APIInteraction): readonly Model[] =>
    channelOf(interaction).ageRestricted ? models() : models().filter(({ nsfw }) => !nsfw)

  const refuse = (responder: InteractionResponder, { locale }: Answerable, sentence: Text): Promise<void> =>
    responder.reply({ ...notice(sentence), kind: 'failure', language: chooseLanguage(undefined, locale) }, { private: true })

  const { invocationOf, refusalHere } = createInvocationOf({ channelOf, refusalIn })
  const { commandOf, optionsOf, slash, chosenIn, recipeOf, pressed } = createReadSaid({ commands, clipAt, channelOf })
  const answerCompletion = createAnswerCompletion({ rest, templatesOf, referencesOf, clipsOf, optionsOf, offered })

  const forms = createForms({
    rest,
    kept,
    commandOf,
    offered,
    priceOf: async (interaction, { command, generationId, values }) => {
      const member = memberOf(interaction)
      const input = { kind: 'values' as const, values: { ...values, ...(generationId && { id: generationId }) } }
      return member ? priceOf(invocationOf(interaction, member, { command, input, attachments: [] })) : null
    },
  })

  /** Asks for prompt and settings before anything else: the form itself is the answer in time. */
  const ask = async (interaction: APIMessageApplicationCommandInteraction, entry: MenuEntry): Promise<void> => {
    const chosen = await chosenIn(interaction, entry)
    if (!chosen) throw new MoodreelError('missing_input', say(entry.takes === 'image' ? 'chat.noImage' : 'chat.noVideo'))
    await forms.ask(interaction, { command: 'id' in chosen ? entry.own : entry.command, title: entry.label }, chosen)
  }

  /** False when the bot stopped in between: the next process goes on with it. */
  const answer = async (interaction: Answerable, handler: InvocationHandler, earlier?: Earlier): Promise<boolean> => {
    const member = memberOf(interaction)
    if (member) options.locales.learn(member.id, interaction.locale)
    const name = commandNameOf(interaction)
    const receivedAt = earlier?.receivedAt ?? Date.now()
    const given = earlier ? (earlier.acknowledged ? Promise.resolve('answered' as const) : null) : firstAnswer(interaction)
    let again: InteractionAgain = () => null
    const responder = createResponder(
      { interaction, memberId: member?.id ?? null, commandName: name, receivedAt, given, again: () => again() },
      { ...options, models: () => offered(interaction) },
    )
    const run = async (said: Said): Promise<void> => {
      if (!member) throw new Error('Discord does not say who said it')
      await handler(invocationOf(interaction, member, said), responder)
    }

    const submitted = async (form: APIModalSubmitInteraction): Promise<Said> => {
      const { id, sent } = await forms.read(form)
      again = () => forms.againOf(form, id, sent)
      const values = { ...forms.valuesOf(id, sent), ...(id.argument && { id: id.argument }) }
      return { command: id.command, input: { kind: 'values', values }, attachments: sent.file ? [sent.file] : [] }
    }

    /** Answers first, then does. A person who was told that it failed will ask again, so then nothing is done. */
    const seenThen = async (read: () => Said | Promise<Said>): Promise<void> => {
      if (await responder.acknowledge()) await run(await read())
      else log.warn({ interaction: interaction.id }, 'an interaction came too late to be answered; it is left alone')
    }
    /** A form can only be the first answer, so a command that opens one gets its time. */
    const formOr = async (said: Said): Promise<void> => {
      const patience = setTimeout(() => void responder.acknowledge().catch(logged), formPatienceMs)
      await run(said).finally(() => clearTimeout(patience))
      await responder.acknowledge()
    }
    // An earlier process may have answered, and did not by a form.
    const opensForm = !earlier && (name === formAnswerCommand || commands.some((one) => one.name === name && one.opensForm === true))

    const work = async (): Promise<void> => {
      if (earlier && isStale(earlier, Date.now())) return refuse(responder, interaction, say('chat.wasAway'))
      ensureServed(refusalHere(interaction, member, name))
      if (interaction.type === InteractionType.ModalSubmit) return await seenThen(() => submitted(interaction))
      if (interaction.type === InteractionType.MessageComponent) {
        const id = readCustomId(interaction.data.custom_id)
        // A form was the whole answer; without it Discord told the person that it failed.
        if (id?.what === 'again') return earlier ? undefined : await forms.reopen(interaction, id)
        return await (opensForm ? formOr(pressed(interaction)) : seenThen(() => pressed(interaction)))
      }
      if (isSlash(interaction)) return await (opensForm ? formOr(slash(interaction)) : seenThen(() => slash(interaction)))
      const entry = menu.find((candidate) => candidate.name === interaction.data.name)
      if (!entry || !isOnMessage(interaction)) throw new MoodreelError('unknown_command', say('discord.oldEntry'))
      if (entry.asks) return earlier ? undefined : await ask(interaction, entry)
      return await seenThen(() => recipeOf(interaction, entry))
    }

    try {
      await work()
    } catch (error) {
      if (!(error instanceof MoodreelError)) logged(error)
      if (!responder.isCutOff())
        await refuse(responder, interaction, error instanceof MoodreelError ? error.sentence : say('common.broken')).catch(logged)
    }
    return !responder.isCutOff()
  }
  const logged = (error: unknown): void => log.warn(logFields(error), 'an interaction could not be answered')

  /** What is over is over: an entry that stays would be taken up again at the next start. */
  const finish = async (interaction: APIInteraction): Promise<void> => {
    if (isKept(interaction, options.answers)) await inbox.finish('discord', interaction.id).catch(logged)
  }

  /** Works on what somebody said, now or before an `earlier` process died. Throws nothing. */
  return async (interaction: APIInteraction, handler: InvocationHandler, earlier?: Earlier): Promise<void> => {
    try {
      if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
        const isServed = refusalHere(interaction, memberOf(interaction), interaction.data.name) === null
        return await answerCompletion(interaction, isServed)
      }
      if (interaction.type === InteractionType.Ping) return
      if (await answer(interaction, handler, earlier)) await finish(interaction)
    } catch (error) {
      logged(error)
    }
  }
}

const isSlash = (interaction: Answerable): interaction is APIChatInputApplicationCommandInteraction =>
  interaction.type === InteractionType.ApplicationCommand && interaction.data.type === ApplicationCommandType.ChatInput

const isOnMessage = (interaction: Answerable): interaction is APIMessageApplicationCommandInteraction =>
  interaction.type === InteractionType.ApplicationCommand && interaction.data.type === ApplicationCommandType.Message

const commandNameOf = ({ type, data }: Answerable): string =>
  type === InteractionType.ApplicationCommand && 'name' in data
    ? saidName(data).name
    : 'custom_id' in data
      ? (readPressed(data)?.command ?? '')
      : ''
