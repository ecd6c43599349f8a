import { isDeepStrictEqual } from 'node:util'
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js'
import { z } from 'zod'

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

/**
 * Makes Discord know exactly these commands, for all servers or for one. Nothing is written when it knows them
 * already: a write a start would use up the 200 that a day allows, and makes every client load them anew.
 */
export const registerCommands = async (
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  commands: RESTPostAPIApplicationCommandsJSONBody[],
): Promise<'unchanged' | 'written'> => {
  const route = guildId ? Routes.applicationGuildCommands(applicationId, guildId) : Routes.applicationCommands(applicationId)
  const there = byName(await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) }))
  if (isDeepStrictEqual(there, byName(commands))) return 'unchanged'
  await rest.put(route, { body: commands })
  return 'written'
}
