import { MoodreelError } from '../../src/core/errors.ts'
import type { Platform, PostRef, ThreadRef } from '../../src/core/platform.ts'
import type { Post } from '../../src/core/post.ts'

export interface FakePlatform extends Platform {
  /** What people see now, by the id of the message, oldest first. */
  messages: Map<string, Post>
  /** The next removal fails, as if the chat did not answer. */
  refuseRemoval: boolean
  /** The largest video that it really takes, whatever it says. */
  takesBytes: number
  /** Where moderators meet, if they do. */
  homeChannel: string | undefined
  /** It takes videos and never shows them. */
  refusesVideos: boolean
}

/** A chat that keeps its messages in memory. A key names a message for ever, also after it was removed. */
export const createFakePlatform = (name = 'web'): FakePlatform => {
  const messages = new Map<string, Post>()
  const sent = new Set<string>()
  const send = (key: string, post: Post): PostRef => {
    if (!sent.has(key)) messages.set(key, post)
    sent.add(key)
    return { platform: name, channel: 'here', message: key }
  }
  return {
    name,
    messages,
    refuseRemoval: false,
    takesBytes: Number.MAX_SAFE_INTEGER,
    homeChannel: undefined,
    refusesVideos: false,
    editIntervalMs: 0,
    start: async () => undefined,
    stop: async () => undefined,
    async openThread(_origin, root, { key }) {
      const ref = send(key, root)
      const thread: ThreadRef = { platform: name, workspace: 'local', channel: 'here', thread: ref.message }
      return { thread, root: ref }
    },
    async post(_thread, post, { key }) {
      if (this.refusesVideos && post.media.some((media) => media.durationSeconds > 0))
        throw new MoodreelError('file_refused', 'That file is never shown.')
      if (post.media.some((media) => media.durationSeconds > 0 && media.sizeBytes > this.takesBytes))
        throw new MoodreelError('too_large', 'That file is too large for this chat.')
      return send(key, post)
    },
    async edit(ref, post) {
      if (!messages.has(ref.message)) throw new Error('there is no such message')
      messages.set(ref.message, post)
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
