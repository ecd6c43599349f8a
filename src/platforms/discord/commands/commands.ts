import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Model } from '../../../core/model.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import { shorten } from '../post/escape.ts'
import { koreanCommands, koreanMenu, koreanOptions } from './korean.ts'

/** Discord's limits: https://docs.discord.com/developers/interactions/application-commands */
const optionsAtMost = 25
const choicesAtMost = 25
const descriptionLimit = 100
const textOptionLimit = 6000

/** Installed in a server or by one person; offered everywhere, so that where it cannot work a sentence says why. */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
}

/** An entry in the menu of a message, and the command that it leads to. */
export interface MenuEntry {
  name: 'Animate' | 'Restyle' | 'Recipe'
  command: string
  /** The command for a message that shows a clip of ours. */
  own: string
  /** The file that it needs from any other message. */
  takes: 'image' | 'video'
  /** Whether a form asks for a prompt and settings first. */
  asks: boolean
}

export const menu: readonly MenuEntry[] = [
  { name: 'Animate', command: 'i2v', own: 'animate', takes: 'image', asks: true },
  { name: 'Restyle', command: 'v2v', own: 'restyle', takes: 'video', asks: true },
  { name: 'Recipe', command: 'info', own: 'info', takes: 'video', asks: false },
]

/** `ref2` is the second file of the option `ref`. */
export const optionNameOf = (nativeName: string, options: readonly OptionDescription[]): string =>
  options.some(({ name }) => name === nativeName) ? nativeName : nativeName.replace(/\d+$/, '')

/** Discord has no lists: an option for several files becomes as many as any model takes, as far as there is room. */
const copiesOf = (option: OptionDescription, models: readonly Model[], room: number): number => {
  if (option.kind !== 'attachment' || !option.many) return 1
  const taken = Math.max(1, ...models.filter((model) => !model.unavailable).map((model) => model.referenceImages))
  return Math.max(1, Math.min(option.maxCount ?? taken, taken, room))
}

const optionOf = (option: OptionDescription, copy: number): APIApplicationCommandBasicOption => {
  const korean = koreanOptions[option.name]
  const suffix = copy === 0 ? '' : String(copy + 1)
  const base = {
    name: `${option.name}${suffix}`,
    description: shorten(option.description || option.name, descriptionLimit),
    ...(korean && {
      name_localizations: { ko: `${korean.name}${suffix}` },
      description_localizations: { ko: korean.description },
    }),
    required: option.required && copy === 0,
  }
  if (option.kind === 'attachment') {
    const { attachment } = option
    const filter = attachment && attachment !== 'any' ? { file_types: [attachment] } : {}
    return { ...base, ...filter, type: ApplicationCommandOptionType.Attachment }
  }
  if (option.member) return { ...base, type: ApplicationCommandOptionType.User }
  if (option.kind === 'boolean') return { ...base, type: ApplicationCommandOptionType.Boolean }
  if (option.kind === 'string' || option.many) {
    const choices = option.choices?.map((choice) => ({ name: String(choice), value: String(choice) }))
    const limit = { max_length: option.many ? textOptionLimit : Math.min(option.maxLength ?? textOptionLimit, textOptionLimit) }
    if (option.completion || (choices && choices.length > choicesAtMost)) {
      return { ...base, ...limit, type: ApplicationCommandOptionType.String, autocomplete: true }
    }
    return choices
      ? { ...base, type: ApplicationCommandOptionType.String, choices }
      : { ...base, ...limit, type: ApplicationCommandOptionType.String }
  }
  const range = { ...(option.min !== undefined && { min_value: option.min }), ...(option.max !== undefined && { max_value: option.max }) }
  return option.kind === 'integer'
    ? { ...base, ...range, type: ApplicationCommandOptionType.Integer }
    : { ...base, ...range, type: ApplicationCommandOptionType.Number }
}

const slashCommand = (command: Command, models: readonly Model[]): RESTPostAPIApplicationCommandsJSONBody => {
  const described = describeOptions(command).filter(({ button }) => !button)
  const room = optionsAtMost - described.length + 1
  const options = described.flatMap((option) => Array.from({ length: copiesOf(option, models, room) }, (_, copy) => optionOf(option, copy)))
  if (options.length > optionsAtMost) {
    throw new MoodreelError(
      'bad_config',
      `/${command.name} has ${options.length} options and Discord takes ${optionsAtMost}; leave some out.`,
    )
  }
  const korean = koreanCommands[command.name]
  return {
    ...everywhere,
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: shorten(command.description, descriptionLimit),
    ...(korean && { name_localizations: { ko: korean.name }, description_localizations: { ko: korean.description } }),
    // Discord wants those that must be given first.
    options: [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)],
  }
}

/**
 * Everything that is registered at Discord: each command with its typed options, and the entries in the menu of a
 * message whose command there is. Throws MoodreelError `bad_config` for a command that Discord cannot hold.
 */
export const nativeCommands = (commands: readonly Command[], models: readonly Model[]): RESTPostAPIApplicationCommandsJSONBody[] => [
  ...commands.map((command) => slashCommand(command, models)),
  ...menu
    .filter((entry) => commands.some(({ name }) => name === entry.command))
    .map((entry) => ({
      ...everywhere,
      type: ApplicationCommandType.Message as const,
      name: entry.name,
      name_localizations: { ko: koreanMenu[entry.name] },
    })),
]
