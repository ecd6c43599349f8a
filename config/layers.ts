import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { refuseProblems } from './problems.ts'
import { readText, UnreadableFile } from './read-text.ts'

const bad = (sentence: string, cause?: unknown): MoodreelError => new MoodreelError('bad_config', sentence, { cause })

/** One configuration file: what people call it, and its content as parsed from YAML. */
export interface Layer {
  name: string
  content: Record<string, unknown>
  /** The file and the line of a place of the content; of what is around it where the place itself is not written. */
  at(path: readonly PropertyKey[]): string
}

/** Where our own files are. */
export const ownFolder = import.meta.dirname

/** Undefined when there is no such file. `name`: what people call it. */
const readFileOf = async (folder: string, fileName: string, name: string): Promise<string | undefined> => {
  const text = await readText(join(folder, fileName)).catch((cause: unknown) => {
    throw cause instanceof UnreadableFile ? bad(`${name} ${cause.says}`, cause) : cause
  })
  return text ?? undefined
}

const layerOf = (name: string, values: unknown, at: Layer['at']): Layer => {
  const content = z.record(z.string(), z.unknown()).nullable().safeParse(values)
  if (!content.success) refuseProblems([{ at: at([]), says: 'the file must hold names with values' }])
  return { name, content: content.data ?? {}, at }
}

/** With the line of each place; the parser that knows them takes four times as long. */
const placedLayer = async (text: string, name: string): Promise<Layer> => {
  const { parsePlaced } = await import('./parse-placed.ts')
  const { values, at } = parsePlaced(text, name)
  return layerOf(name, values, at)
}

/**
 * Our own file where no other is laid over it: as it is shipped nothing is wrong in it, so that the lines of its places are not known. One
 * that was damaged is read again with them, to say where. Exported for its test.
 */
export const ownLayer = async (text: string, name: string): Promise<Layer> => {
  try {
    return layerOf(name, load(text), () => name)
  } catch {
    return placedLayer(text, name)
  }
}

/** The operator's file of a name; undefined when there is none. */
const readTheirs = async (fileName: string, configDir: string | undefined): Promise<string | undefined> => {
  if (configDir === undefined) return undefined
  const folder = await stat(configDir).catch((cause: unknown) => {
    throw bad('MOODREEL_CONFIG_DIR names a folder that cannot be read; create it or unset the variable.', cause)
  })
  if (!folder.isDirectory()) throw bad('MOODREEL_CONFIG_DIR must name a folder; correct it or unset it.')
  return readFileOf(configDir, fileName, fileName)
}

/**
 * A file of this folder and, laid over it, the operator's file of the same name when there is one. Where ours stands alone its lines are
 * known only where they are asked for (`placed`). Throws MoodreelError `bad_config` for a file that is no YAML and for an operator's folder
 * that does not exist.
 */
export const readLayers = async (
  fileName: string,
  configDir: string | undefined,
  { placed = false }: { placed?: boolean } = {},
): Promise<Layer[]> => {
  const name = `config/${fileName}`
  const ours = await readFileOf(ownFolder, fileName, name)
  if (ours === undefined) throw bad(`${name} is missing; install the program again.`)
  const theirs = await readTheirs(fileName, configDir)
  if (theirs === undefined && !placed) return [await ownLayer(ours, name)]
  const own = await placedLayer(ours, name)
  return theirs === undefined ? [own] : [own, await placedLayer(theirs, fileName)]
}
