import type { Catalogue } from './catalogue.ts'

/** Names a line of the catalogue: its section and its name, `quota.clipsLeft`. */
export type Key = { [S in keyof Catalogue & string]: `${S}.${keyof Catalogue[S] & string}` }[keyof Catalogue & string]

/**
 * A sentence of ours as data: which line of the catalogue, and what stands in it. It is put into words where the language of its reader
 * is known (`in-words.ts`), so it can be kept in the database and be read later in any language.
 */
export interface Sentence {
  readonly say: Key
  readonly given?: { readonly [name: string]: Filling } | undefined
}

/** What a person reads: a sentence of ours, or somebody's own words, which stay as they are. */
export type Text = Sentence | string

type Filling = Text | number | boolean | null | undefined | readonly (Text | number)[]

type Line<K extends Key> = K extends `${infer S extends keyof Catalogue & string}.${infer N}`
  ? N extends keyof Catalogue[S]
    ? Catalogue[S][N]
    : never
  : never

/** Where a line takes a string, a sentence may stand as well, and is put into words first. */
type Fillable<Value> = Value extends readonly string[] ? readonly Text[] : string extends Value ? Text : Value
type Given<G> = { readonly [Name in keyof G]: Fillable<G[Name]> }
/** What a line can do without may be left out, all of it too. */
type Arguments<K extends Key> =
  Line<K> extends (given: infer G) => string ? (Partial<G> extends G ? [given?: Given<G>] : [given: Given<G>]) : []

/** A sentence by its line of the catalogue: `say('quota.clipsLeft', { clips: 3, credits: 40 })`. */
export const say = <K extends Key>(key: K, ...[given]: Arguments<K>): Sentence =>
  given === undefined ? { say: key } : { say: key, given: given as Sentence['given'] }
