import { isDeepStrictEqual } from 'node:util'
import type { REST } from '@discordjs/rest'
import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord-api-types/v10'
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

const option = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  name_localizations: localisations,
  description_localizations: localisations,
  required: flag,
  autocomplete: flag,
  choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  max_length: z.number().optional(),
  file_types: z.array(z.string()).default([]),
})

/** What we say about a command; Discord adds ids, versions and its defaults to it. */
const known = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string().default(''),
  name_localizations: localisations,
  description_localizations: localisations,
  options: z.array(option).default([]),
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

const listed = z.array(z.object({ id: z.string(), name: z.string(), type: z.number().default(ApplicationCommandType.ChatInput) }))

/** The ids that Discord gave to slash commands, by their names; none where its answer cannot be read. */
const idsIn = (answer: unknown): ReadonlyMap<string, string> =>
  new Map(
    (listed.safeParse(answer).data ?? []).flatMap(({ id, name, type }) => (type === ApplicationCommandType.ChatInput ? [[name, id]] : [])),
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
