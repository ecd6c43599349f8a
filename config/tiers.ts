import { MoodreelError } from '../src/core/errors.ts'
import { type Tiers, tierSchema } from '../src/core/tier.ts'
import { readLayers } from './layers.ts'
import { overlayRows, refuseOtherNames } from './overlay.ts'

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
