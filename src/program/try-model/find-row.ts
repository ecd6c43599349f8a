import { MoodreelError } from '../../core/errors.ts'
import type { Model } from '../../core/model.ts'
import { nearest } from '../../core/text/nearest.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Catalogue } from '../../studio/admission/catalogue.ts'

const patienceMs = 60_000

const bad = (sentence: string): MoodreelError => new MoodreelError('bad_config', sentence)

/**
 * The row of a model, also of one that only its provider knows, such as `owner/name`. Throws MoodreelError `bad_config` for one that
 * cannot be asked for, with what to do.
 */
export const findRow = async (name: string, catalogue: Catalogue): Promise<Model> => {
  if (!catalogue.find(name) && name.includes('/')) await catalogue.learn(name, AbortSignal.timeout(patienceMs))
  const row = catalogue.find(name)
  if (!row) {
    const meant = nearest(
      name,
      catalogue.models().map((model) => model.name),
    )
    throw bad(`There is no model ${name}${meant === undefined ? ';' : `; did you mean ${meant}?`} npm run models lists them.`)
  }
  const { unavailable } = row
  if (!unavailable) return row
  const next = unavailable.successor === undefined ? '' : `; try ${unavailable.successor}`
  throw bad(`${name} cannot be asked for: ${inWords(unavailable.reason, 'en')}${next}.`)
}
