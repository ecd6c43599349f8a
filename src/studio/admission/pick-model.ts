import { MoodreelError } from '../../core/errors.ts'
import { chooseModel } from '../../core/fit/choose-model.ts'
import { rankModels } from '../../core/fit/rank-models.ts'
import type { Model } from '../../core/model.ts'
import type { RequestDraft } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'
import type { MemberTerms } from './member-terms.ts'

/** How long a provider may take to describe a model that is not listed. */
const describeMs = 10_000

/** Which models a draft may be for, and which of them makes it. */
export const createPickModel = ({ breakers, catalogue, log }: Pick<Parts, 'breakers' | 'catalogue' | 'log'>) => ({
  isListed: (name: string): boolean => catalogue.models().some((row) => row.name === name),

  /** A name with a slash may be a model that only its provider knows: for those whose tier may spend on what nobody has looked at. */
  async learn(name: string, { tier }: MemberTerms): Promise<Model[]> {
    if (!tier.unlisted) throw new MoodreelError('not_allowed', say('limits.unlisted'))
    await catalogue.learn(name, AbortSignal.timeout(describeMs)).catch((cause: unknown) => {
      log.warn({ err: cause, model: name }, 'a provider could not be asked for a model')
    })
    return catalogue.unlisted(name)
  },

  /** Whom we cannot reach now is asked only when nobody else is there. A preview is nobody: it takes no other model's place. */
  choose(draft: RequestDraft, models: readonly Model[]): Model {
    if (draft.model !== undefined) return chooseModel(draft, models)
    const reachable = models.filter((row) => !breakers.isOpen(row.provider))
    const [[best], [reached]] = [rankModels(draft, models), rankModels(draft, reachable)]
    const takesItsPlace = reached && (reached.grade !== 'preview' || best?.grade === 'preview')
    return chooseModel(draft, takesItsPlace ? reachable : models)
  },
})
