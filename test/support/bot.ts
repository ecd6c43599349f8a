import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { newId } from '../../src/core/id.ts'
import type { WordedPost } from '../../src/core/post.ts'
import type { FormView } from '../../src/platforms/web/form-view.ts'
import type { ShownMessage as WebMessage } from '../../src/platforms/web/word-message.ts'
import { type ProgramOptions, spawnProgram } from './program.ts'

/** A line of the bot's log. */
export type LogLine = Record<string, unknown> & { msg: string }

/** What the one who asked is answered, and the cards that were opened on the way. */
interface Answer {
  replies: WordedPost[]
  form: FormView | null
  messages: WebMessage[]
}

export interface Bot {
  url: string
  process: ChildProcess
  /** Everything it logged so far. */
  log: LogLine[]
  /** Everything it wrote to its standard error so far. */
  errors(): string
  /** Resolves with the first line, past or to come, that fits. */
  logged(fits: (line: LogLine) => boolean): Promise<LogLine>
  say(text: string, attachments?: object[]): Promise<Answer>
  /** Uploads a file; what it gives goes into the attachments of `say`. */
  upload(name: string, bytes: Uint8Array): Promise<{ id: string; name: string }>
  /** Presses a button, or sends in the form that it opened. */
  act(command: string, generationId: string, values?: Record<string, string | number | boolean>): Promise<Answer>
  messages(): Promise<WebMessage[]>
  /** SIGKILL: nothing of the process gets a chance to tidy up. */
  kill(): Promise<void>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

/** Starts the real program on a data folder and resolves when the playground is open, or with a chat when that is ready or cannot be reached. */
export const startBot = async (options: ProgramOptions): Promise<Bot> => {
  const child = spawnProgram(options)
  const exited = once(child, 'exit')
  const log: LogLine[] = []
  const watchers = new Set<() => void>()
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    log.push(JSON.parse(line) as LogLine)
    for (const watcher of watchers) watcher()
  })
  const logged = (fits: (line: LogLine) => boolean): Promise<LogLine> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = log.find(fits)
        if (!found) return
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
      exited.then(
        () => reject(new Error(`the bot ended with ${child.exitCode ?? child.signalCode} before it logged that\n${errors}`)),
        reject,
      )
    })

  const open = await logged(({ msg }) => msg === 'the playground is open' || msg === 'the server is open')
  if (open.msg === 'the server is open') await logged(({ msg }) => msg === 'ready' || msg.startsWith('started'))
  const url = String(open['address'])
  const post = async (path: string, body: object): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ id: newId(), ...body }),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  return {
    url,
    process: child,
    log,
    errors: () => errors,
    logged,
    say: (text, attachments = []) => post('/api/say', { text, attachments }),
    async upload(name, bytes) {
      const response = await fetch(`${url}/api/uploads`, {
        method: 'POST',
        headers: { origin: url },
        body: new Blob([new Uint8Array(bytes)]),
      })
      if (!response.ok) throw new Error(`/api/uploads: ${response.status} ${await response.text()}`)
      return { ...((await response.json()) as { id: string }), name }
    },
    act: (command, generationId, values) => post('/api/act', { command, generationId, values }),
    async messages() {
      const all: WebMessage[] = []
      let before: number | null = null
      do {
        const response: Response = await fetch(`${url}/api/messages${before === null ? '' : `?before=${before}`}`)
        const page = (await response.json()) as { messages: WebMessage[]; before: number | null }
        all.push(...page.messages)
        before = page.before
      } while (before !== null)
      return all
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}
