import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { ownFolder } from '../../config/layers.ts'
import { readText, UnreadableFile } from '../../config/read-text.ts'
import { ruleFileNames } from '../studio/admission/what-changed.ts'

/** A file as it is: null where there is none, the fault where it cannot be read. */
export type RuleText = string | { fault: string } | null
/** By the path of each file. */
export type RuleTexts = ReadonlyMap<string, RuleText>

/** What a file is called where people are told of it: ours with its folder, the operator's by its name alone. */
export const nameOf = (path: string): string => (dirname(path) === ownFolder ? `config/${basename(path)}` : basename(path))

const textOf = (path: string): Promise<RuleText> =>
  readText(path).catch((error: unknown) => {
    if (error instanceof UnreadableFile) return { fault: error.says }
    throw error
  })

/** The files that are read again while the program runs, ours and the operator's, as they are. */
export const readRuleTexts = async (configDir: string | undefined): Promise<RuleTexts> => {
  const folders = [ownFolder, ...(configDir === undefined ? [] : [configDir])]
  const paths = folders.flatMap((folder) => ruleFileNames.map((name) => join(folder, name)))
  return new Map(await Promise.all(paths.map(async (path) => [path, await textOf(path)] as const)))
}

/** Tells one state of the files from another. */
export const fingerprintOf = (texts: RuleTexts): string =>
  createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex')
