import type { Generation } from '../../core/generation.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { Piece, Post } from '../../core/post.ts'
import type { ResolvedRequest } from '../../core/request.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipFileKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'

/** Commands that lock one thing and change another; what the others change they say themselves. */
const lockAndVary: ReadonlySet<string> = new Set(['animate', 'edit'])

/** Settings by which two clips of one kind differ, and what they are called. */
const settings = {
  /** Its name says what it is. */
  model: null,
  durationSeconds: say('fit.duration'),
  aspectRatio: say('fit.aspectRatio'),
  resolution: say('fit.resolution'),
  camera: say('fit.cameraMove'),
  motion: say('fit.motion'),
  strength: say('fit.strength'),
  loop: say('fit.loop'),
} as const satisfies Partial<Record<keyof ResolvedRequest, Text | null>>

const words = (pieces: readonly (Text | Piece)[]): Piece[] =>
  pieces.map((piece) => (typeof piece === 'object' && 'words' in piece ? piece : { words: piece }))
const fresh = (text: Text): Piece => ({ words: text, isNew: true })

/** The pieces of a prompt, with what the one before did not have marked as new. Null where the two have too little in common. */
const newIn = (before: string, after: string): Piece[] | null => {
  const [old, now] = [before.trim().split(/\s+/u), after.trim().split(/\s+/u)]
  const isSame = (one: string | undefined, other: string | undefined): boolean => one?.toLowerCase() === other?.toLowerCase()
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && isSame(old[head], now[head])) head += 1
  let tail = 0
  while (tail < shorter - head && isSame(old.at(-1 - tail), now.at(-1 - tail))) tail += 1
  if (head + tail === 0) return null
  const middle = now.slice(head, now.length - tail).join(' ')
  const pieces = [now.slice(0, head).join(' '), middle, now.slice(now.length - tail).join(' ')]
  return pieces.flatMap((text, at): Piece[] =>
    text === '' ? [] : [...(at > 0 && pieces[0] !== '' ? [{ words: ' ' }] : []), at === 1 ? fresh(text) : { words: text }],
  )
}

const settingOf = (name: keyof typeof settings, request: ResolvedRequest): Text | null => {
  const value = request[name]
  if (value === undefined || value === false) return null
  if (name === 'durationSeconds') return say('fit.seconds', { seconds: Number(value) })
  if (name === 'motion' && request.motion) return say(`fit.motion_${request.motion}`)
  return value === true ? say('form.on') : String(value)
}

/** Where both were made in one way; what is of a picture and what is of a film cannot be compared. */
const settingLine = (before: ResolvedRequest, after: ResolvedRequest): Piece[][] => {
  if (before.mode !== after.mode) return []
  const names = Object.keys(settings) as (keyof typeof settings)[]
  const changed = names.flatMap((name): Piece[][] => {
    const [old, now] = [settingOf(name, before), settingOf(name, after)]
    if (JSON.stringify(old) === JSON.stringify(now)) return []
    const label: Sentence | null = settings[name]
    return [words([...(label === null ? [] : [label, ' ']), ...(old === null ? [] : [old, ' → ']), fresh(now ?? say('form.off'))])]
  })
  return changed.length === 0 ? [] : [changed.flatMap((pieces, at) => (at === 0 ? pieces : [{ words: ' · ' }, ...pieces]))]
}

/** Whether a clip begins with the picture that the one before is, or begins with. */
const hasSameFrame = (before: Generation, after: Generation): boolean => {
  const first = after.request.firstFrame?.url
  if (first === undefined) return false
  const { id, mode, clip, inputs } = before
  const given = inputs.filter(({ role }) => role === 'firstFrame').map(({ media }) => media.key)
  const own = clip?.video.kind === 'image' ? clip.video.key : clipFileKeys(id).firstFrame
  // A picture that was made over begins anew.
  const kept = modeFacts[mode].makes === 'image' && after.request.mode === 'i2v' ? [own] : [own, ...given]
  return kept.some((key) => first === `media:${key}`)
}

/** What a clip kept of the one that it was made from and what is new, line by line; empty where it says so elsewhere or nothing differs. */
export const changedLines = (before: Generation, after: Generation): Piece[][] => {
  const isFrameSame = hasSameFrame(before, after)
  // The takes of a batch are counted up from the seed that was asked for.
  const isSeedSame = before.request.seed === after.request.seed - after.take
  const kept = isFrameSame ? say('clip.sameFrame') : isSeedSame ? say('clip.sameSeed') : null
  const areWordsNew = before.request.prompt.trim() !== after.request.prompt.trim()
  const found = areWordsNew && before.request.mode === after.request.mode ? newIn(before.request.prompt, after.request.prompt) : null
  const what = fresh(isFrameSame && after.request.mode === 'i2v' ? say('clip.newMotion') : say('clip.newWords'))
  const line = words([
    ...(kept ? [kept] : []),
    ...(kept && areWordsNew ? [', '] : []),
    ...(areWordsNew ? [what] : []),
    ...(found ? [': ', ...found] : []),
  ])
  const values = settingLine(before.request, after.request)
  if (!areWordsNew && values.length === 0 && !isFrameSame) return []
  return [...(line.length > 0 ? [line] : []), ...values]
}

/** The lines for the first message and the clips of a batch; undefined where there are none. */
export const changedOf = async (
  { generations }: Pick<Parts, 'generations'>,
  { generation, batch }: Pick<GenerationRecord, 'generation' | 'batch'>,
): Promise<Post['changed']> => {
  if (generation.parentId === null || generation.removedAt !== null || !lockAndVary.has(batch.command)) return undefined
  const parent = await generations.find(generation.parentId)
  if (!parent || parent.generation.removedAt !== null) return undefined
  const lines = changedLines(parent.generation, generation)
  return lines.length > 0 ? lines : undefined
}
