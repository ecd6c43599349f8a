import { mkdir } from 'node:fs/promises'
import { MoodreelError } from './core/errors.ts'
import type { Provider, ProviderCache, ProviderDefinition, ProviderTools } from './core/provider.ts'

export interface OpenProviders {
  providers: ReadonlyMap<string, Provider>
  /** Base URLs that the operator configured: the guarded fetch may go there although they are private. */
  origins: string[]
}

/** Settings as a provider sees them: what is empty was not set. */
export type EnvironmentRecord = Readonly<Record<string, string | undefined>>

/**
 * Sets up the providers whose settings are there. Throws MoodreelError `bad_config` naming the variable that does
 * not fit, never its value.
 */
export const openProviders = async (
  definitions: ReadonlyMap<string, ProviderDefinition>,
  environment: EnvironmentRecord,
  options: Omit<ProviderTools, 'folder' | 'cache'> & { folderOf(name: string): string; cacheOf(name: string): ProviderCache },
): Promise<OpenProviders> => {
  const providers = new Map<string, Provider>()
  const origins: string[] = []
  for (const [name, definition] of definitions) {
    const settings = readSettings(definition, environment)
    const folder = options.folderOf(name)
    const { fetch, now, publicUrl } = options
    const log = options.log.child({ provider: name })
    const provider = definition.create(settings, { fetch, now, publicUrl, log, folder, cache: options.cacheOf(name) })
    if (!provider) continue
    await mkdir(folder, { recursive: true })
    providers.set(name, provider)
    origins.push(...(definition.origins?.(settings) ?? []))
  }
  return { providers, origins }
}

/** Checks a provider's own names in the environment. */
export const readSettings = (definition: ProviderDefinition, environment: EnvironmentRecord): unknown => {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = definition.settings.safeParse(present)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.length ? issue.path.join('.') : 'its settings'
  throw new MoodreelError('bad_config', `Provider ${definition.name}: ${field} does not fit. ${definition.setup}`)
}
