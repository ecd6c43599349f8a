import { access, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MoodreelError } from '../../../src/core/errors.ts'
import { newId } from '../../../src/core/id.ts'
import type { Log } from '../../../src/core/log.ts'
import type { MediaStore } from '../../../src/core/media-store.ts'
import { splitCommand } from '../../../src/core/options/split-command.ts'
import type { Form, InvocationHandler, Member, Platform, PostRef } from '../../../src/core/platform.ts'
import { notice, type Post, type WordedPost } from '../../../src/core/post.ts'
import type { Attachment } from '../../../src/core/request.ts'
import { wordPost } from '../../../src/core/words/word-post.ts'

const everyMs = 500
const fileLimitBytes = 1024 ** 3
const member: Member = { id: 'folder', name: 'folder', roles: [], moderator: true }

/** A post, in its reader's language already, in the platform's own form: here, lines of text. Buttons become what somebody would write. */
const render = ({ text, facts, warnings, fields = [], links = [], progress = [], actions }: WordedPost): string =>
  [
    text,
    facts.join(' · '),
    ...warnings.map((warning) => `note: ${warning}`),
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    ...links.map(({ label, url }) => `${label}: ${url}`),
    ...progress.map(({ stage, fraction }) => (fraction === undefined ? stage : `${stage} ${Math.round(fraction * 100)} %`)),
    ...actions.map(({ label, command, argument }) => `${label}: /${command} ${argument}`),
  ]
    .filter((line) => line !== '')
    .join('\n')

/**
 * A shared folder as a chat. Somebody moves `boat.txt` with the line `/t2v a paper boat` into `inbox`; a thread is a
 * folder, a message is a text file in it, and the clip lies beside it.
 */
export const createFolderPlatform = (options: { folder: string; mediaStore: MediaStore; log: Log }): Platform => {
  const { folder, mediaStore, log } = options
  const inbox = join(folder, 'inbox')
  const stopping = new AbortController()
  let listening = Promise.resolve()

  const pathOf = ({ channel, message }: PostRef): string => join(folder, channel, `${message}.txt`)

  /** Written aside and renamed, so that a message is there whole or not at all. */
  const write = async (ref: PostRef, post: Post): Promise<void> => {
    await writeFile(`${pathOf(ref)}~`, `${render(wordPost(post))}\n`)
    await rename(`${pathOf(ref)}~`, pathOf(ref))
  }
  const isThere = (ref: PostRef): Promise<boolean> =>
    access(pathOf(ref)).then(
      () => true,
      () => false,
    )

  /** The key names the file, so that sending twice makes one message. The text comes last: then the files are there. */
  const send = async (channel: string, key: string, post: Post): Promise<PostRef> => {
    const ref = { platform: 'folder', channel, message: key.replace(/[^\w-]/g, '-') }
    if (await isThere(ref)) return ref
    await mkdir(join(folder, channel), { recursive: true })
    for (const { key: mediaKey, fileName } of post.media) {
      const lent = await mediaStore.borrow(mediaKey)
      await copyFile(lent.path, join(folder, channel, `${ref.message}.${fileName}`)).finally(lent.release)
    }
    await write(ref, post)
    return ref
  }

  const hear = async (name: string, files: readonly string[], handler: InvocationHandler): Promise<void> => {
    const path = join(inbox, `${name}.txt`)
    // The same file heard twice, because the process died in between, is one command.
    const id = `${name}-${(await stat(path)).mtimeMs}`
    let answers = 0
    const reply = async (post: Post): Promise<void> => void (await send('answers', `${id}-${answers++}`, post))
    const attachments: Attachment[] = []
    for (const file of files.filter((one) => one !== `${name}.txt`)) {
      const key = `uploads/${newId()}`
      await mediaStore.put(key, join(inbox, file))
      attachments.push({ url: `media:${key}`, name: file })
    }
    const line = splitCommand(await readFile(path, 'utf8'))
    if (line) {
      const input = { kind: 'text' as const, text: line.rest.trim() }
      const said = { id, platform: 'folder', workspace: 'local', member, command: line.name, input, attachments, origin: null }
      const form = ({ command, generationId }: Form) => reply(notice(`Write /${command} ${generationId} and what should change.`))
      await handler(said, { reply, form })
    } else await reply(notice('A command begins with a slash, such as /t2v a paper boat.'))
    // What came of it is durable by now.
    for (const file of files) await rm(join(inbox, file))
  }

  /** Files of one name belong together: `boat.png` goes along with `boat.txt`. */
  const listen = async (handler: InvocationHandler): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const [name, files = []] of Object.entries(Object.groupBy(await readdir(inbox), (file) => parse(file).name))) {
        if (!files.includes(`${name}.txt`)) continue
        await hear(name, files, handler).catch((cause: unknown) => log.error({ err: cause, name }, 'a file could not be heard'))
      }
      // It rejects when it is told to stop, and then the loop ends.
      await setTimeout(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  return {
    name: 'folder',
    editIntervalMs: 1_000,
    async start(handler) {
      await mkdir(inbox, { recursive: true })
      listening = listen(handler)
    },
    async stop() {
      stopping.abort()
      await listening
    },
    async openThread(_origin, post, { key }) {
      const root = await send(key.replace(/[^\w-]/g, '-'), key, post)
      return { thread: { platform: 'folder', workspace: 'local', channel: root.channel }, root }
    },
    post: (thread, post, { key }) => send(thread.channel, key, post),
    async edit(ref, post) {
      if (!(await isThere(ref))) throw new MoodreelError('not_found', 'That message is not there any more.')
      await write(ref, post)
    },
    async remove({ channel, message }) {
      for (const file of await readdir(join(folder, channel))) {
        if (file.startsWith(`${message}.`)) await rm(join(folder, channel, file), { force: true })
      }
    },
    fileLimitBytes: async () => fileLimitBytes,
  }
}
