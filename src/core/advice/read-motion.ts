import type { Move, MotionRules } from './motion-rules.ts'
import { english } from './rules.en.ts'
import { korean } from './rules.ko.ts'

/** A stretch of the prompt. */
export interface Stretch {
  from: number
  to: number
}

/** One part of a prompt, mostly a clause: what moves in it, and what it says no to. */
export interface Part extends Stretch {
  /** Where what stands between it and the part before begins. */
  joint: number
  text: string
  rules: MotionRules
  /** The moves of the camera, each once, with where they are called. */
  moves: ({ kind: string } & Stretch)[]
  isCamera: boolean
  /** The word that says that something happens; null where nothing does. */
  act: string | null
  isOngoing: boolean
  /** The whole part, from the first word of what is not wanted to the last. */
  isNegated: boolean
  /** What is not wanted, without the word that says so; empty where that is a doing. */
  unwanted: string
  /** It names one of several that something is said of: `the fox and the hare run`. */
  isListed: boolean
}

const hangul = /\p{Script=Hangul}/u

/** What somebody put in quotes is shown or said, and asks for nothing: it is read as blanks of words. */
const withoutQuotes = (prompt: string): string =>
  prompt.replace(/"[^"\n]*"|“[^”\n]*”|「[^」\n]*」/gu, (quoted) => `"${'x'.repeat(Math.max(0, quoted.length - 2))}"`)

/** Stretches between all matches of a pattern. */
const splitBy = (text: string, pattern: RegExp, { from, joint }: { from: number; joint: number }): (Stretch & { joint: number })[] => {
  const found: (Stretch & { joint: number })[] = []
  let start = { from, joint }
  for (const match of text.matchAll(pattern)) {
    found.push({ ...start, to: from + match.index })
    start = { joint: from + match.index, from: from + match.index + match[0].length }
  }
  return [...found, { ...start, to: from + text.length }]
}

/** Korean goes on by the ending of a word: the part ends with it. */
const splitByEnding = (text: string, { from, to, joint }: Stretch & { joint: number }): (Stretch & { joint: number })[] => {
  const piece = text.slice(from, to)
  const { goesOn } = korean
  const words = [...piece.matchAll(/\S+/gu)]
  const found: (Stretch & { joint: number })[] = []
  let start = { from, joint }
  for (const [at, word] of words.entries()) {
    const next = words[at + 1]
    if (!next || !goesOn?.test(word[0])) continue
    // `걷고 있다` is one thing, and so is what is done `쉬지 않고` or `바꾸지 말고`.
    if (/^(?:있|싶|나서|난|않)/u.test(next[0])) continue
    if (/^(?:뒤|후|다음)$/u.test(next[0])) continue
    const isIdiom = korean.notNegation.test(piece.slice(0, word.index + word[0].length))
    korean.notNegation.lastIndex = 0
    if (isIdiom && /^(?:않고|없이|\S*없이)$/u.test(word[0])) continue
    const end = from + word.index + word[0].length
    found.push({ ...start, to: end })
    start = { joint: end, from: from + next.index }
  }
  return [...found, { ...start, to }]
}

const kindOf = ({ kind }: Move, words: string, { directions }: MotionRules): string => {
  if (!['pan', 'tilt', 'crane', 'side'].includes(kind)) return kind
  const [direction] = directions.find(([, pattern]) => pattern.test(words)) ?? ['']
  return `${kind} ${direction}`.trim()
}

interface Found extends Stretch {
  kind: string
}

/** The moves that a part calls, and whether it is about the camera at all. */
const movesIn = (text: string, rules: MotionRules, carriesCamera: boolean): { moves: Found[]; isCamera: boolean; hasSubject: boolean } => {
  const subject = rules.camera.exec(text)
  const own = subject ? subject[0].length : 0
  const lead = own + (rules.lead.exec(text.slice(own))?.[0].length ?? 0)
  const rest = text.slice(lead)
  const found: Found[] = []
  const add = (move: Move, from: number, to: number): void => {
    const kind = kindOf(move, text.slice(from, to + 12), rules)
    if (!found.some((one) => one.kind === kind || (one.from < to && from < one.to))) found.push({ kind, from, to })
  }
  for (const move of rules.moves) {
    const match = move.pattern.exec(text)
    if (match) add(move, match.index, match.index + match[0].length)
  }
  const isLed = subject !== null || carriesCamera
  for (const move of isLed ? rules.cameraMoves : rules.headMoves) {
    const match = move.pattern.exec(rest)
    // In Korean the verb stands last; elsewhere the move comes first.
    const isAtHead = match !== null && (rules.negatedBefore || match.index === 0 || /^(?:\p{L}+ly\s+)$/iu.test(rest.slice(0, match.index)))
    if (match && isAtHead) {
      add(move, lead + match.index, lead + match.index + match[0].length)
      break
    }
  }
  return { moves: found.sort((one, other) => one.from - other.from), isCamera: found.length > 0 || subject !== null, hasSubject: subject !== null }
}

const trimmed = (prompt: string, { from, to }: Stretch): Stretch => {
  const piece = prompt.slice(from, to)
  return { from: from + (piece.length - piece.trimStart().length), to: to - (piece.length - piece.trimEnd().length) }
}

const negationIn = (text: string, rules: MotionRules): RegExpExecArray | null => {
  const idioms = [...text.matchAll(rules.notNegation)]
  const isIdiom = ({ index }: { index: number }): boolean => idioms.some((one) => index >= one.index && index < one.index + one[0].length)
  return [...text.matchAll(rules.negation)].find((match) => !isIdiom(match)) ?? null
}

/** What a part says no to, apart from what it says besides. */
const apart = (piece: Stretch & { joint: number }, text: string, rules: MotionRules): (Stretch & { joint: number; negated: boolean; unwanted: string })[] => {
  const words = text.slice(piece.from, piece.to)
  const negation = negationIn(words, rules)
  if (!negation) return [{ ...piece, negated: false, unwanted: '' }]
  const at = piece.from + negation.index
  const end = at + negation[0].length
  if (rules.negatedBefore) {
    const isDoing = /지\s/u.test(negation[0]) || /^(?:말고|못)/u.test(negation[0])
    const negated = { ...piece, to: end, negated: true, unwanted: isDoing ? '' : text.slice(piece.from, at).trim() }
    return text.slice(end, piece.to).trim() === '' ? [{ ...negated, to: piece.to }] : [negated, { from: end, to: piece.to, joint: end, negated: false, unwanted: '' }]
  }
  const before = text.slice(piece.from, at)
  const says = rules.act(before, { anyAct: false, isCamera: false }) ?? movesIn(before, rules, false).moves[0]
  const unwanted = text.slice(end, piece.to).replace(/^\s*(?:any|the|an?)\s+/iu, '').trim()
  const isOfCamera = rules.camera.test(before)
  if (!says) return [{ ...piece, negated: true, unwanted: isOfCamera ? '' : unwanted }]
  return [
    { ...piece, to: at, negated: false, unwanted: '' },
    { from: at, to: piece.to, joint: at, negated: true, unwanted },
  ]
}

/** Reads a prompt part by part. */
export const readMotion = (prompt: string): Part[] => {
  const text = withoutQuotes(prompt)
  const pieces = splitBy(text, english.between, { from: 0, joint: 0 })
    .flatMap((piece) => (hangul.test(text.slice(piece.from, piece.to)) ? splitBy(text.slice(piece.from, piece.to), korean.between, piece) : [piece]))
    .flatMap((piece) => (hangul.test(text.slice(piece.from, piece.to)) ? splitByEnding(text, piece) : [piece]))
    .flatMap((piece) => apart(piece, text, hangul.test(text.slice(piece.from, piece.to)) ? korean : english))
    .map((piece) => ({ ...piece, ...trimmed(text, piece) }))
    .filter(({ from, to }) => /[\p{L}\p{N}]/u.test(text.slice(from, to)))
  const parts: Part[] = []
  let carriesCamera = false
  for (const { from, to, joint, negated, unwanted } of pieces) {
    const words = text.slice(from, to)
    const rules = hangul.test(words) ? korean : english
    const anyAct = parts.some(({ act }) => act !== null)
    const found = [rules, ...(rules === korean ? [english] : [])].map((one) => movesIn(words, one, carriesCamera && one === rules && !hasOwnSubject(words)))
    const moves = negated ? [] : (found.find((one) => one.moves.length > 0)?.moves ?? [])
    const isCamera = moves.length > 0
    const last = moves.at(-1)
    const act = negated ? null : isCamera && rules === korean ? null : rules.act(isCamera ? words.slice(last?.to ?? 0) : words, { anyAct, isCamera })
    carriesCamera = !negated && isCamera && (found.some(({ hasSubject }) => hasSubject) || carriesCamera)
    const previous = parts.at(-1)
    const follows = text.slice(joint, from)
    // `text and logos` after a no, `blur, cars`.
    const goesOn = previous?.isNegated && !negated && act === null && !isCamera && /^\s*(?:,|\s+(?:and|or)\s+|,\s*(?:and|or)\s+)\s*$/iu.test(follows) && !/^(?:the|a|an|his|her)\s/iu.test(words)
    if (goesOn && previous && previous.unwanted !== '') {
      previous.to = to
      previous.text = text.slice(previous.from, to)
      previous.unwanted += `${follows}${words}`
      continue
    }
    if (previous && act !== null && previous.act === null && !previous.isCamera && /\b(?:and|or)\b/iu.test(follows)) previous.isListed = true
    parts.push({
      ...{ from, to, joint, text: words, rules, act, isCamera },
      moves: moves.map((move) => ({ kind: move.kind, from: from + move.from, to: from + move.to })),
      isOngoing: act !== null && rules.ongoing.test(rules === korean ? words : act),
      isNegated: negated,
      unwanted,
      isListed: false,
    })
  }
  return parts
}

/** Something else than the camera that does what comes. */
const hasOwnSubject = (words: string): boolean =>
  hangul.test(words) ? /^\S+[이가은는]\s/u.test(words) && !korean.camera.test(words) : /^(?:he|she|it|they|the|a|an|his|her|its|their)\s/iu.test(words)
