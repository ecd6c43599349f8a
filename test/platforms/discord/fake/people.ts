import { ChannelType, GatewayIntentBits } from 'discord.js'
import { z } from 'zod'
import type { FakeInteraction, Interactions } from './interactions.ts'
import { buttonsOf, choicesOf } from './message-rules.ts'
import { type ModalField, modalBody } from './modal-rules.ts'
import { botId, channelJson, type FakeChannel, type FakeMessage, messageJson, type World } from './world.ts'

/** A file as a member gives it. */
export interface GivenFile {
  url: string
  name: string
  mediaType: string
  sizeBytes: number
}

export interface Person {
  id: string
  /** In the server, as Discord's bit field. */
  permissions: bigint
  locale: string
  roles: string[]
}

const valueSchema = z.looseObject({
  name: z.string(),
  type: z.number(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().optional(),
})
const optionSchema = valueSchema.extend({ options: z.array(valueSchema).default([]) })
const commandSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.number().default(1),
  options: z.array(optionSchema).default([]),
})

const attachmentType = 11
const subcommandType = 1

/** An interaction as the gateway tells of it. */
interface Payload {
  data: object
}

interface Parts {
  world: World
  gateway: { counts: { intents: number }; dispatch(t: string, d: unknown): void }
  interactions: Interactions
  registered: ReadonlyMap<string, object[]>
  /** What an interaction says about the size of files, in bytes. */
  limitBytes(): number
}

/** What somebody leaves in a field: of several boxes those that are ticked, with blanks between. */
export type FieldValue = string | boolean | GivenFile[]

/** Menus: of words, people, roles, and channels. */
const selects = new Set([3, 5, 6, 7, 8])

/** What stands in a field before anybody touched it. */
const presetOf = ({ type, value = '', options = [], default: preset = false }: ModalField): FieldValue =>
  type === 23
    ? preset
    : type === 19
      ? []
      : type === 22
        ? options.flatMap((one) => (one.default ? [one.value] : [])).join(' ')
        : (options.find((one) => one.default)?.value ?? value)

/** A field as Discord sends it, where its client lets it be sent so. */
const answerOf = ({ type, custom_id, required, options = [], max_values = 1 }: ModalField, value: FieldValue, files: string[]): object => {
  const refused = (why: string): never => {
    throw new Error(`${custom_id}: ${why}`)
  }
  if (type === 23) return typeof value === 'boolean' ? { value } : refused('a checkbox is on or off')
  if (required && (value === '' || (type === 19 && files.length === 0))) refused('it is required')
  if (type === 19) return files.length <= max_values ? { values: files } : refused(`it takes ${max_values} files`)
  if (typeof value !== 'string') return refused('it takes words')
  if (type === 22) {
    const values = value === '' ? [] : value.split(' ')
    return values.every((one) => options.some((known) => known.value === one)) ? { values } : refused(`there is no choice ${value}`)
  }
  if (options.length > 0 && value !== '' && !options.some((one) => one.value === value)) refused(`there is no choice ${value}`)
  if (type === 21) return { value: value === '' ? null : value }
  return selects.has(type) ? { values: value === '' ? [] : [value] } : { value }
}

/** People at their clients: they use what the bot registered and what stands on its messages. */
export const createPeople = ({ world, gateway, interactions, registered, limitBytes }: Parts) => {
  /** A command by its name, or a subcommand by both names: `mod block`. */
  const commandNamed = (typed: string) => {
    const [name, beneath] = typed.split(' ')
    const all = [...registered.values()].flat().map((command) => commandSchema.parse(command))
    const found = all.find((command) => command.name === name)
    const chosen = found?.options.find((option) => option.type === subcommandType && option.name === beneath)
    if (!found || (beneath !== undefined && !chosen)) throw new Error(`the bot registered no command ${typed}`)
    return chosen
      ? { ...found, options: chosen.options, given: <Option>(options: Option[]) => [{ name: chosen.name, type: chosen.type, options }] }
      : { ...found, given: <Option>(options: Option[]) => options }
  }

  /** What was sent to the gateway, by the id of its interaction. */
  const sent = new Map<string, object>()

  const say = (
    person: Person,
    channel: FakeChannel,
    type: number,
    data: object,
    more: object = {},
    bend: (payload: Payload) => object = (payload) => payload,
    pressed: FakeMessage | null = null,
  ): FakeInteraction => {
    const interaction = interactions.open(channel.id, pressed)
    const user = { id: person.id, username: `member-${person.id}`, global_name: 'Member', discriminator: '0', avatar: null }
    const payload = {
      id: interaction.id,
      application_id: botId,
      token: interaction.token,
      version: 1,
      type,
      data,
      channel_id: channel.id,
      channel: { ...channelJson(channel), permissions: String(person.permissions) },
      locale: person.locale,
      app_permissions: String(channel.guild ? channel.permissions : (1n << 50n) - 1n),
      authorizing_integration_owners: channel.guild && world.guilds.has(channel.guild) ? { 0: channel.guild } : { 1: person.id },
      context: channel.guild ? 0 : channel.type === ChannelType.DM ? 1 : 2,
      attachment_size_limit: limitBytes(),
      entitlements: [],
      ...(pressed && { message: messageJson(pressed) }),
      ...(channel.guild
        ? {
            guild_id: channel.guild,
            guild: { id: channel.guild, locale: 'en-US', features: [] },
            guild_locale: 'en-US',
            member: {
              user,
              roles: person.roles,
              permissions: String(person.permissions),
              joined_at: new Date(0).toISOString(),
              deaf: false,
              mute: false,
              flags: 0,
            },
          }
        : { user }),
      ...more,
    }
    sent.set(interaction.id, bend(payload))
    gateway.dispatch('INTERACTION_CREATE', sent.get(interaction.id))
    return interaction
  }

  const fileJson = (file: GivenFile) => ({
    id: world.snowflake(),
    filename: file.name,
    content_type: file.mediaType,
    size: file.sizeBytes,
    url: file.url,
    proxy_url: file.url,
  })

  return {
    /** Types a slash command with the options that the bot registered. `bend` makes another payload of it. */
    command(
      person: Person,
      channel: FakeChannel,
      name: string,
      values: Record<string, string | number | boolean | GivenFile>,
      /** What the interaction says otherwise. */
      more: object = {},
      bend?: (payload: Payload) => object,
    ): FakeInteraction {
      const command = commandNamed(name)
      const attachments: Record<string, ReturnType<typeof fileJson>> = {}
      for (const { name: needed, required } of command.options) {
        if (required && values[needed] === undefined) throw new Error(`/${name} needs ${needed}`)
      }
      const options = Object.entries(values).map(([key, value]) => {
        const option = command.options.find((candidate) => candidate.name === key)
        if (!option) throw new Error(`/${name} has no option ${key}`)
        if (typeof value !== 'object') return { name: key, type: option.type, value }
        const file = fileJson(value)
        attachments[file.id] = file
        return { name: key, type: attachmentType, value: file.id }
      })
      return say(
        person,
        channel,
        2,
        { id: command.id, name: command.name, type: 1, options: command.given(options), resolved: { attachments } },
        more,
        bend,
      )
    },

    /** The gateway sends an interaction once more, as after a RESUME. */
    again: ({ id }: FakeInteraction): void => gateway.dispatch('INTERACTION_CREATE', sent.get(id)),

    /** What the gateway told of an interaction. */
    payloadOf: ({ id }: FakeInteraction): object => sent.get(id) ?? {},

    /** Asks what an option can be, as far as it is typed. */
    typing(
      person: Person,
      channel: FakeChannel,
      name: string,
      option: string,
      typed: string,
      others: Record<string, string> = {},
    ): FakeInteraction {
      const command = commandNamed(name)
      if (!command.options.some((candidate) => candidate.name === option && candidate.autocomplete))
        throw new Error(`${option} completes nothing`)
      const options = [
        ...Object.entries(others).map(([key, value]) => ({ name: key, type: 3, value })),
        { name: option, type: 3, value: typed, focused: true },
      ]
      return say(person, channel, 4, { id: command.id, name: command.name, type: 1, options: command.given(options) })
    },

    /** Chooses an entry in the menu of a message. */
    choose(person: Person, channel: FakeChannel, name: string, message: object & { id: string }): FakeInteraction {
      const command = commandNamed(name)
      return say(person, channel, 2, {
        id: command.id,
        name,
        type: 3,
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      })
    },

    /** Presses a button by its label, or by its custom id where the message is older than its labels. */
    press(person: Person, channel: FakeChannel, message: FakeMessage, label: string): FakeInteraction {
      const customId = buttonsOf(message.components).get(label)
      if (!customId) throw new Error(`there is no button ${label}`)
      return say(person, channel, 3, { custom_id: customId, component_type: 2, id: 1 }, {}, undefined, message)
    },

    /** Chooses in a menu of a message, by the label of the choice. */
    pick(person: Person, channel: FakeChannel, message: FakeMessage, label: string): FakeInteraction {
      const choice = choicesOf(message.components).get(label)
      if (!choice) throw new Error(`there is no choice ${label}`)
      const data = { custom_id: choice.customId, component_type: 3, id: 1, values: [choice.value] }
      return say(person, channel, 3, data, {}, undefined, message)
    },

    /** Sends a form that was opened by an interaction, with what stands in it where nothing else is said. Its client lets nothing else through. */
    submit(person: Person, channel: FakeChannel, opened: FakeInteraction, values: Record<string, FieldValue>): FakeInteraction {
      const modal = modalBody.parse(opened.answerData)
      const asked = modal.components.map(({ component }) => component.custom_id)
      for (const name of Object.keys(values)) if (!asked.includes(name)) throw new Error(`the form has no field ${name}`)
      const attachments: Record<string, ReturnType<typeof fileJson>> = {}
      const components = modal.components.map(({ component }, index) => {
        const value = values[component.custom_id] ?? presetOf(component)
        const files = (Array.isArray(value) ? value : []).map(fileJson)
        for (const file of files) attachments[file.id] = file
        return {
          type: 18,
          id: index * 2 + 1,
          component: {
            type: component.type,
            id: index * 2 + 2,
            custom_id: component.custom_id,
            ...answerOf(
              component,
              value,
              files.map(({ id }) => id),
            ),
          },
        }
      })
      const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {}
      return say(person, channel, 5, { custom_id: modal.custom_id, components, ...resolved }, {}, undefined, opened.pressed)
    },

    /** Sends a form as an earlier version of the bot drew it: nothing of it is looked at. */
    submitOld: (person: Person, channel: FakeChannel, form: { custom_id: string; components: object[] }): FakeInteraction =>
      say(person, channel, 5, form),

    /**
     * Writes a message into a channel. Its words and files reach the bot only where Discord shows them to one without the privileged intent:
     * where they name it, or answer a message of its own with a ping. `more` is what the event says otherwise.
     */
    write(
      person: Person,
      channel: FakeChannel,
      content: string,
      {
        answers,
        pings = false,
        files = [],
        ...more
      }: { answers?: FakeMessage; pings?: boolean; files?: GivenFile[] } & Record<string, unknown> = {},
    ): FakeMessage {
      const message: FakeMessage = {
        id: world.snowflake(),
        channel_id: channel.id,
        author: { id: person.id, bot: false },
        content,
        flags: 0,
        components: [],
        attachments: [],
        noncedAt: 0,
        pings: [],
        reference: answers?.id ?? null,
        edits: 0,
      }
      channel.messages.push(message)
      const names = content.includes(`<@${botId}>`) || content.includes(`<@!${botId}>`) || (pings && answers?.author.id === botId)
      const event = {
        ...messageJson(message),
        author: { id: person.id, username: `member-${person.id}`, global_name: 'Member', discriminator: '0', avatar: null },
        member: { roles: ['77'], joined_at: new Date(0).toISOString(), deaf: false, mute: false, flags: 0 },
        ...(channel.guild && { guild_id: channel.guild }),
        content: names ? content : '',
        attachments: names ? files.map(fileJson) : [],
        mentions: names ? [{ id: botId, username: 'moodreel', discriminator: '0', avatar: null, bot: true }] : [],
        ...(answers && {
          type: 19,
          message_reference: { type: 0, message_id: answers.id, channel_id: answers.channel_id, guild_id: channel.guild },
          referenced_message: messageJson(answers),
        }),
        ...more,
      }
      if ((gateway.counts.intents & GatewayIntentBits.GuildMessages) !== 0) gateway.dispatch('MESSAGE_CREATE', event)
      return message
    },

    /** A message of a member with files. */
    messageWith: (person: Person, channel: FakeChannel, files: GivenFile[]) => ({
      ...messageJson({
        id: world.snowflake(),
        channel_id: channel.id,
        author: { id: person.id, bot: false },
        content: '',
        flags: 0,
        components: [],
        attachments: [],
        noncedAt: 0,
        pings: [],
        reference: null,
        edits: 0,
      }),
      attachments: files.map(fileJson),
    }),
  }
}
