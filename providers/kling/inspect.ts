import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { needsKey } from './task.ts'

/** What the older pair of keys makes, told without a call: models that Kling names in the path want a key. */
export const inspect = ({ target }: Pick<Model, 'target'>): ModelState =>
  needsKey(target)
    ? { kind: 'unavailable', reason: say('provider.settingUnset', { setting: 'KLING_API_KEY' }) }
    : { kind: 'available', drift: [] }
