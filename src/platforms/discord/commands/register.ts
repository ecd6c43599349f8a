import { isDeepStrictEqual } from 'node:util'
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import { apiErrorKind } from '../api-errors.ts'

const localisations = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((given) => given ?? {})
const flag = z
  .boolean()
  .nullish()
  .transform((given) => given ?? false)

const value = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  name_localizations: localisations,
  description_localizations: localisations,
  required: flag,
  autocomplete: flag,
  choices: z.array(z.object({ name: z.string(), name_localizations: localisations, value: z.union([z.string(), z.number()]) })).default([]),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  max_length: z.number().optional(),
  file_types: z.array(z.string()).default([]),
})
/** A subcommand has options of its own. */
const option = value.extend({ options: z.array(value).default([]) })

/** What we say about a command; Discord adds ids, versions and its defaults to it. */
const known = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string().default(''),
  name_localizations: localisations,
  description_localizations: localisations,
  options: z.array(option).default([]),
  default_member_permissions: z
    .string()
    .nullish()
    .transform((given) => given ?? null),
  integration_types: z.array(z.number()).default([0]),
  contexts: z
    .array(z.number())
    .nullish()
    .transform((given) => given ?? []),
})

const byName = (commands: unknown): z.infer<typeof known>[] =>
  z
    .array(known)
    .parse(commands)
    .sort((one, other) => one.type - other.type || (one.name < other.name ? -1 : 1))

const listRoute = (applicationId: string, guildId: string | undefined): `/${string}` =>
  guildId ? Routes.applicationGuildCommands(applicationId, guildId) : Routes.applicationCommands(applicationId)

const listed = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    type: z.number().default(ApplicationCommandType.ChatInput),
    options: z.array(z.object({ name: z.string(), type: z.number() })).default([]),
  }),
)

/**
 * The ids that Discord gave to slash commands, by what can be said: `t2v`, or `mod block`, for a command with subcommands cannot be said
 * alone. None where its answer cannot be read.
 */
const idsIn = (answer: unknown): ReadonlyMap<string, string> =>
  new Map(
    (listed.safeParse(answer).data ?? [])
      .filter(({ type }) => type === ApplicationCommandType.ChatInput)
      .flatMap(({ id, name, options }) => {
        const beneath = options.filter((one) => one.type === ApplicationCommandOptionType.Subcommand)
        return beneath.length === 0 ? [[name, id] as const] : beneath.map((one) => [`${name} ${one.name}`, id] as const)
      }),
  )

/**
 * Makes Discord know exactly these commands, for all servers or for one, and gives their ids. Nothing is written when it knows them
 * already: a write a start would use up the 200 that a day allows, and makes every client load them again.
 */
export const registerCommands = async (
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  commands: RESTPostAPIApplicationCommandsJSONBody[],
): Promise<{ outcome: 'unchanged' | 'written'; ids: ReadonlyMap<string, string> }> => {
  const route = listRoute(applicationId, guildId)
  const there = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })
  if (isDeepStrictEqual(byName(there), byName(commands))) return { outcome: 'unchanged', ids: idsIn(there) }
  return { outcome: 'written', ids: idsIn(await rest.put(route, { body: commands })) }
}

/**
 * Takes the commands with these names out of the list of all servers, or of one, and gives how many there were; those of others stay.
 * A server that the bot has left shows none.
 */
export const emptyList = async (
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  names: ReadonlySet<string>,
): Promise<number> => {
  const route = listRoute(applicationId, guildId)
  try {
    const all = listed.parse(await rest.get(route))
    const ours = all.filter(({ name }) => names.has(name))
    if (ours.length === 0) return 0
    if (ours.length === all.length) await rest.put(route, { body: [] })
    else for (const { id } of ours) await rest.delete(`${route}/${id}`)
    return ours.length
  } catch (error) {
    if (guildId && ['gone', 'forbidden'].includes(apiErrorKind(error))) return 0
    throw error
  }
}
