import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Command } from '../../../core/command.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Model } from '../../../core/model.ts'
import { typedName } from '../../../core/options/beneath.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'
import { leadingWord, wordsOf } from '../../../core/options/words-of.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { catalogues, type Language, languages } from '../../../core/words/languages.ts'
import { nativeName } from '../../../core/words/native-name.ts'
import { type Sentence, say, type Text } from '../../../core/words/sentence.ts'
import { shorten } from '../post/escape.ts'
import { textChannels } from '../text-channels.ts'

export { leadingWord }

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
  /** By it Discord says which entry was chosen. */
  name: 'Animate' | 'Restyle' | 'Recipe'
  label: Sentence
  command: string
  /** The command for a message that shows a clip of ours. */
  own: string
  /** The file that it needs from any other message. */
  takes: 'image' | 'video' | 'any'
  /** Whether a form asks for a prompt and settings first. */
  asks: boolean
}

export const menu: readonly MenuEntry[] = [
  { name: 'Animate', label: say('action.animate'), command: 'i2v', own: 'animate', takes: 'image', asks: true },
  { name: 'Restyle', label: say('action.restyle'), command: 'v2v', own: 'restyle', takes: 'video', asks: true },
  { name: 'Recipe', label: say('action.recipe'), command: 'info', own: 'info', takes: 'any', asks: false },
]

/** The words in the other languages, by Discord's codes for them: `ko`, or `pt-BR` for `pt`. */
const inOthers = (words: (language: Language) => string): Partial<Record<Locale, string>> =>
  Object.fromEntries(
    languages
      .filter((language) => language !== 'en')
      .flatMap((language) =>
        Object.values(Locale)
          .filter((locale) => locale === language || locale.startsWith(`${language}-`))
          .map((locale) => [locale, words(language)]),
      ),
  )

/** The name of a command or an option; an operator's own has one in every language. */
const named = (section: 'commandName' | 'optionName', name: string, suffix = '') => ({
  name: `${name}${suffix}`,
  ...(Object.hasOwn(catalogues.en[section], name) && {
    name_localizations: inOthers((language) => `${nativeName(section, name, language)}${suffix}`),
  }),
})

const described = (about: Text) => ({
  description: shorten(inWords(about, 'en'), descriptionLimit),
  ...(typeof about !== 'string' && {
    description_localizations: inOthers((language) => shorten(inWords(about, language), descriptionLimit)),
  }),
})

/** `ref2` is the second file of the option `ref`. */
export const optionNameOf = (nativeName: string, options: readonly OptionDescription[]): string =>
  options.some(({ name }) => name === nativeName) ? nativeName : nativeName.replace(/\d+$/, '')

/** Discord has no lists: an option for several files becomes as many as any model takes, as far as there is room. */
const copiesOf = (option: OptionDescription, models: readonly Model[], room: number): number => {
  if (option.kind !== 'attachment' || !option.many) return 1
  const given = models.filter((model) => !model.unavailable)
  const taken = Math.max(1, ...given.map((model) => model.referenceImages + model.referenceVideos + model.referenceAudios))
  return Math.max(1, Math.min(option.maxCount ?? taken, taken, room))
}

/** What a choice is called: itself, or its label in the language of who chooses. */
const calledIn = ({ labels }: OptionDescription, choice: string) => {
  const label = labels?.[choice]
  if (label === undefined) return { name: choice }
  return { name: inWords(label, 'en'), name_localizations: inOthers((language) => inWords(label, language)) }
}

const optionOf = (option: OptionDescription, copy: number): APIApplicationCommandBasicOption => {
  const suffix = copy === 0 ? '' : String(copy + 1)
  const base = {
    ...named('optionName', option.name, suffix),
    ...described(option.description || option.name),
    required: option.required && copy === 0,
  }
  if (option.kind === 'attachment') {
    const { attachment, also } = option
    const filter = attachment && attachment !== 'any' ? { file_types: [attachment, ...also] } : {}
    return { ...base, ...filter, type: ApplicationCommandOptionType.Attachment }
  }
  if (option.member) return { ...base, type: ApplicationCommandOptionType.User }
  if (option.role) return { ...base, type: ApplicationCommandOptionType.Role }
  if (option.channel) {
    return { ...base, type: ApplicationCommandOptionType.Channel, channel_types: [...textChannels] }
  }
  if (option.kind === 'boolean') return { ...base, type: ApplicationCommandOptionType.Boolean }
  if (option.kind === 'string' || option.many) {
    const choices = option.choices?.map((choice) => ({ ...calledIn(option, String(choice)), value: String(choice) }))
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

/** The options of a command, without those that say what is said another way. */
const optionsOf = (command: Command, models: readonly Model[], without?: string): APIApplicationCommandBasicOption[] => {
  const all = describeOptions(command).filter(({ button, name }) => !button && name !== without)
  // What is seldom asked for makes room for files; it is read among the words of the prompt, as flags are in every field for words.
  const offered = all.some(({ words }) => words) ? all.filter(({ seldom }) => !seldom) : all
  const room = optionsAtMost - offered.length + 1
  const options = offered.flatMap((option) => Array.from({ length: copiesOf(option, models, room) }, (_, copy) => optionOf(option, copy)))
  if (options.length > optionsAtMost) {
    throw new MoodreelError(
      'bad_config',
      `/${typedName(command)} has ${options.length} options and Discord takes ${optionsAtMost}; leave some out.`,
    )
  }
  // Discord wants those that must be given first.
  return [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)]
}

const subcommand = (command: Command, models: readonly Model[]): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  ...named('commandName', command.name),
  ...described(command.description),
  options: optionsOf(command, models),
})

/** The commands beneath one, and the words that it takes itself as its first: where a command has subcommands it cannot be said alone. */
const subcommandsOf = (command: Command, under: readonly Command[], models: readonly Model[]): APIApplicationCommandSubcommandOption[] => {
  const all = [
    ...under.map((one) => subcommand(one, models)),
    ...wordsOf(command, under).map(({ word, about }) => ({
      type: ApplicationCommandOptionType.Subcommand as const,
      ...named('commandName', word),
      ...described(about),
      options: optionsOf(command, models, leadingWord(command)?.name),
    })),
  ]
  if (all.length > optionsAtMost) {
    throw new MoodreelError('bad_config', `/${command.name} has ${all.length} subcommands and Discord takes ${optionsAtMost}.`)
  }
  return all
}

/**
 * What moderators are offered nobody else sees: a permission that all who may delete others' messages have, until a server's settings say
 * otherwise (Server Settings, Integrations). Nobody moderates a direct message.
 */
const forModerators = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageMessages),
}

const slashCommand = (command: Command, under: readonly Command[], models: readonly Model[]): RESTPostAPIApplicationCommandsJSONBody => ({
  ...(command.group === 'moderators' ? forModerators : everywhere),
  type: ApplicationCommandType.ChatInput,
  ...named('commandName', command.name),
  ...described(command.description),
  options: under.length === 0 ? optionsOf(command, models) : subcommandsOf(command, under, models),
})

/**
 * Everything that is registered at Discord: each command with its typed options, those beneath another as its subcommands, and the entries in the menu of a
 * message whose command there is. Throws MoodreelError `bad_config` for a command that Discord cannot hold.
 */
export const nativeCommands = (commands: readonly Command[], models: readonly Model[]): RESTPostAPIApplicationCommandsJSONBody[] => [
  ...commands
    .filter(({ under }) => under === undefined)
    .map((command) =>
      slashCommand(
        command,
        commands.filter(({ under }) => under === command.name),
        models,
      ),
    ),
  ...menu
    .filter((entry) => commands.some(({ name }) => name === entry.command))
    .map((entry) => ({
      ...everywhere,
      type: ApplicationCommandType.Message as const,
      name: entry.name,
      name_localizations: inOthers((language) => inWords(entry.label, language)),
    })),
]
