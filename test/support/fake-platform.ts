import { MoodreelError } from '../../src/core/errors.ts'
import type { Platform, PostRef, SendOptions, ThreadRef } from '../../src/core/platform.ts'
import type { PostMedia, WordedPost } from '../../src/core/post.ts'
import { wordPost } from '../../src/core/words/word-post.ts'

/** A call that goes wrong: before it did anything, or after it did all, so that only its answer is lost. */
export interface Fault {
  call: 'openThread' | 'post' | 'tell' | 'edit' | 'revise'
  error: Error
  when: 'before' | 'after'
  /** Of which posts; of all by itself. */
  fits?: (post: WordedPost) => boolean
  /** How often; once by itself. */
  times?: number
}

export interface FakePlatform extends Platform {
  /** What people see now, by the id of the message, oldest first. The first message of a key has the key as its id. */
  messages: Map<string, WordedPost>
  /** Every message that was ever shown, by its key: more than one of a key is a message shown twice. */
  shown: string[]
  /** Every call that sent something, as it came. */
  sends: { key: string; again: boolean; post: WordedPost }[]
  /** Every edit that was asked for, with what the message says then. */
  edits: WordedPost[]
  /** From now on the takes of a batch stand in one message: stills in the first one, on a sheet. */
  holdRounds(): void
  stills: Platform['stills']
  /** What goes wrong next. */
  faults: Fault[]
  /** The next removal fails, as if the chat did not answer. */
  refuseRemoval: boolean
  /** The largest clip that it really takes, whatever it says. */
  takesBytes: number
  /** Where moderators meet, if they do. */
  homeChannel: string | undefined
  isOneList: boolean
  /** It takes videos and never shows them. */
  refusesVideos: boolean
}

/** A film, or a still that is no film's poster. */
const isClip = ({ key, durationSeconds }: PostMedia<string>): boolean => durationSeconds > 0 || /^(clips|fitted)\//.test(key)

/**
 * A chat that keeps its messages in memory, and is no kinder than a chat: whatever is sent is shown, once more if it was sent
 * before. Only who is told that an earlier try may have arrived looks for it, among what can be seen now.
 */
export const createFakePlatform = (name = 'web'): FakePlatform => {
  const messages = new Map<string, WordedPost>()

  /** Does something that may go wrong. */
  const dealing = async <Result>(chat: FakePlatform, call: Fault['call'], post: WordedPost, work: () => Result): Promise<Result> => {
    const fault = chat.faults.find(({ call: ofCall, fits }) => ofCall === call && (fits?.(post) ?? true))
    if (!fault) return work()
    fault.times = (fault.times ?? 1) - 1
    if (fault.times === 0) chat.faults.splice(chat.faults.indexOf(fault), 1)
    if (fault.when === 'after') work()
    throw fault.error
  }

  const send = (chat: FakePlatform, post: WordedPost, { key, again }: SendOptions): PostRef => {
    const count = chat.shown.filter((one) => one === key).length
    const found = again && [...messages.keys()].find((id) => id === key || id.startsWith(`${key}#`))
    const id = found || (count === 0 ? key : `${key}#${count + 1}`)
    if (!found) {
      messages.set(id, post)
      chat.shown.push(key)
    }
    return { platform: name, channel: 'here', message: id }
  }

  return {
    name,
    messages,
    shown: [],
    sends: [],
    edits: [],
    faults: [],
    refuseRemoval: false,
    takesBytes: Number.MAX_SAFE_INTEGER,
    homeChannel: undefined,
    isOneList: false,
    refusesVideos: false,
    editIntervalMs: 0,
    start: async () => undefined,
    stop: async () => undefined,
    async openThread(_origin, given, options) {
      const root = wordPost(given)
      this.sends.push({ key: options.key, again: options.again, post: root })
      const ref = await dealing(this, 'openThread', root, () => send(this, root, options))
      const thread: ThreadRef = { platform: name, workspace: 'local', channel: 'here', thread: ref.message }
      return { thread, root: ref }
    },
    async post(_thread, given, options) {
      const post = wordPost(given)
      this.sends.push({ key: options.key, again: options.again, post })
      if (this.refusesVideos && post.media.some((media) => media.durationSeconds > 0))
        throw new MoodreelError('file_refused', 'That file is never shown.')
      if (post.media.some((media) => isClip(media) && media.sizeBytes > this.takesBytes))
        throw new MoodreelError('too_large', 'That file is too large for this chat.')
      return dealing(this, 'post', post, () => send(this, post, options))
    },
    async tell(_origin, given, options) {
      const post = wordPost(given)
      this.sends.push({ key: options.key, again: options.again, post })
      return dealing(this, 'tell', post, () => send(this, post, options))
    },
    async edit(ref, given) {
      const post = wordPost(given)
      this.edits.push(post)
      await dealing(this, 'edit', post, () => {
        if (!messages.has(ref.message)) throw new MoodreelError('not_found', 'That message is gone.')
        messages.set(ref.message, post)
      })
    },
    stills: undefined,
    holdRounds() {
      this.stills = 'sheet'
      this.revise = async (_thread, ref, given) => {
        const post = wordPost(given)
        this.edits.push(post)
        if (post.media.some((media) => isClip(media) && media.sizeBytes > this.takesBytes))
          throw new MoodreelError('too_large', 'That file is too large for this chat.')
        await dealing(this, 'revise', post, () => {
          if (!messages.has(ref.message)) throw new MoodreelError('not_found', 'That message is gone.')
          messages.set(ref.message, post)
        })
        return ref
      }
    },
    async remove(ref) {
      if (this.refuseRemoval) {
        this.refuseRemoval = false
        throw new Error('the chat does not answer')
      }
      messages.delete(ref.message)
    },
    fileLimitBytes: async () => Number.MAX_SAFE_INTEGER,
  }
}

/** The keys of messages that people saw more than once. */
export const shownTwice = ({ shown }: Pick<FakePlatform, 'shown'>): string[] => shown.filter((key, at) => shown.indexOf(key) !== at)
