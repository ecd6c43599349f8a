import type { Generation } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import type { Action, Post } from '../../core/post.ts'
import { canTryAgain } from '../../core/remake/can-try-again.ts'
import { ofKind } from '../../core/words/of-kind.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { calledOf } from './round-post.ts'

/** What becomes of the credits that were held: said on every end without a clip, by what the ledger took. */
const costOf = (generations: readonly Pick<Generation, 'costCredits' | 'heldCredits'>[]): Sentence[] => {
  const known = generations.flatMap(({ costCredits, heldCredits }) => (costCredits === null ? [] : [{ costCredits, heldCredits }]))
  if (known.length === 0) return []
  const credits = known.reduce((sum, one) => sum + one.costCredits, 0)
  const back = known.reduce((sum, one) => sum + one.heldCredits - one.costCredits, 0)
  if (credits === 0) return [back > 0 ? say('failure.creditsBack', { credits: back }) : say('failure.free')]
  return [back > 0 ? say('failure.costPart', { credits, back }) : say('failure.cost', { credits })]
}

const reasonOf = (generation: Generation): Text => ofKind(generation.failure?.message ?? say('failure.unknown'), generation)

const tryAgain = (generation: Generation, label: Text): Action[] =>
  canTryAgain(generation) ? [{ command: 'reroll', argument: generation.id, label }] : []

/**
 * Why no clip came, in one sentence, what that cost, and a way to ask again where that has a point. `link` leads to a clip that could not
 * be posted.
 */
export const failurePost = ({ generation, batch }: GenerationRecord, link: string | null = null): Post => ({
  kind: 'failure',
  text: reasonOf(generation),
  facts: [
    ...(generation.number ? [`#${generation.number}`] : []),
    generation.request.prompt.slice(0, 80),
    generation.model,
    say('clip.id', { id: generation.id }),
  ].filter((fact) => fact !== ''),
  warnings: costOf([generation]),
  media: [],
  actions: tryAgain(generation, say('clip.tryAgain')),
  links: link ? [{ label: say('clip.watch'), url: link }] : [],
  generationIds: [generation.id],
  batchId: batch.id,
})

/** The same of the takes of one batch, of which there are `of`: a reason that they share is said once. */
export const roundFailurePost = (
  failed: readonly GenerationRecord[],
  of: number,
  linkTo: (generation: Generation) => string | null,
): Post => {
  const [first] = failed
  if (!first) throw new Error('nothing failed')
  const generations = failed.map(({ generation }) => generation)
  const reasons = generations.map(reasonOf)
  const [reason = ''] = reasons
  const isShared = reasons.every((one) => JSON.stringify(one) === JSON.stringify(reason))
  const names = generations.map(calledOf)
  return {
    kind: 'failure',
    text: !isShared
      ? say('failure.someTakes', { failed: failed.length, takes: of, kind: kindOf(first.generation) })
      : failed.length === of
        ? reason
        : say('failure.ofTakes', { takes: names, why: reason }),
    facts: [
      ...(isShared && failed.length === of ? [say('clip.takes', { takes: of })] : []),
      first.generation.request.prompt.slice(0, 80),
      ...new Set(generations.map(({ model }) => model)),
    ].filter((fact) => fact !== ''),
    warnings: costOf(generations),
    fields: isShared ? undefined : names.map((name, at) => ({ name, value: reasons[at] ?? '' })),
    media: [],
    actions: generations.flatMap((generation) => tryAgain(generation, say('clip.tryAgainTake', { take: calledOf(generation) }))),
    links: generations.flatMap((generation) => {
      const url = linkTo(generation)
      return url ? [{ label: say('clip.watchTake', { take: calledOf(generation) }), url }] : []
    }),
    generationIds: generations.map(({ id }) => id),
    batchId: first.batch.id,
  }
}
