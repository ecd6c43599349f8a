import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { isMissing } from './media-files.ts'
import { writeDurably } from './write-durably.ts'

const fileSchema = z.object({ name: z.string().regex(/^[\w.-]+$/), bytes: z.number(), sha256: z.string() })
const noteSchema = z.object({
  format: z.literal(1),
  at: z.string(),
  from: z.enum(['sqlite', 'postgres']),
  database: fileSchema,
  inbox: fileSchema,
  /** A list of the files that belong to it: how many bytes each has, a space, its name beneath the backup's folder. */
  files: fileSchema,
  rows: z.record(z.string(), z.number()),
})

/** What a backup consists of. It is written last and replaced whole: what it names is all there, and what it does not name does not count. */
export type BackupNote = z.infer<typeof noteSchema>

const noteName = 'backup.json'

export const factsOf = async (folder: string, name: string): Promise<BackupNote['database']> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk)
  return { name, bytes: (await stat(join(folder, name))).size, sha256: hash.digest('hex') }
}

export const writeNote = async (folder: string, note: BackupNote): Promise<void> => {
  const draft = join(folder, `${noteName}~`)
  await writeDurably(draft, `${JSON.stringify(note, null, 2)}\n`)
  await rename(draft, join(folder, noteName))
}

/** The note of a folder; null where it has none. Throws MoodreelError `bad_config` for one that cannot be read. */
export const readNote = async (folder: string): Promise<BackupNote | null> => {
  const text = await readFile(join(folder, noteName), 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return null
    throw cause
  })
  if (text === null) return null
  try {
    return noteSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw damaged(folder, noteName, cause)
  }
}

const damaged = (folder: string, name: string, cause?: unknown): MoodreelError =>
  new MoodreelError(
    'bad_config',
    `The backup in ${folder} is damaged: ${name} is not what was written there. Nothing was restored; take another backup.`,
    {
      cause,
    },
  )

/** The files of a backup. */
export async function* listedFiles(folder: string, { files }: BackupNote): AsyncGenerator<{ name: string; bytes: number }> {
  for await (const line of createInterface({ input: createReadStream(join(folder, files.name)), crlfDelay: Number.POSITIVE_INFINITY })) {
    const space = line.indexOf(' ')
    yield { name: line.slice(space + 1), bytes: Number(line.slice(0, space)) }
  }
}

/** Reads all of a backup but its media, of which it looks at the sizes. Throws MoodreelError `bad_config` where it is damaged or is none. */
export const openBackup = async (folder: string): Promise<BackupNote> => {
  const note = await readNote(folder)
  if (!note) throw new MoodreelError('bad_config', `There is no backup in ${folder}; name the folder that npm run backup was given.`)
  for (const file of [note.database, note.inbox, note.files]) {
    const found = await factsOf(folder, file.name).catch((cause: unknown) => {
      throw damaged(folder, file.name, cause)
    })
    if (found.sha256 !== file.sha256) throw damaged(folder, file.name)
  }
  for await (const { name, bytes } of listedFiles(folder, note)) {
    const found = await stat(join(folder, name)).catch((cause: unknown) => {
      throw damaged(folder, name, cause)
    })
    if (found.size !== bytes) throw damaged(folder, name)
  }
  return note
}
