import type { Environment } from '../../config/env.ts'
import { readModels } from '../../config/models.ts'
import { readPolicy } from '../../config/policy.ts'
import { readTiers } from '../../config/tiers.ts'
import { MoodreelError } from '../core/errors.ts'
import { loadCommands, loadProviders } from './load.ts'
import { type EnvironmentRecord, readSettings } from './providers.ts'

/**
 * Everything that an operator may change, read and checked before anything is opened. Throws MoodreelError `bad_config`
 * with one sentence for the first thing that does not fit.
 */
export const readConfiguration = async ({ configDir }: Environment, variables: EnvironmentRecord) => {
  const { models: rows, providers: limits } = await readModels(configDir)
  const tiers = await readTiers(configDir)
  const policy = await readPolicy(configDir)
  const { tier: direct } = policy.directMessages
  if (!tiers.all.some(({ name }) => name === direct)) {
    throw new MoodreelError(
      'bad_config',
      `policy.yaml, directMessages, field tier: there is no tier ${direct}; correct it and start again.`,
    )
  }
  const commands = await loadCommands(configDir)
  const definitions = await loadProviders(configDir)
  for (const definition of definitions.values()) readSettings(definition, variables)
  return { rows, limits, tiers, policy, commands, definitions }
}

export type Configuration = Awaited<ReturnType<typeof readConfiguration>>
