import { rm } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { type ErrorCode, MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { MediaTools, MediaWork } from '../core/media.ts'
import { recipeSchema } from '../core/recipe.ts'
import { say } from '../core/words/sentence.ts'
import { startChild } from './child.ts'
import { type FileLimits, finishedSchema, type Job, mediaInfoSchema } from './job.ts'
import { createKillers } from './killers.ts'
import { startPool } from './pool.ts'
import { poolSize } from './pool-size.ts'

export interface MediaLimits extends FileLimits {
  /** Resident memory of one child, in bytes. */
  memoryBytes: number
  /** Work of all cores for a job that only looks into a file. */
  lookCpuMs: number
  /** The same for one that decodes or writes. */
  workCpuMs: number
  /** Time on the clock for one job, and a quarter of it for a look; waiting in line does not count. */
  timeoutMs: number
}

export const defaultLimits: MediaLimits = {
  maxImageBytes: 50e6,
  maxVideoBytes: 500e6,
  maxPixels: 40e6,
  maxVideoSeconds: 600,
  memoryBytes: 1.5e9,
  lookCpuMs: 10_000,
  // Both cores of a small machine for two minutes; half of that is what an encoder is given to do.
  workCpuMs: 240_000,
  timeoutMs: 240_000,
}

/** Both give way to the bot, and what members give gives way to clips that are paid for: three to one, on Linux. */
const niceness = { clips: 5, members: 10 } as const

export interface MediaToolsOptions {
  /** Exists already. Everything is written beneath it: every `outPath` has to lie in it. */
  workFolder: string
  log: Log
  limits?: Partial<MediaLimits>
  /** The most child processes at one time; as many as the machine has room for by default. */
  processes?: number
  /** How long a child without work is kept; a minute by default. */
  idleMs?: number
  /** Is told the code of each job that failed. */
  failed?: (code: ErrorCode) => void
}

/**
 * Opens the media floor. Nothing is started until there is work: then children that read, decode and encode, each alone with
 * its job, so that a hostile file hurts only its own job. Besides what `MediaTools` promises it throws MoodreelError
 * `canceled` when the signal aborts, `storage_full`, and `stopping` after `stop`. A job that fails leaves no `outPath` behind.
 */
export const startMediaTools = (options: MediaToolsOptions): MediaTools => {
  const { workFolder, log } = options
  const { memoryBytes, lookCpuMs, workCpuMs, timeoutMs, ...fileLimits } = { ...defaultLimits, ...options.limits }
  const patience = { look: { cpuMs: lookCpuMs, wallMs: timeoutMs / 4 }, work: { cpuMs: workCpuMs, wallMs: timeoutMs } }
  const pool = startPool({
    processes: options.processes ?? poolSize(availableParallelism(), Math.min(process.constrainedMemory(), totalmem())),
    idleMs: options.idleMs ?? 60_000,
    start: (forMembers) => startChild({ workFolder, memoryBytes, patience, log, niceness: forMembers ? niceness.members : niceness.clips }),
  })

  const killers = createKillers()

  const perform = async <Result>(
    job: Job,
    result: z.ZodType<Result>,
    signal: AbortSignal | undefined,
    member: string | undefined,
  ): Promise<Result> => {
    const outPath = 'outPath' in job ? resolve(job.outPath) : null
    if (outPath !== null && 'path' in job && outPath === resolve(job.path))
      throw new MoodreelError('internal', 'A file cannot be written over itself.')
    const run = () => pool.run({ job, limits: fileLimits }, signal, member)
    try {
      return result.parse(await (member !== undefined && 'path' in job ? killers.guard(job.path, run) : run()))
    } catch (error) {
      if (outPath) await rm(outPath, { force: true })
      const fault = error instanceof MoodreelError ? error : new MoodreelError('media_failed', say('media.failed'), { cause: error })
      options.failed?.(fault.code)
      throw fault
    }
  }

  const workOf = (member: string | undefined): MediaWork => {
    const has = <Result>(job: Job, result: z.ZodType<Result>, signal: AbortSignal | undefined) => perform(job, result, signal, member)
    return {
      inspect: (path, signal) => has({ kind: 'inspect', path }, mediaInfoSchema, signal),
      cleanImage: (path, outPath, signal) => has({ kind: 'cleanImage', path, outPath }, mediaInfoSchema, signal),
      shrink: (path, outPath, { maxSide }, signal) => has({ kind: 'shrink', path, outPath, maxSide }, mediaInfoSchema, signal),
      enlarge: (path, outPath, { minSide }, signal) => has({ kind: 'enlarge', path, outPath, minSide }, mediaInfoSchema, signal),
      cleanTracks: (path, outPath, signal) => has({ kind: 'cleanTracks', path, outPath }, mediaInfoSchema, signal),
      frame: (path, outPath, wanted, signal) => has({ kind: 'frame', path, outPath, ...wanted }, mediaInfoSchema, signal),
      contactSheet: (path, outPath, wanted, signal) => has({ kind: 'contactSheet', path, outPath, ...wanted }, mediaInfoSchema, signal),
      numberSheet: (outPath, { tiles }, signal) => has({ kind: 'numberSheet', outPath, tiles }, mediaInfoSchema, signal),
      checkMask: (path, outPath, wanted, signal) => has({ kind: 'checkMask', path, outPath, ...wanted }, mediaInfoSchema, signal),
      fieldMask: (outPath, { fields, ...wanted }, signal) =>
        has({ kind: 'fieldMask', outPath, fields: [...fields], ...wanted }, mediaInfoSchema, signal),
      compose: (path, outPath, wanted, signal) => has({ kind: 'compose', path, outPath, ...wanted }, mediaInfoSchema, signal),
      beforeAfter: (outPath, wanted, signal) => has({ kind: 'beforeAfter', outPath, ...wanted }, mediaInfoSchema, signal),
      fit: (path, outPath, { limitBytes }, signal) => has({ kind: 'fit', path, outPath, limitBytes }, mediaInfoSchema, signal),
      chart: (outPath, { bars, ends }, signal) => has({ kind: 'chart', outPath, bars, ends }, mediaInfoSchema, signal),
      tag: (path, outPath, recipe, signal) => has({ kind: 'tag', path, outPath, recipe }, mediaInfoSchema, signal),
      finish: (path, wanted, signal) => has({ kind: 'finish', path, ...wanted }, finishedSchema, signal),
      finishStill: (path, wanted, signal) => has({ kind: 'finishStill', path, ...wanted }, finishedSchema, signal),
      readRecipe: (path, signal) => has({ kind: 'readRecipe', path }, recipeSchema.nullable(), signal),
    }
  }

  return { ...workOf(undefined), forMember: workOf, stop: () => pool.stop() }
}
