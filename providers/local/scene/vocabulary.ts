import { english } from './english.ts'
import { korean } from './korean.ts'
import type { CameraMove, Language, Mood, Tag, Word } from './language.ts'

const languages: Language[] = [english, korean]

type Lines<Name extends string> = [name: Name, words: Set<string>][]
const linesOf = <Name extends string>(table: Partial<Record<Name, string>>): Lines<Name> =>
  (Object.entries(table) as [Name, string][]).map(([name, line]) => [name, new Set(line.split(/\s+/))])

const createReader = (language: Language) => {
  const [parts, hints, moods] = [linesOf(language.parts), linesOf(language.hints), linesOf(language.moods)]
  const [things, others] = [new Set(language.things.split(/\s+/)), new Set(language.others.split(/\s+/))]
  const colours = new Map(language.colours.split(/\s+/).map((pair) => pair.split('=') as [string, string]))
  return (typed: string): Word => {
    const word = typed.toLowerCase()
    const forms = language.stems(word)
    const named = <Name extends string>(lines: Lines<Name>, among = forms): Name[] =>
      lines.filter(([, words]) => among.some((form) => words.has(form))).map(([name]) => name)
    const found = { typed, tags: [] as Tag[], mood: named(moods)[0], tint: forms.map((form) => colours.get(form)).find(Boolean) }
    const exact = named(parts, [word])
    if (exact.length === 0 && others.has(word)) return { ...found, kind: 'other' }
    const [is, near] = [exact.length > 0 ? exact : named(parts), named(hints)]
    if (is.length > 0) return { ...found, kind: 'part', tags: is }
    const thing = forms.find((form) => things.has(form) || hints.some(([, words]) => words.has(form)))
    if (thing !== undefined) return { ...found, typed: language.nounsGrow ? thing : typed, kind: 'thing', tags: near }
    return { ...found, kind: found.tint || found.mood || forms.some((form) => others.has(form)) ? 'other' : 'unknown' }
  }
}

/** What a prompt's known words stand for; tints as `#rrggbb`, all in the order of the words. */
export interface Found {
  words: Word[]
  tags: Set<Tag>
  tints: string[]
  mood: Mood | undefined
  /** Things that the prompt names and no table draws, as they were typed. */
  undrawn: string[]
}

/** A word of two scripts is two: `forest에서`. What has a digit in it, such as `4k`, is a word that nobody reads. */
const wordPattern =
  /\p{Number}*(?:\p{Script=Hangul}+|(?:[[\p{Letter}\p{Mark}\p{Number}]--\p{Script=Hangul}]|(?<=\p{Letter})['’](?=\p{Letter}))+)/gv

const settings: Tag[] = ['sea', 'beach', 'lake', 'mountains', 'hills', 'forest', 'city', 'desert', 'meadow', 'space', 'planet', 'sky']

export const lookUp = (prompt: string): Found => {
  const prepared = languages.reduce((text, { prepare }) => prepare(text), prompt.normalize('NFC'))
  const readers = languages.map((language) => ({ ...language, read: createReader(language) }))
  const clauses = prepared.split(/[^\p{Letter}\p{Mark}\p{Number}\s'’-]+|\s-+\s/u).map((clause) =>
    (clause.match(wordPattern) ?? []).flatMap((typed) => {
      const language = readers.find(({ script }) => script.test(typed))
      return language && !/\p{Number}/u.test(typed) ? { language, word: language.read(typed) } : []
    }),
  )
  const all = clauses.flat()
  const words = all.map(({ word }) => word)
  const undrawn = readers.flatMap((language) => {
    const own = (list: typeof all) => list.filter((one) => one.language === language).map(({ word }) => word)
    const open = language.isRead(own(all))
    return clauses.flatMap((clause) => {
      const nouns = open ? language.nouns(own(clause)) : new Map<Word, string>()
      return own(clause).flatMap((word) => (word.kind === 'thing' ? word.typed : (nouns.get(word) ?? [])))
    })
  })
  const named = new Set(words.flatMap(({ kind, tags }) => (kind === 'part' ? tags : [])))
  // Where the prompt names a place, a thing brings no other.
  const tags = settings.some((tag) => named.has(tag)) ? named : new Set(words.flatMap((word) => word.tags))
  return {
    words,
    tags,
    tints: words.flatMap(({ tint }) => tint ?? []),
    mood: words.find(({ mood }) => mood !== undefined)?.mood,
    undrawn,
  }
}

/** The move of the camera that a text asks for. */
export const readMove = (text: string): CameraMove | undefined => {
  const words = text.normalize('NFC').toLowerCase()
  return (Object.keys(english.moves) as CameraMove[]).find((name) => languages.some(({ moves }) => moves[name].test(words)))
}
