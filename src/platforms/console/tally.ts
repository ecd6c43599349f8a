import type { Post } from '../../core/post.ts'

/**
 * Knows when a command is over, and whether it went well. Only the generations that were expected count: the same
 * process may be finishing clips that an earlier one left behind.
 */
export interface Tally {
  /** 0 when every expected generation was delivered and settled, 1 when one failed or the command was refused. */
  readonly done: Promise<number>
  /** The generations of the command's own batch. */
  expect(generationIds: readonly string[]): void
  /** What was answered at once. */
  replied(reply: Post): void
  /** The batch's own message says that nothing is under way any more: its clips are settled too. */
  settled(): void
  /** What came into a thread. */
  posted(post: Post): void
  /** The command has nothing more to say at once. */
  returned(): void
  /** However it ends, it did not go well. */
  spoil(): void
  /** Ends it badly, unless it is over. */
  stop(): void
}

/** See `Tally`. */
export const createTally = (): Tally => {
  const { promise: done, resolve } = Promise.withResolvers<number>()
  const expected = new Set<string>()
  const delivered = new Map<string, boolean>()
  let hasReturned = false
  let isAnswered = false
  let isRefused = false
  let isSpoilt = false
  let isSettled = true

  const check = (): void => {
    if (!hasReturned) return
    if (isRefused) resolve(1)
    // A command that said nothing yet has a batch whose thread could not be opened at once; the workflow will.
    if (!isAnswered) return
    const outcomes = [...expected].map((id) => delivered.get(id))
    if (isSettled && !outcomes.includes(undefined)) resolve(isSpoilt || outcomes.includes(false) ? 1 : 0)
  }

  return {
    done,
    expect(generationIds) {
      isAnswered = true
      isSettled = false
      for (const id of generationIds) expected.add(id)
      check()
    },
    replied(reply) {
      isAnswered = true
      isRefused ||= reply.kind === 'failure'
      check()
    },
    settled() {
      isSettled = true
      check()
    },
    posted(post) {
      if (post.kind !== 'clip' && post.kind !== 'failure') return
      for (const id of post.generationIds) delivered.set(id, post.kind === 'clip')
      check()
    },
    returned() {
      hasReturned = true
      check()
    },
    spoil() {
      isSpoilt = true
    },
    stop: () => resolve(1),
  }
}
