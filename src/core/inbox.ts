/** Something that was said to the bot and is not finished, as its platform told it. */
export interface InboxEntry {
  /** The platform's own id of it. */
  id: string
  payload: unknown
  /** Milliseconds since the epoch. */
  receivedAt: number
  /** Whether the platform is known to have taken the acknowledgement. */
  acknowledged: boolean
}

/**
 * What was said to the bot, written down before it is acknowledged: a process that dies in between goes on with it at its next
 * start. Nothing here waits for the disk: a killed process loses nothing by that, and a power cut the last moments. Every method
 * throws MoodreelError `storage_unavailable` when the inbox cannot be written, such as on a full disk.
 */
export interface InboxWriter {
  /** Keeps what JSON keeps of it. False when it was kept before: it was delivered again, and is worked on or finished. */
  keep(platform: string, id: string, payload: object): Promise<boolean>
  /** The platform took the acknowledgement, so that the person waits for more. */
  acknowledged(platform: string, id: string): Promise<void>
  /** Nothing is left to do. What was said is forgotten; the id is remembered for a day. */
  finish(platform: string, id: string): Promise<void>
}

/** The inbox with what was left in it. */
export interface Inbox extends InboxWriter {
  /**
   * What processes that are no more did not finish, oldest first: from now on it is this one's. To be asked for before anything new
   * arrives, and now and then where other processes may end, of which it is known some seconds later.
   */
  unfinished(platform: string): Promise<InboxEntry[]>
  /** How another thread of this process opens the same inbox: the module that exports `openInbox`, and what to give to it. */
  readonly elsewhere: { module: string; at: string }
}

/** Platforms let an interaction be answered for 15 minutes or longer; who asked before that has stopped waiting. */
const answerableMs = 15 * 60_000

/** Whether it is too late to do what was said: only a sentence may be said about it. */
export const isStale = ({ receivedAt }: Pick<InboxEntry, 'receivedAt'>, now: number): boolean => now - receivedAt > answerableMs
