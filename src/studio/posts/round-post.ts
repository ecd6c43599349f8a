import type { Generation } from '../../core/generation.ts'
import type { Action, Post } from '../../core/post.ts'
import { clipActions } from '../../core/remake/clip-buttons.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { type ClipContext, clipFacts, clipFile, isCalled, type ShapedClip } from './clip-post.ts'

/** What a take is called beside the others, also before its thread has numbered it. */
export const calledOf = ({ number, take }: Pick<Generation, 'number' | 'take'>): string => number ?? `${take + 1}`

const isSame = (one: Text) => {
  const written = JSON.stringify(one)
  return (other: Text): boolean => JSON.stringify(other) === written
}

/** What all say, and what each says besides. */
export const apart = (said: readonly (readonly Text[])[]): { shared: Text[]; own: Text[][] } => {
  const shared = (said[0] ?? []).filter((text) => said.every((one) => one.some(isSame(text))))
  return { shared, own: said.map((one) => one.filter((text) => !shared.some(isSame(text)))) }
}

/**
 * The clips of one batch in one message: what they share is said once, what each has of its own beside its number, and the buttons are for
 * one of them, the chosen one or else the first. `calls`: who asked may be called, as in a message that is new.
 */
export const roundPost = (takes: readonly [ShapedClip, ...ShapedClip[]], context: ClipContext, { calls }: { calls: boolean }): Post => {
  const [first] = takes
  const { batch } = first.record
  const shown = takes.map((take) => ({
    generation: take.record.generation,
    name: calledOf(take.record.generation),
    votes: take.record.votes,
    ...clipFacts(take, context),
    file: clipFile(take, context.linkTo),
  }))
  const recipe = apart(shown.map((one) => one.recipe))
  const warnings = apart(shown.map((one) => one.warnings))
  const picked = takes.find(({ record }) => record.generation.id === batch.chosen?.id)
  const { record, clip } = picked ?? first
  const chosen = calledOf(record.generation)
  const { row, more } = clipActions(record.generation, clip, context.models, takes.length > 1 ? { take: chosen } : { votes: record.votes })
  return {
    kind: 'clip',
    text: first.record.generation.request.prompt,
    facts: [
      ...recipe.shared,
      ...(shown[0]?.origin ?? []),
      say('clip.credits', { credits: shown.reduce((sum, { credits }) => sum + credits, 0) }),
      ...(picked && batch.chosen ? [say('clip.pickedBy', { take: chosen, member: batch.chosen.byName })] : []),
    ],
    warnings: [
      ...warnings.shared,
      ...shown.flatMap(({ name }, at) => (warnings.own[at] ?? []).map((note) => say('clip.ofTake', { take: name, note }))),
    ],
    fields: shown.map(({ name, madeIn, id, votes }, at) => ({
      name,
      value: say('clip.facts', {
        facts: [...(recipe.own[at] ?? []), madeIn, id, ...(votes > 0 ? [say('action.vote', { votes })] : [])],
      }),
    })),
    media: shown.flatMap(({ name, file }) =>
      file.media.map((media) => ({ ...media, alt: say('clip.altOfTake', { take: name, takes: takes.length, alt: media.alt }) })),
    ),
    links: shown.flatMap(({ name, file }) => (file.links ?? []).map(({ url }) => ({ label: say('clip.watchTake', { take: name }), url }))),
    choices:
      takes.length === 1
        ? undefined
        : shown.map(
            ({ name, generation: { id } }): Action => ({
              command: 'pick',
              argument: id,
              label: name,
              style: id === record.generation.id ? 'primary' : undefined,
            }),
          ),
    actions: row,
    more,
    mention: calls && isCalled(Math.max(...shown.map(({ elapsedMs }) => elapsedMs)), context) ? batch.memberId : undefined,
    generationIds: shown.map(({ generation }) => generation.id),
    batchId: batch.id,
  }
}
