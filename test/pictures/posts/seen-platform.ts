import type { Platform, PostRef } from '../../../src/core/platform.ts'
import type { Post } from '../../../src/core/post.ts'
import type { Shot } from './shot.ts'

/** A chat that keeps its messages as posts that nobody put into words yet. */
export interface SeenPlatform extends Platform {
  /** What people see now, by the key of the post, oldest first. */
  messages: Map<string, Post>
  homeChannel: string | undefined
  /** From now on no channel is known for moderators until one is set. */
  empty(): void
}

export const createSeenPlatform = (name: Shot['platform']): SeenPlatform => {
  const messages = new Map<string, Post>()
  const keep = (post: Post, key: string): PostRef => {
    messages.set(key, post)
    return { platform: name, channel: 'general', message: key }
  }
  return {
    name,
    messages,
    homeChannel: 'mods',
    empty() {
      this.homeChannel = undefined
    },
    roles: async () => [{ id: '1131200000000000001', name: 'Makers' }],
    editIntervalMs: 0,
    start: async () => undefined,
    stop: async () => undefined,
    async openThread(_origin, root, { key }) {
      const thread = { platform: name, workspace: 'local', channel: 'general', thread: key, member: 'ann' }
      return { thread, root: keep(root, key) }
    },
    post: async (_thread, post, { key }) => keep(post, key),
    tell: async (_origin, post, { key }) => keep(post, key),
    async revise(_thread, ref, post) {
      messages.set(ref.message, post)
      return ref
    },
    edit: async ({ message }, post) => void messages.set(message, post),
    remove: async ({ message }) => void messages.delete(message),
    fileLimitBytes: async () => 10_000_000,
    // Only Discord has an address for a thread.
    ...(name === 'discord' && { threadAddress: ({ thread }) => `https://discord.com/channels/local/${thread}` }),
  }
}
