import type { Post } from '../../core/post.ts'
import { utc, writeTimestamps } from '../../core/words/timestamp.ts'
import { wordPost } from '../../core/words/word-post.ts'
import { renderPost, renderProgress } from './render.ts'

/** Where the console writes: `process.stdout`, or a stream of a test. */
export type Output = NodeJS.WritableStream & { columns?: number }

export interface PrinterOptions {
  stdout: Output
  stderr: NodeJS.WritableStream
  isTerminal: boolean
  colors: boolean
  /** The output cannot be written any more, although somebody wants it. */
  onFault(): void
}

const clearLine = '\r\x1b[K'

/**
 * Writes posts: for a person with a line that shows how far the work is, for a program as one line of JSON each. A
 * reader that went away (`| head`) ends the writing and nothing else.
 */
export const createPrinter = ({ stdout, stderr, isTerminal, colors, onFault }: PrinterOptions) => {
  const running = new Map<string, Post>()
  const ended = new Set<string>()
  let shown = ''
  let isClosed = false

  const giveUp = (error: NodeJS.ErrnoException): void => {
    if (isClosed) return
    isClosed = true
    if (error.code === 'EPIPE') return
    stderr.write(`The output could not be written (${error.code}); the clips are saved all the same.\n`)
    onFault()
  }
  stdout.on('error', giveUp)

  /** Done when the text has left, so that a process may end after it; a fault is known by then. */
  const write = (text: string): Promise<void> =>
    isClosed || text === ''
      ? Promise.resolve()
      : new Promise((resolve) => {
          stdout.write(text, (error) => {
            if (error) giveUp(error)
            resolve()
          })
        })

  const progressLine = (): string => {
    const posts = [...running.values()]
    const total = posts.reduce((sum, post) => sum + post.generationIds.length, 0)
    // The last column stays empty: some terminals wrap when it is written to.
    return renderProgress(
      posts.flatMap((post) => wordPost(post).progress ?? []).filter(({ generationId }) => !ended.has(generationId)),
      total,
      (stdout.columns ?? 80) - 1,
      posts.at(0)?.language ?? 'en',
    )
  }

  const draw = (text: string): Promise<void> => {
    const before = shown === '' ? '' : clearLine
    shown = progressLine()
    return write(before + text + shown)
  }

  return {
    /** Writes a post; `files` are the paths its media was saved at. */
    print(event: 'post' | 'reply', post: Post, files: readonly string[]): Promise<void> {
      if (!isTerminal) return write(jsonLine({ event, ...wordPost(post), files }))
      // Its batch is edited only later, and a bar below a finished clip would be a lie.
      if (post.kind === 'clip' || post.kind === 'failure') for (const id of post.generationIds) ended.add(id)
      return draw(renderPost(post, files, colors))
    },

    /** Shows how far a post's generations are. A program is not told: it reads posts. */
    async showProgress(message: string, post: Post): Promise<void> {
      if (!isTerminal) return
      if (post.progress?.length) running.set(message, post)
      else running.delete(message)
      if (progressLine() !== shown) await draw('')
    },

    /** Takes the progress away. */
    async clear(): Promise<void> {
      running.clear()
      await draw('')
    },
  }
}

/** JSON leaves some control characters as they are, which a terminal at the end of a pipe may obey. */
const jsonLine = (value: object): string =>
  `${writeTimestamps(JSON.stringify(value), utc).replace(/[\x7f-\x9f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
