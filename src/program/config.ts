import type { Environment } from '../../config/env.ts'
import { didYouMean } from '../../config/misfits.ts'
import { readModels } from '../../config/models.ts'
import { readPolicy, readPolicyPlaces } from '../../config/policy.ts'
import { type Problem, readTogether, refuseProblems } from '../../config/problems.ts'
import { readTiers } from '../../config/tiers.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Policy } from '../core/policy.ts'
import type { ProviderDefinition } from '../core/provider.ts'
import type { Tier } from '../core/tier.ts'
import type { RuleFiles } from '../studio/admission/rulebook.ts'
import { loadCommands, loadProviders } from './load.ts'
import { type EnvironmentRecord, readSettings } from './providers.ts'
import { readRuleTexts } from './rule-texts.ts'
import { unknownNames } from './unknown-names.ts'

/**
 * What models.yaml, tiers.yaml and policy.yaml say, each laid over ours and checked, also against each other. Throws MoodreelError
 * `bad_config` with a line for everything that does not fit.
 */
export const readRuleFiles = async (configDir: string | undefined): Promise<RuleFiles> => {
  const [{ models: rows, providers: limits }, tiers, policy] = await readTogether([
    readModels(configDir),
    readTiers(configDir),
    readPolicy(configDir),
  ])
  refuseProblems(await unknownTiers(policy, tiers.all, configDir))
  return { rows, limits, tiers, policy }
}

/**
 * Everything that an operator may change, read and checked before anything is opened. Throws MoodreelError `bad_config`
 * with a line for everything that does not fit in the files or in the providers' settings, or with one sentence for what cannot be loaded.
 * `warnings` are sentences about what was found and is read by nobody; `texts` are the files that are read again when they change.
 */
export const readConfiguration = async ({ configDir }: Environment, variables: EnvironmentRecord) => {
  const texts = await readRuleTexts(configDir)
  const files = await readRuleFiles(configDir)
  const commands = await loadCommands(configDir)
  const definitions = await loadProviders(configDir)
  refuseSettings([...definitions.values()], variables)
  return { ...files, texts, commands, definitions, warnings: await unknownNames(variables, configDir, definitions) }
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

/** Tiers that the policy names and that there are not. */
const unknownTiers = async (
  { directMessages, channels }: Policy,
  tiers: readonly Tier[],
  configDir: string | undefined,
): Promise<Problem[]> => {
  const names = tiers.map(({ name }) => name)
  const named: [group: string, path: (string | number)[], tier: string][] = [
    ['directMessages', ['tier'], directMessages.tier],
    ...channels.flatMap(({ tiers: those = [] }, row) =>
      those.map((tier, at): [string, (string | number)[], string] => ['channels', [row, 'tiers', at], tier]),
    ),
  ]
  const unknown = named.filter(([, , tier]) => !names.includes(tier))
  if (unknown.length === 0) return []
  const placeOf = await readPolicyPlaces(configDir)
  return unknown.map(([group, path, tier]) => ({
    at: placeOf(group, path),
    says: `${group}, field ${path.join('.')}: there is no tier ${tier}${didYouMean(tier, names)}`,
  }))
}
