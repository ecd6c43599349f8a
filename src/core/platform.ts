import { z } from 'zod'
import type { MoodreelError } from './errors.ts'
import type { Json } from './json.ts'
import type { Post } from './post.ts'
import type { Attachment } from './request.ts'
import type { Language } from './words/languages.ts'
import type { Text } from './words/sentence.ts'

/** Where a batch lives. Serialisable: any process can post to it, at any later time. */
export const threadRefSchema = z.object({
  platform: z.string(),
  /** A guild, a team; `local` where there is none. */
  workspace: z.string(),
  channel: z.string(),
  /** The thread in the channel; absent where the channel itself is the thread. */
  thread: z.string().optional(),
  /** Who asked: told directly when the thread and the channel are gone. */
  member: z.string().optional(),
  /** The largest file in bytes that the platform spoke of when the thread was opened. */
  limitBytes: z.number().optional(),
})
export type ThreadRef = z.infer<typeof threadRefSchema>

/** A message that was sent. */
export const postRefSchema = z.object({ platform: z.string(), channel: z.string(), message: z.string() })
export type PostRef = z.infer<typeof postRefSchema>

export interface Member {
  id: string
  name: string
  roles: string[]
  /** By the platform's own permissions in this workspace. */
  moderator: boolean
  /** Whether they may spend what is the operator's: give credits, raise limits, set budgets. Absent means no. */
  manager?: boolean | undefined
  /** Whether this is the operator in person, at the console or on the page of this machine. Absent means no. */
  owner?: boolean | undefined
  /** A guest of the workspace or somebody of another company: no moderator by their own company's word, and of the guests' tier. */
  guest?: boolean | undefined
}

/** What a person said, before anything was made of it. */
export interface Invocation {
  /** The platform's id of the event: the same event delivered twice has the same id. */
  id: string
  platform: string
  workspace: string
  member: Member
  command: string
  /** A line with flags where a person types, named values where the platform has typed options. */
  input: { kind: 'text'; text: string } | { kind: 'values'; values: Record<string, unknown> }
  attachments: Attachment[]
  /** Somebody typed it although its values are named, as for a slash command with typed options. */
  typed?: boolean | undefined
  /** What `openThread` of the same platform needs to find the place again. */
  origin: Json
  /** The channel where it was said, that of the thread where it was said in one; absent where there are none. */
  channel?: string | undefined
  /** The thread where it was said, as a `ThreadRef` names it; absent outside of one. */
  thread?: string | undefined
  /** BCP 47, when the platform tells; several with commas between, the best first. */
  locale?: string | undefined
  /** The price was said and agreed to. */
  confirmed?: boolean | undefined
  /** Said by a link that its member was given a while ago: their roles are those of then, and none of them makes a moderator now. */
  byLink?: boolean | undefined
  /** Whether the place is meant for adults only; absent where the platform knows no such thing. */
  ageRestricted?: boolean | undefined
}

/** A value of an option, and what it is called. */
export interface FormChoice {
  value: string
  label: Text
}

/** A form asked of a person: a modal, a dialog. Its fields are options of the command it leads to. */
export interface Form {
  command: string
  generationId: string
  title: Text
  values: Record<string, string | number | boolean>
  /** Options of the command that it does not ask for. */
  without?: readonly string[] | undefined
  /** Options that it asks for first, in their order, where a form has room for a few. */
  asks?: readonly string[] | undefined
  /** What can be chosen for an option, where only this form knows it. */
  choices?: Readonly<Record<string, readonly FormChoice[]>> | undefined
  /** Options that it was opened for, and cannot be sent without. */
  needs?: readonly string[] | undefined
  /** Of a command that makes clips; null or absent where nobody can tell. */
  price?: FormPrice | null | undefined
  /** In which it is put into words; English when absent. */
  language?: Language | undefined
}

/**
 * What the clips of a form would cost at most as it stands, how much of it a second, and what the like cost lately, where enough were made; or
 * why they cannot be made so.
 */
export type FormPrice =
  | { credits: number; perSecond: number | null; lately?: { credits: number; clips: number } | undefined }
  | { problem: Text }

/**
 * The price of what somebody is about to say. Nothing is done, counted or written down. Null where nobody can tell, or not within
 * `patienceMs`: without it in the time that a chat's form has to open. Never fails.
 */
export type PriceOf = (said: Invocation, patienceMs?: number) => Promise<FormPrice | null>

/** Ways to answer the person who said something, at once and without promise: what must arrive is posted to a thread. */
export interface Responder {
  /** `instead`: in the place of the message whose button led to it, where there is one and the platform can. */
  reply(post: Post, options?: { private?: boolean; instead?: boolean }): Promise<void>
  form(form: Form): Promise<void>
  /**
   * Nothing more is said. Where the platform's own acknowledgement still stands, `post` takes its place with the way to
   * `thread`; without a post it is taken away.
   */
  done?(post: Post | null, thread: ThreadRef | null): Promise<void>
  /** What `done` said is over: it is taken away where it still can be. */
  over?(): Promise<void>
}

/** The language of somebody: as they chose by `/settings`, or else that of their platform. Never fails. */
export type LanguageOf = (reader: Pick<Invocation, 'platform' | 'workspace' | 'member' | 'locale'>) => Promise<Language>

export type InvocationHandler = (invocation: Invocation, responder: Responder) => Promise<void>

/** What a post tells a platform about sending it: `again` when an earlier try may have arrived. */
export interface SendOptions {
  /** Names the post for ever: sending twice with one key shows one message. */
  key: string
  /** An earlier try may have arrived: look before posting. */
  again: boolean
  signal?: AbortSignal | undefined
}

/** A chat system. */
export interface Platform {
  readonly name: string
  /**
   * Begins to listen. A chat that cannot be reached at the moment is tried again in the background; `disconnectedSince` tells. Throws
   * MoodreelError when it refuses the bot for good, and calls `onBroken` with such an error when it does so later: then nothing is
   * heard until somebody does what the error says and starts the program again.
   */
  start(handler: InvocationHandler, onBroken?: (error: MoodreelError) => void): Promise<void>
  stop(): Promise<void>
  /**
   * Since when it hears nobody, in milliseconds since the epoch, 0 when it never did; null while it hears everybody, or another process
   * does so in its place. Absent where nothing can come between.
   */
  disconnectedSince?(): number | null
  /** Posts the batch's first message and opens the thread for its clips. */
  openThread(origin: Json, root: Post, options: SendOptions): Promise<{ thread: ThreadRef; root: PostRef }>
  post(thread: ThreadRef, post: Post, options: SendOptions): Promise<PostRef>
  /** Writes to the one who asked, where no thread could be opened to tell them in. */
  tell?(origin: Json, post: Post, options: SendOptions): Promise<PostRef>
  /** Takes the words out of the name of a thread that was opened on its first message; one of others', or that is gone, stays. */
  renameThread?(thread: ThreadRef, root: PostRef, name: string): Promise<void>
  edit(ref: PostRef, post: Post): Promise<void>
  /**
   * Changes a message of a thread together with its files, which are known by their names: those that stand there stay, new ones are
   * added, those that the post no longer has go. Doing it again changes nothing. Resolves with the message's address as it is then. Throws
   * as `post` does; `not_found` when the message is gone. Absent where a message holds one clip only: there each is a post of its own.
   */
  revise?(thread: ThreadRef, ref: PostRef, post: Post, options: Pick<SendOptions, 'key' | 'signal'>): Promise<PostRef>
  /**
   * How the stills of a batch stand in its first message, which is changed as they come and is all that is said of them: on one `sheet`, which
   * costs an upload and so comes late, or each as one of its `tiles`. Absent where each is a post of its own.
   */
  readonly stills?: 'sheet' | 'tiles' | undefined
  /**
   * The origin of what was said there as if it had been said in a thread; null where that thread does not belong to the same channel. Absent
   * where what is made from a clip has no thread to go to.
   */
  originIn?(origin: Json, thread: ThreadRef): Json | null
  /** Removing what is gone already is no fault. */
  remove(ref: PostRef): Promise<void>
  /** The largest file that the thread takes, in bytes. */
  fileLimitBytes(thread: ThreadRef): Promise<number>
  /** All its threads are shown as one list, so that their clips are numbered together. */
  readonly isOneList?: boolean | undefined
  /** An address that opens a thread; null where none was opened. Absent where there is no such address. */
  threadAddress?(thread: ThreadRef): string | null
  /** An address that opens a message of a workspace; null where it cannot be told. Absent where messages have none. */
  messageAddress?(workspace: string, ref: PostRef): Promise<string | null>
  /** The message that an address leads to; null for the address of anything else. Absent where messages have none. */
  messageAt?(url: string): PostRef | null
  /** The channel for what concerns everybody, where a platform has one and no other was set. */
  readonly homeChannel?: string | undefined
  /**
   * Posts to a channel of a workspace's own that somebody named, by its id or its name: there and nowhere else, and without another try.
   * Throws MoodreelError `not_allowed` with what to do where it cannot be posted to. Absent where `post` does the same.
   */
  tryChannel?(workspace: string, channel: string, post: Post, options: SendOptions): Promise<PostRef>
  /** The roles that members of a workspace can have, by id and name, where a platform has such. */
  roles?(workspace: string): Promise<readonly { id: string; name: string }[]>
  /** How seldom a message may be edited, in milliseconds; for the first time it may be after a third of that. */
  readonly editIntervalMs: number
  /** Opens a file that a member gave, when a plain guarded GET of its `url` would not do. */
  openAttachment?(attachment: Attachment, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}
