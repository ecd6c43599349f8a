import {
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
  Routes,
} from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import { type InboxEntry, isStale } from '../../../core/inbox.ts'
import type { Model } from '../../../core/model.ts'
import type { ClipsOf } from '../../../core/options/complete-clip.ts'
import { describeOptions } from '../../../core/options/describe-options.ts'
import type { ClipAt } from '../../../core/options/find-clip.ts'
import type { Invocation, InvocationHandler, Member, PriceOf } from '../../../core/platform.ts'
import { ensureServed, type RefusalIn } from '../../../core/policy/serves.ts'
import { notice } from '../../../core/post.ts'
import type { Attachment } from '../../../core/request.ts'
import type { TemplatesOf } from '../../../core/template.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { directWorkspace } from '../../../core/workspace.ts'
import { logFields } from '../api-errors.ts'
import { leadingWord, type MenuEntry, menu, optionNameOf } from '../commands/commands.ts'
import { readCustomId, readPressed } from '../custom-id.ts'
import type { KeptForms } from '../kept-forms.ts'
import { absent, originOf } from '../origin.ts'
import type { SaidIn } from './channel-of.ts'
import { complete } from './complete.ts'
import { type AnswerOutcome, isKept } from './first-answer.ts'
import { createForms } from './forms.ts'
import { memberOf } from './member.ts'
import { attachmentOf, fileIn, generationIn } from './message-files.ts'
import { type Answerable, type AnswerTools, createResponder, type InteractionAgain, type InteractionResponder } from './responder.ts'
import { saidName, saidOptions } from './said-command.ts'

/** A press that may open a form waits this long for it; Discord gives three seconds. */
const formPatienceMs = 2_000

const workspaceOf = ({ guild_id: guild, member, user }: APIInteraction): string =>
  guild ?? directWorkspace(user?.id ?? member?.user.id ?? '')

/** What an earlier process left undone, as the inbox has it. */
export type Earlier = Pick<InboxEntry, 'acknowledged' | 'receivedAt'>

/** What was said, without what every interaction tells. */
type Said = Pick<Invocation, 'command' | 'input' | 'attachments'>

export interface ReceiverOptions extends AnswerTools {
  kept: KeptForms
  priceOf: PriceOf
  templatesOf: TemplatesOf
  clipsOf: ClipsOf
  clipAt: ClipAt
  refusalIn: RefusalIn
  channelOf(interaction: APIInteraction): SaidIn
  /** What became of the first answer, where the gateway's thread gives it; else null. */
  firstAnswer(interaction: APIInteraction): Promise<AnswerOutcome['outcome']> | null
}

/** Everything that people say to the bot: commands, entries of a menu, buttons and forms. */
export const createReceiver = (options: ReceiverOptions) => {
  const { rest, commands, models, log, kept, templatesOf, clipsOf, clipAt, refusalIn, channelOf, firstAnswer, inbox, priceOf } = options

  // Read once: a command that waits for its answer must not wait for schemas.
  const described = new Map(commands.map((command) => [command.name, describeOptions(command)]))

  const commandOf = (name: string): Command => {
    const command = commands.find((candidate) => candidate.name === name)
    if (!command) throw new MoodreelError('unknown_command', say('common.unknownCommand', { name }))
    return command
  }

  /** The command beneath another that was chosen, or the one above where the word is its own. */
  const slashOf = ({ name, under }: ReturnType<typeof saidName>): Command => {
    if (under === undefined) return commandOf(name)
    return commands.find((command) => command.name === name && command.under === under) ?? commandOf(under)
  }

  /** Models for adults are shown only where adults are. */
  const offered = (interaction: APIInteraction): readonly Model[] =>
    channelOf(interaction).ageRestricted ? models() : models().filter(({ nsfw }) => !nsfw)

  const refuse = (responder: InteractionResponder, { locale }: Answerable, sentence: Text): Promise<void> =>
    responder.reply({ ...notice(sentence), kind: 'failure', language: chooseLanguage(undefined, locale) }, { private: true })

  const invocationOf = (interaction: Answerable, member: Member, said: Said): Invocation => {
    const channel = channelOf(interaction)
    return {
      ...said,
      id: interaction.id,
      platform: 'discord',
      workspace: workspaceOf(interaction),
      member,
      origin: originOf(interaction, channel, member.id),
      channel: channel.parent ?? channel.id,
      ...(channel.parent !== undefined && { thread: channel.id }),
      locale: interaction.locale,
      ageRestricted: channel.ageRestricted,
    }
  }

  /** The sentence for which nothing is shown, asked or done; null where the bot works. */
  const refusalHere = (interaction: APIInteraction, member: Member | null, command: string): Text | null =>
    originOf(interaction, channelOf(interaction), member?.id ?? '').present
      ? refusalIn({ platform: 'discord', workspace: workspaceOf(interaction) }, command)
      : absent

  const slash = (interaction: APIChatInputApplicationCommandInteraction): Said => {
    const { resolved } = interaction.data
    const said = saidName(interaction.data)
    const command = slashOf(said)
    const known = described.get(command.name) ?? []
    const values = new Map<string, unknown>()
    // A word that the command above takes itself.
    if (command.name !== said.name) values.set(leadingWord(command)?.name ?? '', said.name)
    for (const option of saidOptions(interaction.data)) {
      if (!('value' in option)) continue
      const key = optionNameOf(option.name, known)
      const file = option.type === ApplicationCommandOptionType.Attachment ? resolved?.attachments?.[option.value] : undefined
      const value = file ? attachmentOf(file) : option.value
      const isList = file && known.some((candidate) => candidate.name === key && candidate.many)
      values.set(key, isList ? [...((values.get(key) as unknown[] | undefined) ?? []), value] : value)
    }
    return { command: command.name, input: { kind: 'values', values: Object.fromEntries(values) }, attachments: [] }
  }

  /** What an entry of the menu is about: the clip of a message of ours, else a file, else the clip that it answers or whose thread it is in. */
  const chosenIn = async (
    interaction: APIMessageApplicationCommandInteraction,
    entry: MenuEntry,
  ): Promise<{ id: string } | { file: Attachment } | null> => {
    const message = interaction.data.resolved.messages[interaction.data.target_id]
    if (!message) return null
    const clipIn = (shown: APIMessage): string | null => generationIn(shown, interaction.application_id)
    const clipOf = (channel: string, id: string): Promise<string | null> => clipAt({ platform: 'discord', channel, message: id })
    const own = described.has(entry.own) ? (clipIn(message) ?? (await clipOf(message.channel_id, message.id))) : null
    if (own) return { id: own }
    const file = fileIn(message, entry.takes)
    if (file) return { file }
    const { message_reference: answered, referenced_message: shown } = message
    if (!described.has(entry.own)) return null
    const { id: place, parent } = channelOf(interaction)
    const id =
      (shown && clipIn(shown)) ??
      (answered?.message_id ? await clipOf(answered.channel_id, answered.message_id) : null) ??
      // A thread has the id of the message that it hangs on.
      (parent === undefined ? null : await clipOf(parent, place))
    return id ? { id } : null
  }

  const recipeOf = async (interaction: APIMessageApplicationCommandInteraction, entry: MenuEntry): Promise<Said> => {
    const chosen = await chosenIn(interaction, entry)
    if (chosen && 'id' in chosen) return { command: entry.own, input: { kind: 'values', values: { id: chosen.id } }, attachments: [] }
    const file = chosen?.file
    if (!file) throw new MoodreelError('missing_input', say('discord.noClip'))
    return { command: entry.command, input: { kind: 'values', values: {} }, attachments: [file] }
  }

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

  const pressed = (interaction: APIMessageComponentInteraction): Said => {
    const id = readPressed(interaction.data)
    if (!id) throw new MoodreelError('invalid_option', say('discord.oldButton'))
    return { command: id.command, input: { kind: 'values', values: id.argument ? { id: id.argument } : {} }, attachments: [] }
  }

  /** False when the bot stopped in between: the next process goes on with it. */
  const answer = async (interaction: Answerable, handler: InvocationHandler, earlier?: Earlier): Promise<boolean> => {
    const member = memberOf(interaction)
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
    const opensForm = !earlier && commands.some((command) => command.name === name && command.opensForm === true)

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
  const finish = (interaction: APIInteraction): void => {
    try {
      if (isKept(interaction, options.answers)) inbox.finish('discord', interaction.id)
    } catch (error) {
      logged(error)
    }
  }

  /** Works on what somebody said, now or before an `earlier` process died. Throws nothing. */
  return async (interaction: APIInteraction, handler: InvocationHandler, earlier?: Earlier): Promise<void> => {
    try {
      if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
        const place = { platform: 'discord', workspace: workspaceOf(interaction) }
        const { name } = interaction.data
        const member = memberOf(interaction)
        const isServed = refusalHere(interaction, member, name) === null
        const asked = {
          templates: () => templatesOf(place),
          clips: async () => (member ? clipsOf({ ...place, memberId: member.id }) : []),
          now: Date.now(),
        }
        const choices = isServed
          ? await complete(interaction, described.get(slashOf(saidName(interaction.data)).name) ?? [], offered(interaction), asked)
          : []
        await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
          auth: false,
        })
        return
      }
      if (interaction.type === InteractionType.Ping) return
      if (await answer(interaction, handler, earlier)) finish(interaction)
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
