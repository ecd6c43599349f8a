import { fork } from 'node:child_process'
import { mkdirSync, realpathSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { type ErrorCode, MoodreelError } from '../core/errors.ts'
import type { Json } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import { say, type Text } from '../core/words/sentence.ts'
import { type JobMessage, jobReplySchema } from './job.ts'
import { type Watch, watchUse } from './watch-use.ts'

/** How long a job may take. A machine with much to do makes a good file slow, but no more work: work is what counts first. */
export interface Patience {
  /** Of all cores together. */
  cpuMs: number
  /** On the clock, for a child that waits for something that never comes. */
  wallMs: number
}

export interface ChildOptions {
  /** The only folder in which the child may write. */
  workFolder: string
  /** How far its priority is behind the bot's, as `nice` counts: higher gives way. */
  niceness: number
  /** Resident memory beyond which the child is killed. */
  memoryBytes: number
  /** Time for one job, without the start, after which the child is killed. */
  patience: { look: Patience; work: Patience }
  log: Log
}

/** Jobs that run no decoder: a bad file leaves nothing behind in the child. */
const harmless: string[] = ['inspect', 'readRecipe'] satisfies JobMessage['job']['kind'][]

/** One child process. A job that fails costs it its life: nobody knows what a bad file left behind in its decoders. */
export interface MediaChild {
  /** False from the moment it is told to die or is found dead. */
  readonly alive: boolean
  /**
   * Has one job done; one at a time. Throws MoodreelError: what the child says, `media_timeout`, `media_failed` when it died
   * or grew too large, `canceled` by the signal. The child is gone by then, unless it only inspected.
   */
  run(message: JobMessage, signal: AbortSignal | undefined): Promise<Json>
  kill(): Promise<void>
}

/** How long a child may take to start, which a job's time does not count. It takes half a second on an idle machine. */
const startMs = 30_000
const keptStderr = 2000

/**
 * Where what Node compiled for children is kept, which halves their start; none unless the bot's own is kept (`NODE_COMPILE_CACHE`). They
 * may write there, so it is for them alone.
 */
const compiledFolder = (): string | undefined => {
  const own = getCompileCacheDir()
  if (own === undefined) return undefined
  try {
    const folder = join(own, 'media')
    mkdirSync(folder, { recursive: true })
    return realpathSync(folder)
  } catch {
    // It only saves time.
    return undefined
  }
}

/**
 * Arguments of Node for the child. Its permissions keep scripts from writing elsewhere and from starting programs; native
 * code, which does the decoding, is bound by none of this. Reading stays open: inputs lie in the media store as well.
 */
const nodeArguments = ({ workFolder, memoryBytes }: ChildOptions, compiled: string | undefined): string[] => [
  '--no-warnings',
  // Frames are large and soon garbage. To look for it in steps and with helper threads costs more than the work itself.
  '--single-threaded-gc',
  '--no-incremental-marking',
  '--max-semi-space-size=16',
  `--max-old-space-size=${Math.max(64, Math.floor(memoryBytes / 2 ** 21))}`,
  '--permission',
  '--allow-addons',
  '--allow-fs-read=*',
  `--allow-fs-write=${realpathSync(workFolder)}`,
  ...(compiled === undefined ? [] : [`--allow-fs-write=${compiled}`]),
]

export const startChild = (options: ChildOptions): MediaChild => {
  const { memoryBytes, patience, log } = options
  const startedAt = performance.now()
  const compiled = compiledFolder()
  const child = fork(new URL('./worker.ts', import.meta.url), [String(options.niceness)], {
    execArgv: nodeArguments(options, compiled),
    // No token of the bot may be found in a process that reads strangers' files.
    env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled },
    // A group of its own: Ctrl-C is for the bot, which lets a job end. The child ends when its channel closes.
    detached: true,
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  /** Of the job at hand. */
  let reject: ((error: MoodreelError) => void) | null = null
  /** Why it was killed. */
  let verdict: MoodreelError | null = null
  let dying = false
  let said = ''

  // An idle child must not keep the bot from ending; it sees the channel close.
  const hold = (held: boolean) => {
    const method = held ? 'ref' : 'unref'
    child[method]()
    child.channel?.[method]()
    if (child.stderr instanceof Socket) child.stderr[method]()
  }
  hold(false)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptStderr)
    log.debug({ pid: child.pid, text }, 'the media child said something')
  })
  const started = new Promise<void>((resolve) => {
    child.once('message', () => {
      log.debug({ pid: child.pid, startMs: Math.round(performance.now() - startedAt) }, 'a media child started')
      resolve()
    })
  })
  const ended = new Promise<void>((resolve) => {
    const end = (how: Error) => {
      dying = true
      reject?.(verdict ?? new MoodreelError('media_failed', say('media.failed'), { cause: how }))
      resolve()
    }
    child.once('exit', (code, signal) => end(new Error(`The media child ended with ${signal ?? code}. ${said}`)))
    child.once('error', end)
  })

  const kill = async () => {
    dying = true
    hold(true)
    child.kill('SIGKILL')
    await ended
  }

  const run: MediaChild['run'] = async (message, signal) => {
    const job = Promise.withResolvers<Json>()
    reject = job.reject
    const killWith = (code: ErrorCode, sentence: Text, cause?: unknown) => {
      verdict ??= new MoodreelError(code, sentence, { cause })
      void kill()
    }
    const tooLong = () => killWith('media_timeout', say('media.takesTooLong'))
    const tooMuch = (bytes: number) => killWith('media_failed', say('media.takesTooMuchMemory'), new Error(`${bytes} bytes resident`))
    const abort = () => killWith('canceled', say('media.stopped'), signal?.reason)
    const hear = (heard: unknown) => {
      const { data: reply, error } = jobReplySchema.safeParse(heard)
      if (error) killWith('media_failed', say('media.failed'), error)
      else if (reply.ok) job.resolve(reply.value)
      else if (harmless.includes(message.job.kind)) job.reject(new MoodreelError(reply.code, reply.sentence, { cause: reply.detail }))
      else killWith(reply.code, reply.sentence, reply.detail)
    }
    hold(true)
    signal?.addEventListener('abort', abort, { once: true })
    const { cpuMs, wallMs } = harmless.includes(message.job.kind) ? patience.look : patience.work
    let timer = setTimeout(tooLong, startMs)
    let watch: Watch | undefined
    try {
      await Promise.race([started, job.promise])
      clearTimeout(timer)
      timer = setTimeout(tooLong, wallMs)
      watch = watchUse(child.pid ?? 0, { memoryBytes, cpuMs }, { tooMuch, tooLong })
      child.once('message', hear)
      child.send(message, (error) => {
        if (error) void kill()
      })
      return await job.promise
    } finally {
      reject = null
      clearTimeout(timer)
      watch?.stop()
      signal?.removeEventListener('abort', abort)
      child.off('message', hear)
      hold(false)
    }
  }

  return {
    get alive() {
      return !dying
    },
    run,
    kill,
  }
}
