import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'

const bad = (sentence: string, cause?: unknown): MoodreelError => new MoodreelError('bad_config', sentence, { cause })

/** One configuration file: what people call it, and its content as parsed from YAML. */
export interface Layer {
  name: string
  content: Record<string, unknown>
}

/** Undefined when there is no such file. */
const readLayer = async (folder: string, fileName: string, name: string): Promise<Layer | undefined> => {
  const text = await readFile(join(folder, fileName), 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw bad(`${name} cannot be read; check that it is a file with the right permissions.`, cause)
  })
  if (text === undefined) return undefined
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw bad(`${name} is no valid YAML at line ${error.linePos?.[0].line ?? 1}; correct it and start again.`, error)
  const content = z.record(z.string(), z.unknown()).nullable().safeParse(document.toJS())
  if (!content.success) throw bad(`${name} must hold names with values; correct it and start again.`, content.error)
  return { name, content: content.data ?? {} }
}

/**
 * A file of this folder and, laid over it, the operator's file of the same name when there is one. Throws
 * MoodreelError `bad_config` for a file that is no YAML and for an operator's folder that does not exist.
 */
export const readLayers = async (fileName: string, configDir: string | undefined): Promise<Layer[]> => {
  const ours = await readLayer(import.meta.dirname, fileName, `config/${fileName}`)
  if (!ours) throw bad(`config/${fileName} is missing; install the program again.`)
  if (configDir === undefined) return [ours]
  const folder = await stat(configDir).catch((cause: unknown) => {
    throw bad('MOODREEL_CONFIG_DIR names a folder that cannot be read; create it or unset the variable.', cause)
  })
  if (!folder.isDirectory()) throw bad('MOODREEL_CONFIG_DIR must name a folder; correct it or unset it.')
  const theirs = await readLayer(configDir, fileName, `${fileName} in MOODREEL_CONFIG_DIR`)
  return theirs ? [ours, theirs] : [ours]
}
