import type { Generation } from '../../core/generation.ts'
import type { Post } from '../../core/post.ts'
import { canTryAgain } from '../../core/remake/can-try-again.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'

/** What becomes of the credits that were held: said on every end without a clip, by what the ledger took. */
const costOf = ({ costCredits, heldCredits }: Generation): Sentence[] => {
  if (costCredits === null) return []
  const back = heldCredits - costCredits
  if (costCredits === 0) return [back > 0 ? say('failure.creditsBack', { credits: back }) : say('failure.free')]
  return [back > 0 ? say('failure.costPart', { credits: costCredits, back }) : say('failure.cost', { credits: costCredits })]
}

/**
 * Why no clip came, in one sentence, what that cost, and a way to ask again where that has a point. `link` leads to a clip that could not
 * be posted.
 */
export const failurePost = ({ generation, batch }: GenerationRecord, link: string | null = null): Post => ({
  kind: 'failure',
  text: generation.failure?.message ?? say('failure.unknown'),
  facts: [
    ...(generation.number ? [`#${generation.number}`] : []),
    generation.request.prompt.slice(0, 80),
    generation.model,
    say('clip.id', { id: generation.id }),
  ].filter((fact) => fact !== ''),
  warnings: costOf(generation),
  media: [],
  actions: canTryAgain(generation) ? [{ command: 'reroll', argument: generation.id, label: say('clip.tryAgain') }] : [],
  links: link ? [{ label: say('clip.watch'), url: link }] : [],
  generationIds: [generation.id],
  batchId: batch.id,
})
