import type { StoredMedia } from './media.ts'
import type { Invocation } from './platform.ts'
import { foldText } from './policy/fold-text.ts'
import type { PostMedia } from './post.ts'
import type { Attachment } from './request.ts'

/** What a word stands for: pictures that a clip should look like, or one whose look it should have. */
export const referenceKinds = ['reference', 'style'] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/** The most pictures under a word: as many as any model takes. A style is one picture. */
export const mostPictures = { reference: 9, style: 1 } as const satisfies Record<ReferenceKind, number>

/** The longest name, in UTF-16 code units as it is kept: buttons and menus carry it, and chats count their ids so. */
export const longestName = 32
/** One letter may be typed as so many code units, of which NFC makes one. */
const longestTyped = 4 * longestName

/** A letter of any script, and what belongs to one. */
const letters = '\\p{L}\\p{M}\\p{N}_-'
const first = '[\\p{L}\\p{N}]'
const wholeName = new RegExp(`^(?=[${letters}]*\\p{L})${first}[${letters}]*$`, 'u')

/** A word that may name a reference within a text: not an address such as `a@b`, nor a mention that a chat wrote. */
export const saidNames = new RegExp(`(?<![\\p{L}\\p{N}_.<@/-])@(${first}[${letters}]{0,${longestTyped - 1}})`, 'gu')

/** How long a word that was deleted can be brought back. */
export const restoreMs = 10 * 60_000

/** What chats call everybody by. */
const everybody: ReadonlySet<string> = new Set(['everyone', 'here', 'channel', 'group'])

/** The name as it is written, without the sign before it. */
export const plainName = (said: string): string => said.normalize('NFC').replace(/^@/, '')

/**
 * Whether a word may be called so; `@` before it is how it is said. A number alone is the number of an attached file. What is looked at is
 * what would be kept: NFC makes several letters of some.
 */
export const isReferenceName = (said: string): boolean => {
  const plain = plainName(said)
  return plain.length <= longestName && wholeName.test(plain)
}

/** Names are told apart by this: case, width and letters that look alike are the same. */
export const foldName = (said: string): string => foldText(plainName(said))

/** Whether a name calls people in a chat. */
export const callsEverybody = (said: string): boolean => everybody.has(foldName(said))

/** A picture that is kept under a word. */
export interface ReferencePicture {
  /** Its own copy, without metadata. */
  media: StoredMedia
  /** The clip that it was taken from; null for a file that somebody gave. */
  generationId: string | null
  /** Who added it. */
  memberId: string
  addedAt: number
}

/** Pictures of a workspace under a word. */
export interface Reference {
  id: string
  name: string
  kind: ReferenceKind
  /** With the moderators the only one who may delete it. */
  ownerId: string
  ownerName: string
  keptAt: number
  /** In their order. */
  pictures: ReferencePicture[]
}

/** How a request names what is still to be looked up: `reference:keeper`. */
const scheme = 'reference:'
export const namedReference = (said: string): Attachment => ({ url: `${scheme}${plainName(said)}`, name: `@${plainName(said)}` })
/** The name in an attachment that `namedReference` made; null for a file. */
export const nameIn = ({ url }: Pick<Attachment, 'url'>): string | null => (url.startsWith(scheme) ? url.slice(scheme.length) : null)

/** The names of a workspace's references: for their completion, before anything was said. */
export type ReferencesOf = (key: { platform: string; workspace: string }) => Promise<readonly string[]>

/** What somebody wants to keep. */
export interface Wanted {
  name: string
  kind: ReferenceKind
  files: readonly Attachment[]
  /** A clip whose picture is kept. */
  generationId?: string | undefined
}

/** The references of the invocation's workspace. Every method throws MoodreelError with a sentence for the person. */
export interface References {
  /** By name. */
  list(invocation: Invocation): Promise<readonly Reference[]>
  find(invocation: Invocation, name: string): Promise<Reference>
  /** Keeps copies of pictures under a word, new or known. `added`: how many of them were not there yet. */
  keep(invocation: Invocation, wanted: Wanted): Promise<{ reference: Reference; added: number; isNew: boolean }>
  /**
   * All pictures of one on a sheet with their numbers, or the picture itself; of several, up to ten, the first picture of each. Empty where
   * it cannot be drawn: what is said of them stands without it.
   */
  board(invocation: Invocation, references: readonly Reference[]): Promise<PostMedia[]>
  /** Only its owner or a moderator may. `id` brings it back for ten minutes. */
  remove(invocation: Invocation, name: string): Promise<{ id: string; name: string }>
  /** Brings back what was deleted a moment ago, by its id: only who deleted it or a moderator may. */
  restore(invocation: Invocation, id: string): Promise<Reference>
}
