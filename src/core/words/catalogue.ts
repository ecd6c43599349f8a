import type { english } from './english/english.ts'

type Lines<Section> = { readonly [Name in keyof Section]: Section[Name] extends (given: infer G) => string ? (given: G) => string : string }

/**
 * Every sentence of the bot in one language, by section. English is where a line is added first; its type is that of all languages, so
 * a line that a language lacks does not compile.
 */
export type Catalogue = { readonly [Section in keyof typeof english]: Lines<(typeof english)[Section]> }
