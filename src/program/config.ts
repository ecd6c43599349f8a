import type { Environment } from '../../config/env.ts'
import { didYouMean } from '../../config/misfits.ts'
import { readModels } from '../../config/models.ts'
import { placeInPolicy, readPolicy } from '../../config/policy.ts'
import { readTogether, refuseProblems } from '../../config/problems.ts'
import { readTiers } from '../../config/tiers.ts'
import { MoodreelError } from '../core/errors.ts'
import type { ProviderDefinition } from '../core/provider.ts'
import type { Tier } from '../core/tier.ts'
import { loadCommands, loadProviders } from './load.ts'
import { type EnvironmentRecord, readSettings } from './providers.ts'
import { unknownNames } from './unknown-names.ts'

/**
 * Everything that an operator may change, read and checked before anything is opened. Throws MoodreelError `bad_config`
 * with a line for everything that does not fit in the files or in the providers' settings, or with one sentence for what cannot be loaded.
 * `warnings` are sentences about what was found and is read by nobody.
 */
export const readConfiguration = async ({ configDir }: Environment, variables: EnvironmentRecord) => {
  const [{ models: rows, providers: limits }, tiers, policy] = await readTogether([
    readModels(configDir),
    readTiers(configDir),
    readPolicy(configDir),
  ])
  await refuseUnknownTier(policy.directMessages.tier, tiers.all, configDir)
  const commands = await loadCommands(configDir)
  const definitions = await loadProviders(configDir)
  refuseSettings([...definitions.values()], variables)
  return { rows, limits, tiers, policy, commands, definitions, warnings: await unknownNames(variables, configDir, definitions) }
}

export type Configuration = Awaited<ReturnType<typeof readConfiguration>>

/** All providers' settings that do not fit, a line each. */
const refuseSettings = (definitions: readonly ProviderDefinition[], variables: EnvironmentRecord): void => {
  const wrong = definitions.flatMap((definition): string[] => {
    try {
      readSettings(definition, variables)
      return []
    } catch (error) {
      if (error instanceof MoodreelError) return [error.userMessage]
      throw error
    }
  })
  if (wrong.length > 0) throw new MoodreelError('bad_config', wrong.join('\n'))
}

const refuseUnknownTier = async (named: string, tiers: readonly Tier[], configDir: string | undefined): Promise<void> => {
  const names = tiers.map(({ name }) => name)
  if (names.includes(named)) return
  const says = `directMessages, field tier: there is no tier ${named}${didYouMean(named, names)}`
  refuseProblems([{ at: await placeInPolicy(configDir, 'directMessages', 'tier'), says }])
}
