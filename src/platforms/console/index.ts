import { basename } from 'node:path'
import { inspect } from 'node:util'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { idPattern, newId } from '../../core/id.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { meantLine } from '../../core/options/meant-line.ts'
import type { Invocation, InvocationHandler, LanguageOf, Member, Platform, PostRef, Responder } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { saveMedia, takeAttachments } from './files.ts'
import { createPrinter, type Output } from './printer.ts'
import { createTally } from './tally.ts'

export interface ConsoleOptions {
  /** What the person says, such as `/i2v slow push-in --model local`. */
  line?: string | undefined
  /** Paths of files that go with it. Nothing else of the disk can be read. */
  attachments: readonly string[]
  commands: readonly Command[]
  languageOf: LanguageOf
  /** Where clips are saved; made when the first one comes. */
  outFolder: string
  stdout: Output
  stderr: NodeJS.WritableStream
  /** Whether a person reads `stdout`; a program gets one line of JSON for each post. */
  isTerminal: boolean
  /** The terminal may be coloured. */
  colors: boolean
  mediaStore: MediaStore
  member?: Member | undefined
}

export interface ConsolePlatform extends Platform {
  /** The exit code: 0 once every generation of the batch is delivered and settled, 1 if one failed or the command was refused. */
  readonly done: Promise<number>
}

const name = 'console'
const channel = 'console'
const workspace = 'local'

/** The person at the machine owns it. */
const owner: Member = { id: 'console', name: 'console', roles: [], moderator: true, manager: true, owner: true }

/** Says one command and saves what comes of it. */
export const createConsolePlatform = (options: ConsoleOptions): ConsolePlatform => {
  const { mediaStore, outFolder, member = owner } = options
  const invocationId = `${name}:${newId()}`
  const tally = createTally()
  const printer = createPrinter({ ...options, onFault: tally.spoil })
  const sent = new Map<string, Promise<PostRef>>()
  let ownRoot: string | null = null

  const print = async (event: 'post' | 'reply', post: Post): Promise<void> =>
    printer.print(event, post, await saveMedia(mediaStore, outFolder, post))

  /** Prints a post the first time that its key comes. */
  const printOnce = (key: string, post: Post): Promise<PostRef> => {
    const known = sent.get(key)
    if (known) return known
    const sending = print('post', post).then(
      () => ({ platform: name, channel, message: key }),
      (error: unknown) => {
        sent.delete(key)
        throw error
      },
    )
    sent.set(key, sending)
    return sending
  }

  const responder: Responder = {
    async reply(post) {
      await print('reply', post)
      tally.replied(post)
    },
    form: ({ command, generationId, needs = [] }) => {
      // What a form is about that is no clip is known by what it asks for.
      const about = needs.length === 0 || idPattern.test(generationId) ? [generationId] : needs.map((name) => `--${name}`)
      return refuse(say('console.noForms', { line: [`/${command}`, ...about].join(' ').trim() }))
    },
  }

  const refuse = async (sentence: Text): Promise<void> =>
    responder.reply({ ...notice(sentence), kind: 'failure', language: await options.languageOf({ platform: name, workspace, member }) })

  const readInvocation = async (): Promise<Invocation> => {
    const files = options.attachments.map((path) => ({ name: basename(path) }))
    const line = meantLine(options.line ?? '', options.commands, files)
    if (!line) throw new MoodreelError('unknown_command', say('console.noCommand'))
    const attachments = await takeAttachments(mediaStore, options.attachments)
    return {
      id: invocationId,
      platform: name,
      workspace,
      member,
      command: line.command,
      input: { kind: 'text', text: line.rest },
      attachments,
      origin: invocationId,
      channel,
      // Nobody is there to be asked.
      confirmed: true,
    }
  }

  const handIn = async (handler: InvocationHandler): Promise<void> => {
    try {
      await handler(await readInvocation(), responder)
    } catch (error) {
      if (!(error instanceof MoodreelError)) options.stderr.write(`${inspect(error)}\n`)
      await refuse(error instanceof MoodreelError ? error.sentence : say('common.broken'))
    }
    tally.returned()
  }

  return {
    name,
    editIntervalMs: 250,
    done: tally.done,

    async start(handler) {
      void handIn(handler)
    },

    async stop() {
      tally.stop()
      await printer.clear()
    },

    async openThread(origin, root, { key }) {
      const ref = await printOnce(key, root)
      await printer.showProgress(ref.message, root)
      // An earlier process may have left a batch behind that this one finishes too.
      if (origin === invocationId) {
        ownRoot = ref.message
        tally.expect(root.generationIds)
      }
      return { thread: { platform: name, workspace, channel }, root: ref }
    },

    async post(_thread, post, { key }) {
      const ref = await printOnce(key, post)
      tally.posted(post)
      return ref
    },

    async edit(ref, post) {
      await printer.showProgress(ref.message, post)
      if (ref.message === ownRoot && !post.progress?.length) tally.settled()
    },

    /** What was printed stays printed, and a file that was saved belongs to the person. */
    remove: async () => undefined,

    fileLimitBytes: async () => 1024 ** 3,
  }
}
