import type { AnswerFiles } from './answer-files.ts'
import type { Fixes } from './fixes.ts'
import type { Batch, Generation } from './generation.ts'
import type { MediaInfo } from './media.ts'
import type { Membership } from './members.ts'
import type { Model } from './model.ts'
import type { Moderators } from './moderators.ts'
import type { Invocation } from './platform.ts'
import type { Post } from './post.ts'
import type { Recipe } from './recipe.ts'
import type { Attachment, RequestDraft, ResolvedRequest } from './request.ts'
import type { Templates } from './template.ts'
import type { Text } from './words/sentence.ts'

/** What came of asking for a clip to be canceled: `tooLate` when its provider cannot be stopped any more. */
export type Cancellation = 'canceling' | 'alreadyOver' | 'tooLate'

/** What came of asking for a clip to be deleted: `deletedPartly` when the platform did not let a post or a name go. */
export type Removal = 'deleted' | 'deletedWithInputs' | 'deletedPartly' | 'notFinished'

/** What a draft would become, and what it would cost at most. */
export interface Quote {
  model: Model
  /** One for each take. */
  requests: ResolvedRequest[]
  credits: number
  /** What the like cost lately, and how many of them there were; null where too few were made. */
  lately: { credits: number; clips: number } | null
  /** The models that could make it. */
  models: Model[]
}

/** What a command may ask of the house. Every method throws MoodreelError with a sentence for the person. */
export interface Studio {
  /** The catalogue, in its order. */
  models(): readonly Model[]
  /** How models differ from what the catalogue says of them, in words for a moderator, by the model's name. */
  drift(): ReadonlyMap<string, readonly Text[]>
  /**
   * Checks the draft against its model, holds the credits, writes the generations and starts them. The same
   * invocation submitted twice is one batch. The thread is opened and everything from here on is durable. `notes`
   * are said on the posts before the warnings.
   */
  submit(invocation: Invocation, draft: RequestDraft, options?: { parentId?: string; notes?: Text[] }): Promise<Batch>
  /** Fits the draft as `submit` would, and throws what it would throw for its shape; nothing is counted, held or written down. */
  quote(invocation: Invocation, draft: RequestDraft): Promise<Quote>
  find(generationId: string): Promise<{ generation: Generation; batch: Batch }>
  /** The takes of the batch of a clip, this one too, in their order. */
  takesOf(generationId: string): Promise<Generation[]>
  /** The number of the clip that this one was made from; null where that one has none in the same list. */
  parentNumber(generation: Generation, batch: Batch): Promise<string | null>
  /** The id of the clip that a person names by its number in the thread, its id, `last`, or the address of its message. */
  clipId(invocation: Invocation, name: string): Promise<string>
  /** Stops a clip, or all that are left of a batch by its id. Only the owner or a moderator may. */
  cancel(invocation: Invocation, id: string): Promise<Cancellation>
  /** The buttons of the message that a clip shares with others are for this one from now on. For everybody of its workspace. */
  choose(invocation: Invocation, generationId: string): Promise<void>
  /** Likes a clip, or no longer; how many do now, and whether who asks is one of them. */
  vote(invocation: Invocation, generationId: string): Promise<{ votes: number; given: boolean }>
  /**
   * Keeps a clip, or no longer, and the buttons of the message that it shares with others are for it from now on; once it is not kept any more,
   * for the one of them that was starred last. `stars`: how many keep it now. `chosen`: which one the buttons are for; null for the first.
   */
  star(invocation: Invocation, generationId: string): Promise<{ given: boolean; stars: number; chosen: string | null }>
  /** A clip by itself, for the one who asks alone: large, with what it is and what can be done with it. */
  view(invocation: Invocation, generationId: string): Promise<Post>
  /** The file of a clip as it was made, with its recipe inside; the way to it where it is too large to be sent. */
  original(invocation: Invocation, generationId: string): Promise<Post>
  /**
   * Takes a finished clip away: its files and its posts. Only the owner or a moderator may. Doing it again is no
   * error and ends what an earlier try left undone. With `keepMs` it can be brought back for so long.
   */
  remove(invocation: Invocation, generationId: string, options?: { keepMs?: number }): Promise<Removal>
  /**
   * Brings a clip back that was taken away with `keepMs`, or by a moderator within a day. Only who may take it away may; what a moderator
   * took away only a moderator.
   */
  restore(invocation: Invocation, generationId: string): Promise<void>
  /** The last frame of a finished clip, as a file to start from. For members of the workspace that has the clip. */
  lastFrame(invocation: Invocation, generationId: string): Promise<Attachment>
  /** The recipe inside a file that a person gave; null when it carries none. */
  readRecipe(invocation: Invocation, attachment: Attachment): Promise<{ recipe: Recipe | null; info: MediaInfo }>
  fixes: Fixes
  membership: Membership
  moderators: Moderators
  files: AnswerFiles
  templates: Templates
}
