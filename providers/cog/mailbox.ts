import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'

/** How a prediction ended, as its webhook told. */
export const endedSchema = z.object({
  status: z.enum(['succeeded', 'failed', 'canceled']),
  /** `file`: its clip lies here. Otherwise a link, or nothing. */
  output: z.union([z.literal('file'), z.object({ url: z.string() })]).nullable(),
  error: z.string().nullable(),
  seed: z.number().nullable(),
})
export type Ended = z.infer<typeof endedSchema>

export type Heard = { kind: 'nothing' } | { kind: 'started' } | { kind: 'ended'; ended: Ended }

/** What nobody came for is kept so long, and what was opened a little longer, for it may have to be opened again. */
const keptMs = 7 * 24 * 3_600_000
const openedMs = 3_600_000

/** Ids go into file names. */
export const isAttemptId = (id: string): boolean => /^[\w-]{1,200}$/.test(id)

/**
 * What webhooks told, as files of a folder, for Cog tells it only once. That a prediction started and how it ended are
 * files apart, so that whatever comes late or twice cannot take an end back. Each is there whole or not at all.
 */
export class Mailbox {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async putStarted(id: string): Promise<void> {
    await this.#write(`${id}.started`, '')
  }

  /** The first end that is told counts. Gives `clip` a place first, so that an end never names a file that is not there. */
  async putEnded(id: string, ended: Ended, clip: Uint8Array | null): Promise<void> {
    if ((await this.look(id)).kind === 'ended') return
    if (clip) await this.#write(`${id}.clip`, clip)
    await this.#write(`${id}.ended`, JSON.stringify(ended))
  }

  async look(id: string): Promise<Heard> {
    const text = await readFile(this.#path(`${id}.ended`), 'utf8').catch(nullWhenMissing)
    if (text !== null) return { kind: 'ended', ended: endedSchema.parse(JSON.parse(text)) }
    const hasStarted = await access(this.#path(`${id}.started`)).then(() => true, nullWhenMissing)
    return { kind: hasStarted ? 'started' : 'nothing' }
  }

  /** The bytes of a clip. It may be opened again for an hour. Throws when it is not there. */
  async openClip(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    await access(this.#path(`${id}.clip`))
    await this.#write(`${id}.opened`, '')
    return Readable.toWeb(createReadStream(this.#path(`${id}.clip`), { signal })) as ReadableStream<Uint8Array>
  }

  /** Takes away what is not needed any more. */
  async sweep(now: number): Promise<void> {
    for (const [id = '', names = []] of Object.entries(Object.groupBy(await readdir(this.#folder), (name) => name.split('.')[0] ?? ''))) {
      const ageOf = async (name: string): Promise<number> => now - ((await stat(this.#path(name)).catch(nullWhenMissing))?.mtimeMs ?? now)
      const wasOpened = names.includes(`${id}.opened`) && (await ageOf(`${id}.opened`)) > openedMs
      const ages = await Promise.all(names.map(ageOf))
      if (wasOpened || Math.min(...ages) > keptMs) await Promise.all(names.map((name) => rm(this.#path(name), { force: true })))
    }
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }

  /** Aside, to the disk, and then in place: Cog does not send again what was answered. */
  async #write(name: string, content: string | Uint8Array): Promise<void> {
    const aside = this.#path(`${name}.${randomUUID()}`)
    try {
      const file = await open(aside, 'wx')
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, this.#path(name))
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    }
  }
}

const nullWhenMissing = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
