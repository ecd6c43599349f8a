import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLSeq } from 'yaml'
import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { BadFiles, refuseProblems } from './problems.ts'
import { readText, UnreadableFile } from './read-text.ts'
import { yamlProblem } from './yaml-problem.ts'

const bad = (sentence: string, cause?: unknown): MoodreelError => new MoodreelError('bad_config', sentence, { cause })

/** One configuration file: what people call it, and its content as parsed from YAML. */
export interface Layer {
  name: string
  content: Record<string, unknown>
  /** The file and the line of a place of the content; of what is around it where the place itself is not written. */
  at(path: readonly PropertyKey[]): string
}

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

/** Where our own files are. */
export const ownFolder = import.meta.dirname

/** Undefined when there is no such file. */
const readLayer = async (folder: string, fileName: string, name: string): Promise<Layer | undefined> => {
  const text = await readText(join(folder, fileName)).catch((cause: unknown) => {
    throw cause instanceof UnreadableFile ? bad(`${name} ${cause.says}`, cause) : cause
  })
  if (text === null) return undefined
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const atPlace = (place: number): string => `${name}:${lines.linePos(place).line || 1}`
  refuseProblems(document.errors.map((error) => ({ at: atPlace(error.pos[0]), says: isTooDeep(error) ? tooDeep : yamlProblem(error) })))
  const read = valuesOf(document)
  if ('says' in read) throw new BadFiles([{ at: atPlace(read.place), says: read.says }])
  const content = z.record(z.string(), z.unknown()).nullable().safeParse(read.values)
  const placeOf = createPlaceOf(document)
  const at = (path: readonly PropertyKey[]): string => atPlace(placeOf(path))
  if (!content.success) refuseProblems([{ at: at([]), says: 'the file must hold names with values' }])
  return { name, content: content.data ?? {}, at }
}

/**
 * A file of this folder and, laid over it, the operator's file of the same name when there is one. Throws
 * MoodreelError `bad_config` for a file that is no YAML and for an operator's folder that does not exist.
 */
export const readLayers = async (fileName: string, configDir: string | undefined): Promise<Layer[]> => {
  const ours = await readLayer(ownFolder, fileName, `config/${fileName}`)
  if (!ours) throw bad(`config/${fileName} is missing; install the program again.`)
  if (configDir === undefined) return [ours]
  const folder = await stat(configDir).catch((cause: unknown) => {
    throw bad('MOODREEL_CONFIG_DIR names a folder that cannot be read; create it or unset the variable.', cause)
  })
  if (!folder.isDirectory()) throw bad('MOODREEL_CONFIG_DIR must name a folder; correct it or unset it.')
  const theirs = await readLayer(configDir, fileName, fileName)
  return theirs ? [ours, theirs] : [ours]
}
