import { say, type Text } from '../words/sentence.ts'
import type { Advice, Finding } from './advice.ts'
import { type Part, readMotion, type Stretch } from './read-motion.ts'
import { type Shown, shownIn } from './shown-words.ts'
import { countWords, type Keep, type Looked, simplify } from './simplify.ts'

/** A clip holds so many things that happen, and each needs so long. */
const mostActs = 2
const secondsAnAct = 2
/** Of longer prompts the end is not followed. */
const mostWords = 25

export interface AdviseOptions {
  /** How long the clip is to be; absent where nobody knows yet. */
  seconds?: number | undefined
  /** The words that the frame was made from; absent where nobody knows what it shows. */
  frameWords?: string | undefined
}

const acts = (parts: readonly Part[]): Part[] => parts.filter(({ act }) => act !== null)
const timed = (parts: readonly Part[]): Part[] => acts(parts).filter(({ isOngoing }) => !isOngoing)

const spanOf = (stretches: readonly Stretch[]): Finding['span'] => [
  Math.min(...stretches.map(({ from }) => from)),
  Math.max(...stretches.map(({ to }) => to)),
]

/** What somebody wrote there, on one line and not at length. */
const quoted = (prompt: string, [from, to]: Finding['span']): Text => {
  const words = prompt.slice(from, to).replace(/\s+/gu, ' ').trim()
  return words.length > 60 ? `${words.slice(0, 59).toWellFormed().trimEnd()}…` : words
}

const cameraFinding = (prompt: string, parts: readonly Part[]): Finding[] => {
  const moves = parts.flatMap(({ moves: some }) => some).filter((move, at, all) => all.findIndex(({ kind }) => kind === move.kind) === at)
  const [, ...others] = moves
  if (others.length === 0) return []
  const names = moves.map(({ from, to }) => prompt.slice(from, to).trim())
  return [{ rule: 'cameraMoves', span: spanOf(others), sentence: say('advice.cameraMoves', { moves: names }) }]
}

const actFindings = (parts: readonly Part[], seconds: number | undefined): Finding[] => {
  const all = acts(parts)
  if (all.length > mostActs) {
    return [{ rule: 'actions', span: spanOf(all.slice(mostActs)), sentence: say('advice.actions', { count: all.length }) }]
  }
  const slow = timed(parts)
  if (seconds === undefined || slow.length < 2 || seconds >= slow.length * secondsAnAct) return []
  const over = slow.slice(Math.max(1, Math.floor(seconds / secondsAnAct)))
  return [{ rule: 'time', span: spanOf(over), sentence: say('advice.time', { count: slow.length, seconds }) }]
}

const negationFindings = (prompt: string, parts: readonly Part[]): Finding[] =>
  parts
    .filter(({ isNegated }) => isNegated)
    .map((part) => {
      const span = spanOf([part])
      const unwanted = part.unwanted === '' ? null : quoted(part.unwanted, [0, part.unwanted.length])
      const sentence =
        unwanted === null
          ? say('advice.negation', { words: quoted(prompt, span) })
          : say('advice.negationToNo', { words: quoted(prompt, span), unwanted })
      return { rule: 'negation', span, sentence }
    })

/** What stands side by side is said once. */
const shownFindings = (prompt: string, looked: readonly Looked[]): Finding[] => {
  const runs: Shown[][] = []
  for (const [at, { shown }] of looked.entries()) {
    if (!shown) continue
    const run = runs.at(-1)
    if (run && looked[at - 1]?.shown) run.push(shown)
    else runs.push([shown])
  }
  return runs.map((run) => {
    const span = spanOf(run)
    return { rule: 'shown', span, sentence: say('advice.shown', { words: quoted(prompt, span) }) }
  })
}

const wordFinding = (prompt: string): Finding[] => {
  const count = countWords(prompt)
  if (count <= mostWords) return []
  const words = [...prompt.matchAll(/\S+/gu)].filter(([word]) => /[\p{L}\p{N}]/u.test(word))
  return [
    {
      rule: 'words',
      span: [words[mostWords]?.index ?? 0, prompt.trimEnd().length],
      sentence: say('advice.words', { count, most: mostWords }),
    },
  ]
}

const look = (prompt: string, { seconds, frameWords }: AdviseOptions): { looked: Looked[]; findings: Finding[] } => {
  const parts = readMotion(prompt)
  const looked = parts.map((part) => ({ part, shown: frameWords ? shownIn(part, frameWords) : null }))
  // What the frame shows anyway and what nobody wants is not counted as well.
  const left = looked.filter(({ part, shown }) => !part.isNegated && !shown?.isAll).map(({ part }) => part)
  const findings = [
    ...cameraFinding(prompt, left),
    ...actFindings(left, seconds),
    ...negationFindings(prompt, parts),
    ...shownFindings(prompt, looked),
    ...wordFinding(prompt),
  ]
  return { looked, findings: findings.sort((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1]) }
}

const simplerThan = (prompt: string, looked: readonly Looked[], options: AdviseOptions): Advice['simpler'] => {
  const inTime = options.seconds === undefined ? mostActs : Math.max(1, Math.floor(options.seconds / secondsAnAct))
  const most: Keep = { acts: mostActs, timed: Math.min(mostActs, inTime), words: mostWords }
  const unwanted = looked.flatMap(({ part }) => (part.unwanted === '' ? [] : [part.unwanted]))
  for (const keep of [most, { ...most, timed: 1 }, { ...most, acts: 1, timed: 1 }]) {
    const shorter = simplify(prompt, looked, keep)
    if (shorter === '' || countWords(shorter) >= countWords(prompt)) continue
    if (look(shorter, options).findings.length > 0) continue
    return { prompt: shorter, ...(unwanted.length > 0 && { negativePrompt: unwanted.join(', ') }) }
  }
  return null
}

/**
 * What is better asked for otherwise in words that say how a frame moves, by rules that are data in English and in Korean. It knows the two
 * apart by their letters, for people mix them. It says nothing to what it does not understand.
 */
export const adviseMotion = (prompt: string, options: AdviseOptions = {}): Advice => {
  const { looked, findings } = look(prompt, options)
  return { findings, simpler: findings.length === 0 ? null : simplerThan(prompt, looked, options) }
}
