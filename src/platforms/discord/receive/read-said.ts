import {
  type APIChatInputApplicationCommandInteraction,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandOptionType,
} from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import type { ClipAt } from '../../../core/options/find-clip.ts'
import type { Invocation } from '../../../core/platform.ts'
import type { Attachment } from '../../../core/request.ts'
import { say } from '../../../core/words/sentence.ts'
import { leadingWord, type MenuEntry, optionNameOf } from '../commands/commands.ts'
import { readPressed } from '../custom-id.ts'
import type { SaidIn } from './channel-of.ts'
import { attachmentOf, fileIn, generationIn } from './message-files.ts'
import { saidName, saidOptions } from './said-command.ts'

/** What was said, without what every interaction tells. */
export type Said = Pick<Invocation, 'command' | 'input' | 'attachments' | 'typed'>

export interface ReadSaidOptions {
  commands: readonly Command[]
  clipAt: ClipAt
  channelOf(said: APIMessageApplicationCommandInteraction): SaidIn
}

/** Reads what an interaction says: the command, and what was given to it. */
export const createReadSaid = ({ commands, clipAt, channelOf }: ReadSaidOptions) => {
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
    return { command: command.name, input: { kind: 'values', values: Object.fromEntries(values) }, attachments: [], typed: true }
  }

  /**
   * What an entry of the menu is about: the clip of a message of ours, of several the chosen one, else a file, else the clip that it
   * answers or whose thread it is in.
   */
  const chosenIn = async (
    interaction: APIMessageApplicationCommandInteraction,
    entry: MenuEntry,
  ): Promise<{ id: string } | { file: Attachment } | null> => {
    const message = interaction.data.resolved.messages[interaction.data.target_id]
    if (!message) return null
    const clipIn = (shown: APIMessage): string | null => generationIn(shown, interaction.application_id)
    const clipOf = (channel: string, id: string): Promise<string | null> => clipAt({ platform: 'discord', channel, message: id })
    const own = described.has(entry.own) ? ((await clipOf(message.channel_id, message.id)) ?? clipIn(message)) : null
    if (own) return { id: own }
    const file = fileIn(message, entry.takes)
    if (file) return { file }
    const { message_reference: answered, referenced_message: shown } = message
    if (!described.has(entry.own)) return null
    const { id: place, parent } = channelOf(interaction)
    const id =
      (answered?.message_id ? await clipOf(answered.channel_id, answered.message_id) : null) ??
      (shown && clipIn(shown)) ??
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

  const pressed = (interaction: APIMessageComponentInteraction): Said => {
    const id = readPressed(interaction.data)
    if (!id) throw new MoodreelError('invalid_option', say('discord.oldButton'))
    return { command: id.command, input: { kind: 'values', values: id.argument ? { id: id.argument } : {} }, attachments: [] }
  }

  return {
    commandOf,
    /** The options of a slash command that is being typed. */
    optionsOf: (data: Parameters<typeof saidName>[0]): readonly OptionDescription[] => described.get(slashOf(saidName(data)).name) ?? [],
    slash,
    chosenIn,
    recipeOf,
    pressed,
  }
}
