import { MoodreelError } from '../src/core/errors.ts'
import { type Tiers, tierSchema } from '../src/core/tier.ts'
import { readLayers } from './layers.ts'
import { findOtherNames, overlayRows } from './overlay.ts'
import { type Problem, refuseProblems } from './problems.ts'

/**
 * The tiers of `tiers.yaml` with the operator's own file of that name laid over it. Throws MoodreelError
 * `bad_config` with the line, the row and the field of everything that does not fit.
 */
export const readTiers = async (configDir: string | undefined): Promise<Tiers> => {
  const layers = await readLayers('tiers.yaml', configDir)
  const problems: Problem[] = []
  findOtherNames(layers, ['tiers'], problems)
  const all = overlayRows(layers, 'tiers', tierSchema, problems)
  refuseProblems(problems)
  const base = all.find(({ name }) => name === 'default')
  if (!base) throw new MoodreelError('bad_config', 'config/tiers.yaml needs a row named default; install the program again.')
  return { default: base, all }
}
