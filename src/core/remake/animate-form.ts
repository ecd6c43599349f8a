import { checkRequest } from '../fit/check-request.ts'
import { costsNothing, estimateCredits } from '../fit/price.ts'
import { rankModels } from '../fit/rank-models.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import { type AnimateOptions, animateOptions } from '../options/action-options.ts'
import { formatField } from '../options/format-options.ts'
import type { Form, FormChoice, Invocation } from '../platform.ts'
import type { RequestDraft } from '../request.ts'
import { say } from '../words/sentence.ts'

/** Discord's menus have 25 entries. */
const mostModels = 24
const mostStills = 20

const command = { name: 'animate', options: animateOptions }

/** Words as a field of the form holds them. */
export const animateWords = (name: 'prompt' | 'no', words: string): string => formatField(command, name, words)

/** What was said, as the command can be said with it again. */
export const animateValues = ({ prompt, no, ...options }: AnimateOptions): Form['values'] => ({
  ...Object.fromEntries(Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  ...(prompt !== undefined && { prompt: animateWords('prompt', prompt) }),
  ...(no !== undefined && { no: animateWords('no', no) }),
})

/** The models that can make it, the chosen one first and then by use, each with what it would cost. */
const modelChoices = (invocation: Invocation, draft: RequestDraft, chosen: string, models: readonly Model[]): FormChoice[] => {
  const ranked = rankModels({ ...draft, model: undefined, quick: undefined }, models)
  const first = ranked.filter(({ name }) => name === chosen)
  return [...first, ...ranked.filter(({ name }) => name !== chosen)].slice(0, mostModels).map((model) => {
    const { requests } = checkRequest({ ...draft, model: model.name }, model, models)
    const credits = costsNothing(invocation, model) ? 0 : requests.reduce((sum, request) => sum + estimateCredits(request, model), 0)
    const label =
      model.draftOf === undefined
        ? say('form.modelPriced', { model: model.name, credits })
        : say('form.draftPriced', { model: model.name, full: model.draftOf, credits })
    return { value: model.name, label }
  })
}

const endChoices = (stills: readonly Generation[]): FormChoice[] => [
  { value: 'freely', label: say('form.endsFreely') },
  { value: 'loop', label: say('form.endsLoop') },
  ...stills.slice(0, mostStills).map(({ id, number, take }) => ({
    value: id,
    label: say('form.endsOnStill', { still: number ?? `${take + 1}` }),
  })),
]

/**
 * The form that asks how a frame moves: motion, amount, how it ends, length, model with price. `draft` is what stands in it, fit to `model`;
 * `stills` are the other pictures of its round, on which it may end.
 */
export const animateForm = (
  { id }: Pick<Generation, 'id'>,
  options: Omit<AnimateOptions, 'id'>,
  {
    invocation,
    draft,
    model,
    seconds,
    models,
    stills,
  }: {
    invocation: Invocation
    draft: RequestDraft
    model: Model
    seconds: number | undefined
    models: readonly Model[]
    stills: readonly Generation[]
  },
): Form => {
  // The model that stands in it says whether it is a draft.
  const { id: _, 'as-is': __, draft: ___, ...said } = animateValues({ ...options, id })
  return {
    command: 'animate',
    generationId: id,
    title: say('form.title_animate'),
    asks: ['prompt', 'motion', 'ends', 'duration', 'model'],
    values: { ...said, ends: said['ends'] ?? 'freely', ...(seconds !== undefined && { duration: seconds }), model: model.name },
    without: ['draft', 'no', 'seed', 'as-is'].filter((name) => said[name] === undefined),
    choices: { ends: endChoices(stills), model: modelChoices(invocation, draft, model.name, models) },
  }
}
