import type { Post } from './post.ts'

/** What a person said to start a card of the feed. */
export interface Asked {
  /** Without the slash. */
  command: string
  /** The line as it was typed; null for a pressed button. */
  text: string | null
  /** The page's own id of the request, by which it knows its own words again. */
  requestId: string
  /** The card that it came from. */
  replyTo: string | null
}

/** A message of the playground. A root opens a card of the feed; every other message lives in its root's card. */
export interface WebMessage {
  id: string
  /** The id of the root; null for a root. */
  thread: string | null
  /** Its place in the feed: larger is later. Never changes. */
  sequence: number
  /** The change that last touched it. */
  revision: number
  /** Milliseconds since the epoch. */
  createdAt: number
  /** Set on a root that somebody asked for. */
  asked: Asked | null
  /** Null once the message was removed. */
  post: Post | null
}

export interface NewWebMessage {
  id: string
  /** Names the message for ever, also after it was removed. */
  key: string
  thread: string | null
  asked: Asked | null
  post: Post
  createdAt: number
}

/**
 * The durable memory of the playground. Every change takes the next number, its revision, and a revision becomes
 * visible only after all smaller ones: a reader that goes on from the last revision it saw misses nothing.
 */
export interface MessageLog {
  /** Adds a message. Where the key is taken nothing happens, and the message that has it is returned. */
  append(message: NewWebMessage): Promise<WebMessage>
  /** False when there is no such message, or no longer. */
  update(id: string, post: Post): Promise<boolean>
  /** Forgets what the message said and keeps its key. Removing nothing is no fault and no change. */
  remove(id: string): Promise<void>
  /**
   * The newest `limit` cards whose root stands before `before`, each with all that lives in it, in the order of `sequence`.
   * Nothing that was removed, and nothing of a card whose root was.
   */
  page(options: { before?: number | undefined; limit: number }): Promise<WebMessage[]>
  /** Messages that changed after `revision`, removed ones too, each once in its newest state, in the order of `revision`. */
  changesSince(revision: number, limit: number): Promise<WebMessage[]>
  /** The newest revision; 0 before the first change. */
  revision(): Promise<number>
}
