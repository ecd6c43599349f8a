import { mkdir } from 'node:fs/promises'
import { MoodreelError } from '../core/errors.ts'
import type { Provider, ProviderCache, ProviderDefinition, ProviderTools } from '../core/provider.ts'
import type { GuardedFetch } from '../net/guarded-fetch.ts'
import { secretlessProvider } from './secretless-provider.ts'
import { createMayHold, createRedact, secretsOf } from './secrets.ts'

export interface OpenProviders {
  providers: ReadonlyMap<string, Provider>
  /** For what each of them links to: it may go to that provider's own origins although they are private. */
  providerFetch: ReadonlyMap<string, GuardedFetch>
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
  options: Omit<ProviderTools, 'folder' | 'cache' | 'fetchNamed'> & {
    folderOf(name: string): string
    cacheOf(name: string): ProviderCache
    /** A guarded fetch that may go to these origins; the one who gives it closes it. */
    guard(allowedOrigins: readonly string[]): GuardedFetch
  },
): Promise<OpenProviders> => {
  const secrets = secretsOf(environment)
  const [redact, mayHoldSecret] = [createRedact(secrets), createMayHold(secrets)]
  const providers = new Map<string, Provider>()
  const providerFetch = new Map<string, GuardedFetch>()
  for (const [name, definition] of definitions) {
    const settings = readSettings(definition, environment)
    const folder = options.folderOf(name)
    const { fetch, now, publicUrl, guard } = options
    const log = options.log.child({ provider: name })
    const guarded = guard(definition.origins?.(settings) ?? [])
    const { fetchNamed } = guarded
    const provider = definition.create(settings, { fetch, fetchNamed, now, publicUrl, log, folder, cache: options.cacheOf(name) })
    if (!provider) continue
    await mkdir(folder, { recursive: true })
    providers.set(name, secretlessProvider(provider, redact, mayHoldSecret))
    providerFetch.set(name, guarded)
  }
  return { providers, providerFetch }
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
