import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLSeq } from 'yaml'
import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { refuseProblems } from './problems.ts'
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

/** Where the key or the entry is written that a step of a path leads to, and what it holds. */
const step = (node: Node, key: PropertyKey): { start: number | undefined; value: Node | null } | undefined => {
  if (isSeq<Node>(node) && typeof key === 'number') {
    const value = isCounted(node) ? node.items[key] : undefined
    return value && { start: value.range?.[0], value }
  }
  if (!isMap<Node, Node | null>(node)) return undefined
  const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key))
  return pair && { start: pair.key.range?.[0], value: pair.value }
}

const placeOf = (document: Document, path: readonly PropertyKey[]): number => {
  let node: Node | null | undefined = document.contents
  let place = node?.range?.[0] ?? 0
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document)
    const next: ReturnType<typeof step> = node ? step(node, key) : undefined
    if (!next) break
    place = next.start ?? place
    node = next.value
  }
  return place
}

/** Where our own files are. */
export const ownFolder = import.meta.dirname

/** Undefined when there is no such file. */
const readLayer = async (folder: string, fileName: string, name: string): Promise<Layer | undefined> => {
  const text = await readFile(join(folder, fileName), 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw bad(`${name} cannot be read; check that it is a file with the right permissions.`, cause)
  })
  if (text === undefined) return undefined
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const atPlace = (place: number): string => `${name}:${lines.linePos(place).line || 1}`
  refuseProblems(document.errors.map((error) => ({ at: atPlace(error.pos[0]), says: yamlProblem(error) })))
  const content = z.record(z.string(), z.unknown()).nullable().safeParse(document.toJS())
  const at = (path: readonly PropertyKey[]): string => atPlace(placeOf(document, path))
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
