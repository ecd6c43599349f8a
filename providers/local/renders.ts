import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Log } from '../../src/core/log.ts'
import type { ProviderStatus } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { type RenderError, renderMessageSchema } from './job.ts'
import type { Jobs } from './jobs.ts'

/** Two at a time: one draws while the other encodes, and the bot itself still answers. */
const atOnce = 2
/** A clip of ten seconds takes less than a minute; what takes this long hangs. */
const timeLimitMs = 10 * 60_000

interface Render {
  child: ChildProcess
  progress: number
  /** Set when it was ended on purpose, so that its end is no failure. */
  ended: boolean
  failure: RenderError | null
  lastWords: string
  done: Promise<void>
}

/** The renderers that work in this process's name: each a child process that draws one job. */
export class Renders {
  readonly #jobs: Jobs
  readonly #log: Log
  readonly #delayMs: number
  readonly #waiting: string[] = []
  readonly #running = new Map<string, Render>()
  #stopped = false

  constructor(jobs: Jobs, options: { log: Log; delayMs: number }) {
    this.#jobs = jobs
    this.#log = options.log
    this.#delayMs = options.delayMs
  }

  /** How far a job is; null when nobody works on it. */
  statusOf(id: string): ProviderStatus | null {
    const render = this.#running.get(id)
    if (render) return { kind: 'running', progress: render.progress }
    const place = this.#waiting.indexOf(id)
    return place < 0 ? null : { kind: 'queued', position: place + 1 }
  }

  /** Puts a job in the line. */
  start(id: string): void {
    if (this.#stopped || this.statusOf(id)) return
    this.#waiting.push(id)
    this.#fill()
  }

  /** Ends the work on a job; resolves when its process is gone. */
  async end(id: string): Promise<void> {
    const place = this.#waiting.indexOf(id)
    if (place >= 0) this.#waiting.splice(place, 1)
    const render = this.#running.get(id)
    if (!render) return
    render.ended = true
    render.child.kill('SIGKILL')
    await render.done
  }

  /** Ends all of them and takes no more. The jobs stay open and are drawn by the next who polls them. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#waiting.length = 0
    await Promise.all([...this.#running.keys()].map((id) => this.end(id)))
  }

  #fill(): void {
    while (this.#running.size < atOnce) {
      const id = this.#waiting.shift()
      if (id === undefined) return
      this.#running.set(id, this.#spawn(id))
    }
  }

  #spawn(id: string): Render {
    // The renderer reads files that strangers sent: it gets none of this process's environment, and a folder of its own for compiled code.
    const compiled = getCompileCacheDir()
    const child = fork(fileURLToPath(new URL('./render.ts', import.meta.url)), [this.#jobs.folderOf(id), `${this.#delayMs}`], {
      env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: join(compiled, 'local') },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const render: Render = { child, progress: 0, ended: false, failure: null, lastWords: '', done: Promise.resolve() }
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      render.lastWords = (render.lastWords + text).slice(-2000)
    })
    child.on('message', (message) => {
      const said = renderMessageSchema.safeParse(message).data
      if (said?.kind === 'progress') render.progress = said.fraction
      if (said?.kind === 'failed') render.failure = said.error
    })
    render.done = this.#watch(id, render)
    return render
  }

  async #watch(id: string, render: Render): Promise<void> {
    let tooSlow = false
    const timer = setTimeout(() => {
      tooSlow = true
      render.child.kill('SIGKILL')
    }, timeLimitMs)
    let code: unknown
    try {
      ;[code] = await once(render.child, 'close')
    } catch (error) {
      render.lastWords = String(error)
    } finally {
      clearTimeout(timer)
    }
    try {
      if (tooSlow) await this.#jobs.fail(id, { class: 'resource', message: say('provider.previewSlow') })
      else if (render.ended) return
      else if (render.failure) await this.#jobs.fail(id, render.failure)
      else if (code !== 0) {
        await this.#jobs.fail(id, { class: 'internal', message: say('provider.previewStopped'), detail: render.lastWords })
      }
    } catch (error) {
      this.#log.error({ jobId: id, error }, 'a failed render could not be written down')
    } finally {
      this.#running.delete(id)
      this.#fill()
    }
  }
}
