import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLSeq } from 'yaml'
import { BadFiles, refuseProblems } from './problems.ts'
import { yamlProblem } from './yaml-problem.ts'

/** Lists in a list are laid out flat, and words with commas are several (`core/policy.ts`): then an entry's number is not its place. */
const isCounted = ({ items }: YAMLSeq<Node>): boolean =>
  items.every((item) => !isSeq(item) && !(isScalar(item) && String(item.value).includes(',')))

/** Where a key or an entry is written, and what it holds. */
interface Step {
  start: number | undefined
  value: Node | null
}

const stepsOf = (node: Node): Map<string, Step> => {
  const steps = new Map<string, Step>()
  if (isSeq<Node>(node) && isCounted(node)) {
    for (const [index, value] of node.items.entries()) steps.set(String(index), { start: value.range?.[0], value })
  }
  if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) if (isScalar(key)) steps.set(String(key.value), { start: key.range?.[0], value })
  }
  return steps
}

/** Finds where a path of the content is written. Each node is looked through once, however many places of it are asked for. */
const createPlaceOf = (document: Document) => {
  const known = new Map<Node, Map<string, Step>>()
  const stepFrom = (node: Node, key: PropertyKey): Step | undefined => {
    const steps = known.get(node) ?? stepsOf(node)
    known.set(node, steps)
    return steps.get(String(key))
  }
  return (path: readonly PropertyKey[]): number => {
    let node: Node | null | undefined = document.contents
    let place = node?.range?.[0] ?? 0
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(document)
      const next: Step | undefined = node ? stepFrom(node, key) : undefined
      if (!next) break
      place = next.start ?? place
      node = next.value
    }
    return place
  }
}

/** The first alias of a document, or the first that stands for nothing. */
const aliasPlace = (document: Document, isUnknown: boolean): number => {
  let place = 0
  visit(document, {
    Alias(_, alias) {
      if (isUnknown && alias.resolve(document)) return undefined
      place = alias.range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return place
}

const tooDeep = 'this is nested too deep'
/** The parser tells it among what is wrong with the text. */
const isTooDeep = ({ message }: Error): boolean => message.includes('call stack')

/** What a document says as plain values. Where it cannot be laid out, which parsing does not find: the place, and what is wrong there. */
const valuesOf = (document: Document): { values: unknown } | { place: number; says: string } => {
  try {
    return { values: document.toJS() }
  } catch (error) {
    if (error instanceof RangeError) return { place: 0, says: tooDeep }
    if (!(error instanceof ReferenceError)) throw error
    const isUnknown = error.message.startsWith('Unresolved')
    const says = isUnknown
      ? 'this alias has no anchor before it'
      : 'the aliases from here on stand for too much; write out what they stand for'
    return { place: aliasPlace(document, isUnknown), says }
  }
}

/**
 * What a YAML text says, and the line of each place of it. Throws MoodreelError `bad_config` with the line of everything that is no YAML.
 * `name`: what people call the file.
 */
export const parsePlaced = (text: string, name: string): { values: unknown; at(path: readonly PropertyKey[]): string } => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const atPlace = (place: number): string => `${name}:${lines.linePos(place).line || 1}`
  refuseProblems(document.errors.map((error) => ({ at: atPlace(error.pos[0]), says: isTooDeep(error) ? tooDeep : yamlProblem(error) })))
  const read = valuesOf(document)
  if ('says' in read) throw new BadFiles([{ at: atPlace(read.place), says: read.says }])
  const placeOf = createPlaceOf(document)
  return { values: read.values, at: (path) => atPlace(placeOf(path)) }
}
