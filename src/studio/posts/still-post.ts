import { type Batch, type Clip, type Generation, isFinal } from '../../core/generation.ts'
import type { Model } from '../../core/model.ts'
import type { Action, Post, PostMedia, Progress, Tile } from '../../core/post.ts'
import { canTryAgain } from '../../core/remake/can-try-again.ts'
import { stillActions } from '../../core/remake/still-buttons.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipEnding } from '../clip-keys.ts'
import { canCancel, endsOf, fractionOf, progressOf, type Shown, stageOf, withoutRepeats } from './batch-post.ts'
import { type ClipContext, clipFacts, notesOf } from './clip-post.ts'
import { numberSpans } from './number-spans.ts'
import { apart, calledOf } from './round-post.ts'
import { isThere } from './still-pace.ts'
import { withNames } from './with-references.ts'

/** A still that the others of a round were made from: it stands before them, as `0`. */
export type Original = Pick<Generation, 'id' | 'request'> & { clip: Clip }

/** A take of a round, as its message shows it. */
export type ShownStill = Shown & GenerationRecord

const tileOf = (clip: Clip, { id, ...tile }: Pick<Tile, 'number' | 'starred' | 'alt'> & { id: string }): Tile => {
  const { key, mediaType, sizeBytes, width, height, durationSeconds } = clip.video
  return {
    ...{ key, mediaType, sizeBytes, width, height, durationSeconds, generationId: id },
    fileName: `moodreel-${id}${clipEnding(clip.video)}`,
    posterKey: clip.poster.key,
    ...(clip.flagged && { spoiler: true }),
    ...tile,
  }
}

/** The stills of a round that are there, in their order, with their numbers. */
export const stillTiles = (records: readonly Pick<ShownStill, 'generation' | 'stars'>[], original: Original | null): Tile[] => [
  ...(original
    ? [
        {
          ...tileOf(original.clip, {
            id: original.id,
            number: '0',
            starred: false,
            alt: say('clip.altOfOriginal', { alt: altOf(original) }),
          }),
          generationId: null,
        },
      ]
    : []),
  ...records.flatMap(({ generation, stars }) => {
    const { id, clip, take } = generation
    const number = calledOf(generation)
    const alt = say('clip.altOfStill', { number, take: take + 1, takes: records.length, alt: altOf(generation) })
    return clip && isThere(generation) ? [tileOf(clip, { id, number, starred: stars > 0, alt })] : []
  }),
]

const altOf = ({ request }: Pick<Generation, 'request'>): Text => request.prompt || say('clip.pictureAlt')

/** All of a round on one line: which are there, and where the others stand. */
const progressOfAll = (records: readonly ShownStill[], open: readonly ShownStill[]): Progress[] => {
  const [first] = open
  if (!first) return []
  const there = records.filter(({ generation }) => isThere(generation)).map(({ generation }) => generation)
  const byStage = Object.values(Object.groupBy(open, (one) => JSON.stringify(stageOf(one)))).flatMap((same = []) => {
    const [one] = same
    return one ? [say('clip.stillsAt', { state: stageOf(one), stills: numberSpans(same.map(({ generation }) => generation)) })] : []
  })
  const each = open.map(progressOf)
  const seconds = each.map(({ estimateSeconds }) => estimateSeconds)
  const over = records.length - open.length
  const made = open.reduce((sum, { generation }) => sum + (fractionOf(generation) ?? 0), over)
  return [
    {
      generationId: first.generation.id,
      stage: say('clip.facts', { facts: [say('clip.stillsThere', { stills: numberSpans(there), of: records.length }), ...byStage] }),
      fraction: made / records.length,
      // Nobody knows where one of them is not known.
      estimateSeconds: seconds.includes(undefined) ? undefined : Math.max(...seconds.map((one) => one ?? 0)),
      aspectRatio: first.generation.request.aspectRatio,
    },
  ]
}

/** The seeds of a round where they follow each other, as those of one request do. */
const seedsOf = (generations: readonly Generation[]): Text[] => {
  const seeds = generations.map(({ clip, request }) => clip?.recipe.seedUsed ?? request.seed)
  const [first, last] = [seeds[0], seeds.at(-1)]
  if (first === undefined || last === undefined || seeds.some((seed, at) => seed !== first + at)) return []
  return [seeds.length === 1 ? say('member.seed', { seed: first }) : say('clip.seeds', { first, last })]
}

/** Those that did not come, by their numbers, each reason once. */
const failuresOf = (generations: readonly Generation[]): Text[] => {
  const failed = generations.filter(({ failure, removedAt }) => failure !== null && removedAt === null)
  return Object.values(Object.groupBy(failed, ({ failure }) => JSON.stringify(failure?.message))).flatMap((same = []) => {
    const why = same[0]?.failure?.message
    return why === undefined ? [] : [say('failure.ofTakes', { takes: numberSpans(same), why })]
  })
}

/**
 * The first message of a batch of stills, which is all that is said of them: which are there and how far the others are; the sheet and its
 * numbers, each of which stars its still; and a row of buttons for the chosen one, or else the first. `tiles`: what is there
 * (`stillTiles`); of those on no `sheet` yet, where there is one, the buttons come with it. `way` as in `Platform.stills`.
 */
export const stillPost = (
  batch: Batch,
  records: readonly ShownStill[],
  {
    way,
    tiles,
    sheet,
    ...context
  }: { way: 'sheet' | 'tiles'; tiles: readonly Tile[]; sheet: PostMedia | null; models: readonly Model[] } & Pick<
    ClipContext,
    'now' | 'parent' | 'linkTo'
  >,
): Post => {
  const { models, parent } = context
  const generations = records.map(({ generation }) => generation)
  const [first] = generations
  const open = records.filter(({ generation }) => !isFinal(generation.state))
  const isHidden = generations.every(({ removedAt }) => removedAt !== null)
  const isOver = open.length === 0
  const shown = records.filter(({ generation }) => tiles.some(({ generationId }) => generationId === generation.id))
  const facts = shown.flatMap((record) => {
    const { clip } = record.generation
    if (!clip) return []
    const shaped = { record, clip, shape: { as: 'file' as const, file: clip.video } }
    return [{ name: calledOf(record.generation), ...clipFacts(shaped, context) }]
  })
  const recipe = apart(facts.map((one) => one.recipe))
  // What became of the request is so before a still is there to be seen.
  const told = records.map(({ generation }) => {
    const name = calledOf(generation)
    return { name, warnings: facts.find((one) => one.name === name)?.warnings ?? notesOf(generation) }
  })
  const warnings = apart(told.map((one) => one.warnings))
  const picked = shown.find(({ generation }) => generation.id === batch.chosen?.id)
  const current = picked ?? shown[0]
  const chosen = current && calledOf(current.generation)
  const buttons = current?.generation.clip
    ? stillActions(current.generation, current.generation.clip.video, models, {
        take: chosen,
        takes: records.length,
        votes: current.votes,
      })
    : { row: [], more: [] }
  const cancels = open.filter(canCancel)
  const held = generations.reduce((sum, { heldCredits }) => sum + heldCredits, 0)
  const label = models.find(({ name }) => name === first?.model)?.label
  return {
    kind: 'batch',
    // What was taken away may come back for a while; its words are not to be read meanwhile.
    text: isHidden ? say('member.deletedClips') : (first?.request.prompt ?? ''),
    facts: [
      ...(isOver ? [] : [`/${batch.command}`]),
      say('clip.stills', { stills: records.length }),
      ...(isOver && shown.length < records.length ? endsOf(generations) : []),
      ...(isOver
        ? [say('clip.credits', { credits: facts.reduce((sum, { credits }) => sum + credits, 0) })]
        : held > 0
          ? [say('clip.aboutCredits', { credits: held })]
          : []),
      ...(isHidden ? [] : seedsOf(generations)),
      ...(recipe.shared.length > 0 ? recipe.shared.filter(isNoSeed) : first ? [first.model] : []),
      ...(first ? withNames(first) : []),
      ...(first?.parentId ? [say('clip.from', { id: parent ?? first.parentId })] : []),
      ...(label ? [label] : []),
      ...(picked && batch.chosen && chosen ? [say('clip.pickedBy', { take: chosen, member: batch.chosen.byName })] : []),
    ],
    warnings: withoutRepeats([
      ...warnings.shared,
      ...told.flatMap(({ name }, at) => (warnings.own[at] ?? []).map((note) => say('clip.ofTake', { take: name, note }))),
      ...failuresOf(generations),
    ]),
    progress:
      way === 'sheet' ? progressOfAll(records, open) : open.map((one) => ({ ...progressOf(one), number: calledOf(one.generation) })),
    media: [],
    sheet: sheet ?? undefined,
    tiles: [...tiles],
    choices: shown.map(
      ({ generation, stars }): Action => ({
        command: 'star',
        argument: generation.id,
        label: say('action.starred', { take: calledOf(generation), stars }),
        style: generation.id === current?.generation.id ? 'primary' : undefined,
      }),
    ),
    actions: [
      ...buttons.row,
      ...(cancels.length > 1 ? [{ command: 'cancel', argument: batch.id, label: say('clip.cancelAll'), style: 'danger' as const }] : []),
      ...(cancels.length === 1 ? cancels.map(cancelOf) : []),
    ],
    more: [
      ...buttons.more,
      ...generations
        .filter((one) => one.removedAt === null && canTryAgain(one))
        .map((one): Action => ({ command: 'reroll', argument: one.id, label: say('clip.tryAgainTake', { take: calledOf(one) }) })),
      ...(cancels.length > 1 ? cancels.map(cancelOf) : []),
    ],
    askedBy: batch.memberId,
    generationIds: generations.map(({ id }) => id),
    batchId: batch.id,
  }
}

const isNoSeed = (fact: Text): boolean => typeof fact === 'string' || (fact.say !== 'member.seed' && fact.say !== 'member.noSeed')

const cancelOf = ({ generation }: ShownStill): Action => ({
  command: 'cancel',
  argument: generation.id,
  label: say('clip.cancelTake', { take: calledOf(generation) }),
  style: 'danger',
})
