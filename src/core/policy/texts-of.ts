import type { Json } from '../json.ts'
import type { Invocation } from '../platform.ts'
import { inputRoles, type RequestDraft } from '../request.ts'
import { turnsOrder } from './readings.ts'

/** As much of a text as a word that is parted between two of them can take. */
const seamLength = 60
/** So many texts are put beside each other, each with each; of more, only neighbours are. */
const mostPaired = 10

const stringsIn = (value: Json): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, part]) => [name, ...stringsIn(part)])
}

const isFull = (text: string | undefined): text is string => text !== undefined && text.trim() !== ''

/**
 * Every text of a request that a model or a member may get to see: prompt, negative prompt, camera, shots, what is said and by whom, the
 * words in its extras, the names of its files without their endings.
 */
export const textsOf = (draft: RequestDraft): string[] => {
  const given = inputRoles.flatMap((role) => draft[role] ?? [])
  const files = given.map(({ name }) => name.replace(/\.[a-z0-9]{2,5}$/i, ''))
  const shots = (draft.shots ?? []).map(({ prompt }) => prompt)
  const extras = Object.values(draft.extras ?? {}).flatMap(stringsIn)
  return [draft.prompt, ...shots, draft.negativePrompt, draft.camera, draft.speech, draft.voice, ...extras, ...files].filter(isFull)
}

const tail = (text: string): string => (text.length > seamLength ? text.slice(-seamLength).replace(/^\S*\s/u, '') : text)
const head = (text: string): string => (text.length > seamLength ? text.slice(0, seamLength).replace(/\s\S*$/u, '') : text)

/**
 * The texts as a rule should read them: together, for a rule may want words of several, and with the end of each put
 * against the beginning of the others without a break, for a word may be parted between two.
 */
export const joinTexts = (texts: readonly string[]): string[] => {
  const areNeighbours = (one: number, other: number): boolean => Math.abs(one - other) === 1 || one === 0 || other === 0
  const seams = texts.flatMap((one, at) =>
    texts.flatMap((other, place) =>
      place !== at && (texts.length <= mostPaired || areNeighbours(at, place)) ? [tail(one).trimEnd() + head(other).trimStart()] : [],
    ),
  )
  return [...new Set([...(texts.length > 1 ? texts : []), texts.join('\n'), texts.join(''), ...seams])]
}

/**
 * What was typed with characters that turn the order of letters on the screen: those are gone from a draft, so only here
 * can it be read as people saw it.
 */
export const asTyped = (input: Invocation['input']): string[] =>
  (input.kind === 'text' ? [input.text] : Object.values(input.values).flat()).filter(
    (value): value is string => typeof value === 'string' && turnsOrder(value),
  )
