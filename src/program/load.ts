import { glob, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Command } from '../core/command.ts'
import { MoodreelError } from '../core/errors.ts'
import { byUse } from '../core/options/by-use.ts'
import type { ProviderDefinition } from '../core/provider.ts'

const bad = (sentence: string, cause?: unknown): MoodreelError => new MoodreelError('bad_config', sentence, { cause })

const importDefault = async (path: string): Promise<unknown> => {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(path).href)
    return module.default
  } catch (cause) {
    throw bad(`${shortName(path)} could not be loaded; correct it or take it away.`, cause)
  }
}

/** The folder and the file, without the rest of the machine's path. */
const shortName = (path: string): string => join(basename(resolve(path, '..')), basename(path))

const filesOf = async (folder: string): Promise<string[]> => {
  const files = await Array.fromAsync(glob('*.ts', { cwd: folder }))
  return files
    .filter((file) => !file.endsWith('.d.ts'))
    .map((file) => join(folder, file))
    .sort()
}

/**
 * Imports the files of drop-in folders: each `*.ts`, not those of subfolders, and gives their default exports by
 * name, sorted. The first folder is our own and must be there; the others are the operator's and may be missing.
 * Throws MoodreelError `bad_config` naming the file that cannot be loaded, has no fitting default export, is not
 * called like what it exports, or brings a name that is there already.
 */
export const loadFolder = async <T extends { name: string }>(
  folders: readonly [string, ...string[]],
  check: (value: unknown) => value is T,
): Promise<Map<string, T>> => {
  const [own] = folders
  await stat(own).catch((cause: unknown) => {
    throw bad(`The folder ${basename(own)} is missing; install the program again.`, cause)
  })
  const found = new Map<string, T>()
  for (const path of (await Promise.all(folders.map(filesOf))).flat()) {
    const value = await importDefault(path)
    const expected = basename(path, '.ts')
    if (!check(value)) throw bad(`${shortName(path)} has no default export of the right shape; see the files beside it.`)
    if (value.name !== expected)
      throw bad(`${shortName(path)} exports the name ${value.name}; call the file ${value.name}.ts or the export ${expected}.`)
    if (found.has(value.name)) throw bad(`${shortName(path)} brings the name ${value.name}, which is taken already; choose another.`)
    found.set(value.name, value)
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

const commandSchema = z.object({
  name: z.string(),
  under: z.string().optional(),
  description: z.custom<Text>((value) => typeof value === 'string' || (typeof value === 'object' && value !== null && 'say' in value)),
  examples: z.array(z.string()),
  options: z.record(z.string(), z.instanceof(z.ZodType)),
  execute: z.custom(isFunction),
})

const providerSchema = z.object({ name: z.string(), setup: z.string(), settings: z.instanceof(z.ZodType), create: z.custom(isFunction) })

/** Our folder of that name, and the operator's. */
const foldersOf = (name: string, configDir: string | undefined): [string, ...string[]] => [
  join(import.meta.dirname, '..', '..', name),
  ...(configDir === undefined ? [] : [join(configDir, name)]),
]

/**
 * The files of `commands/`, ours and the operator's, by name, what people use most first. Throws MoodreelError `bad_config` also for one
 * that is said beneath another which there is not, or which is beneath another itself.
 */
export const loadCommands = async (configDir: string | undefined): Promise<Map<string, Command>> => {
  const found = await loadFolder(foldersOf('commands', configDir), (value): value is Command => commandSchema.safeParse(value).success)
  for (const { name, under } of found.values()) {
    const above = under === undefined ? null : found.get(under)
    if (above === undefined || above?.under !== undefined) {
      throw bad(`commands/${name}.ts is said beneath /${under}, and no command of its own is called so; correct its "under".`)
    }
  }
  return new Map(byUse([...found.values()]).map((command) => [command.name, command]))
}

/** The files of `providers/`, ours and the operator's, by name. */
export const loadProviders = (configDir: string | undefined): Promise<Map<string, ProviderDefinition>> =>
  loadFolder(foldersOf('providers', configDir), (value): value is ProviderDefinition => providerSchema.safeParse(value).success)
