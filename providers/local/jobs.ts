import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProviderError } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { failureSchema, type Job, jobSchema, outputName, type RenderError } from './job.ts'

export type JobState =
  | { kind: 'absent' }
  /** Accepted and not finished, whether or not anybody works on it. */
  | { kind: 'open'; job: Job }
  | { kind: 'finished'; job: Job }
  | { kind: 'failed'; error: ProviderError }
  | { kind: 'canceled' }

/**
 * The jobs as folders on the disk, one for each attempt. A folder appears whole, by a rename, and everything that
 * happens to the job afterwards is one more file in it; so any process can go on from what it finds.
 */
export class Jobs {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where a job lives. An id may hold any letters: the name cannot lead out of the folder. */
  folderOf(id: string): string {
    return join(this.#folder, encodeURIComponent(id).replaceAll('.', '%2E'))
  }

  outputOf(id: string, job: Job): string {
    return join(this.folderOf(id), outputName(job))
  }

  /** Keeps a job for good; one that is there already under this id stays as it is. False when `signal` came first. */
  async keep(id: string, request: Job['request'], inputs: { role: InputRole; bytes: Uint8Array }[], signal: AbortSignal): Promise<boolean> {
    const draft = join(this.#folder, `new-${crypto.randomUUID()}`)
    await mkdir(draft, { recursive: true })
    try {
      const files = inputs.map(({ role }, index) => ({ role, file: `input-${index}` }))
      for (const [index, { bytes }] of inputs.entries()) await writeFile(join(draft, `input-${index}`), bytes, { flush: true })
      await writeFile(join(draft, 'job.json'), JSON.stringify({ request, inputs: files } satisfies Job), { flush: true })
      if (signal.aborted) return false
      await rename(draft, this.folderOf(id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      })
      return true
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  }

  /** Each file is asked for by its name: a listing that is read while files are renamed may miss one that is there. */
  async find(id: string): Promise<JobState> {
    const folder = this.folderOf(id)
    const read = async (name: string): Promise<unknown> => {
      const text = await readFile(join(folder, name), 'utf8').catch(ignoreMissing)
      return text === undefined ? undefined : JSON.parse(text)
    }
    const exists = async (name: string): Promise<boolean> => (await stat(join(folder, name)).catch(ignoreMissing)) !== undefined

    const kept = await read('job.json')
    if (kept === undefined) return { kind: 'absent' }
    const failure = await read('failure.json')
    if (failure !== undefined) return { kind: 'failed', error: failureSchema.parse(failure) }
    const job = jobSchema.parse(kept)
    if (await exists(outputName(job))) return { kind: 'finished', job }
    return (await exists('canceled')) ? { kind: 'canceled' } : { kind: 'open', job }
  }

  async fail(id: string, error: RenderError): Promise<void> {
    const folder = this.folderOf(id)
    await writeFile(join(folder, 'failure.new'), JSON.stringify(error), { flush: true })
    await rename(join(folder, 'failure.new'), join(folder, 'failure.json'))
  }

  async cancel(id: string): Promise<void> {
    await writeFile(join(this.folderOf(id), 'canceled'), '', { flush: true })
  }

  /** Removes the jobs that nothing happened to since `before`, in milliseconds since the epoch. */
  async sweep(before: number): Promise<void> {
    for (const name of (await readdir(this.#folder).catch(ignoreMissing)) ?? []) {
      const path = join(this.#folder, name)
      const changed = (await stat(path).catch(ignoreMissing))?.mtimeMs
      if (changed !== undefined && changed < before) await rm(path, { recursive: true, force: true })
    }
  }
}

const ignoreMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}
