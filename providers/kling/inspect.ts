import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { needsKey } from './task.ts'

/**
 * What can be made with these settings, told without a call: models that Kling names in the path want a key and not the older pair, and
 * a video goes to Kling as a link only.
 */
export const inspect = (
  { target, modes }: Pick<Model, 'target' | 'modes'>,
  { hasKey, publicUrl }: { hasKey: boolean; publicUrl: string | undefined },
): ModelState => {
  const setting = needsKey(target) && !hasKey ? 'KLING_API_KEY' : modes.every((mode) => mode === 'v2v') && !publicUrl ? 'PUBLIC_URL' : null
  return setting ? { kind: 'unavailable', reason: say('provider.settingUnset', { setting }) } : { kind: 'available', drift: [] }
}
