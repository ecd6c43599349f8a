import { MoodreelError } from '../src/core/errors.ts'
import { type Tier, tierSchema } from '../src/core/tier.ts'
import { readLayers } from './layers.ts'
import { overlayRows, refuseOtherNames } from './overlay.ts'

/** Every tier by name, and the one of whoever has no other. */
export interface Tiers {
  default: Tier
  all: Tier[]
}

/**
 * The tiers of `tiers.yaml` with the operator's own file of that name laid over it. Throws MoodreelError
 * `bad_config` naming the file, the row and the field.
 */
export const readTiers = async (configDir: string | undefined): Promise<Tiers> => {
  const layers = await readLayers('tiers.yaml', configDir)
  refuseOtherNames(layers, ['tiers'])
  const all = overlayRows(layers, 'tiers', tierSchema)
  const base = all.find(({ name }) => name === 'default')
  if (!base) throw new MoodreelError('bad_config', 'tiers.yaml needs a row named default.')
  return { default: base, all }
}
