import type { ErrorCode } from './errors.ts'
import type { StoredMedia } from './media.ts'
import type { PostRef, ThreadRef } from './platform.ts'
import type { ProviderErrorClass } from './provider.ts'
import type { Recipe } from './recipe.ts'
import type { InputRole, Mode, ResolvedRequest } from './request.ts'
import type { Language } from './words/languages.ts'
import type { Text } from './words/sentence.ts'

/**
 * The states of a generation, in the order it passes them. `unresolved` is a submit whose outcome is not known;
 * it is left only by reconciling. The last three end it.
 */
export const generationStates = [
  'admitted',
  'ingesting',
  'queued',
  'submitting',
  'unresolved',
  'rendering',
  'collecting',
  'delivering',
  'delivered',
  'failed',
  'canceled',
] as const
export type GenerationState = (typeof generationStates)[number]

export const finalStates = ['delivered', 'failed', 'canceled'] as const satisfies GenerationState[]
export const isFinal = (state: GenerationState): boolean => (finalStates as readonly string[]).includes(state)

/** Why no clip came: a sentence for the person, a code for the log. */
export interface Failure {
  code: ErrorCode
  message: Text
  providerClass?: ProviderErrorClass | undefined
}

/** For how long something was tried in vain, and when last, in milliseconds. Time in which nobody tried, such as that of a bot that was off, is none of it. */
export interface Tried {
  ms: number
  at: number
}

/**
 * What keeps a clip that is paid for from its person. It is kept with the clip, so that a restart does not begin to count again, and
 * forgotten when the clip goes on.
 */
export interface Obstacle {
  /** It waits for room on the bot's disk. */
  noRoom?: boolean | undefined
  /** How often the media child died of its file or took too long. */
  deaths?: number | undefined
  /** The provider's link gives nothing. */
  unfetched?: Tried | undefined
  /** The provider says that it knows nothing of the clip. */
  gone?: Tried | undefined
  /** A stage fails beyond its deadline. */
  overdue?: Tried | undefined
  /** The provider works on it for longer than its model may take. */
  slow?: Tried | undefined
  /** It was cancelled, and the provider does not confirm that. */
  unstopped?: Tried | undefined
  /** Nobody can tell what became of its submit. */
  unlearnt?: Tried | undefined
  /** The moderation service does not answer. */
  unchecked?: Tried | undefined
  /** How often what the provider sent was no film. */
  badFiles?: number | undefined
  /** How often the provider was asked for another link. */
  linksAsked?: number | undefined
}

/** A finished clip: the file that was delivered and what is known about its making. */
export interface Clip {
  video: StoredMedia
  poster: StoredMedia
  recipe: Recipe
  /** The moderation service flagged it, for something that the policy shows all the same: covered until somebody opens it. */
  flagged?: true | undefined
}

/** Why a clip is not a file of its post: it is larger than the place takes, or the platform does not show it. */
export type FileRefusal = 'too_large' | 'file_refused'

/** How a clip stands in its thread: as a file, which may be a smaller copy, or where none goes as a still or in words alone. */
export type Shape = { as: 'file'; file: StoredMedia } | { as: 'still' | 'words'; why: FileRefusal }

/** A clip that was posted. `inRound`: in one message with the other takes of its batch. */
export interface Posted {
  shape: Shape
  inRound: boolean
  /** It was taken away, and still stands there because the platform did not let it go. */
  isLeft?: boolean | undefined
}

/** The take that somebody chose among those of one message. */
export interface Chosen {
  id: string
  by: string
  byName: string
}

/** One attempt to make one clip. Times are milliseconds since the epoch, credits are whole. */
export interface Generation {
  id: string
  batchId: string
  /** Which of the batch's takes, from 0. */
  take: number
  /** What it is called in its thread, such as `3` or `3b`; null until that is opened. */
  number: string | null
  parentId: string | null
  mode: Mode
  model: string
  provider: string
  request: ResolvedRequest
  warnings: Text[]
  /** `note`: a sentence for what was done to a file so that the model takes it. */
  inputs: { role: InputRole; media: StoredMedia; note?: Text | undefined }[]
  state: GenerationState
  /** Since when it is in this state. */
  stateAt: number
  /** 0 to 1, when the provider tells. */
  progress: number | null
  heldCredits: number
  costCredits: number | null
  clip: Clip | null
  failure: Failure | null
  obstacle: Obstacle | null
  cancelRequestedAt: number | null
  removedAt: number | null
  /** When its files were given up, long after it was made; null while they are kept. */
  filesGoneAt: number | null
  createdAt: number
  /** When its slot was given. */
  slotAt: number | null
  finishedAt: number | null
}

/** The generations that one command asked for, and where they live. */
export interface Batch {
  id: string
  platform: string
  workspace: string
  memberId: string
  memberName: string
  command: string
  /** In which its posts are written. */
  language: Language
  thread: ThreadRef | null
  root: PostRef | null
  /** Of several clips in one message, which the buttons are for; null until somebody chose. */
  chosen: Chosen | null
  createdAt: number
}
