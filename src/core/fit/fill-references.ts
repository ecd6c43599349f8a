import { MoodreelError } from '../errors.ts'
import { foldName, longestName, mostPictures, nameIn, type Reference, saidNames } from '../reference.ts'
import type { Attachment, RequestDraft } from '../request.ts'
import { nearest } from '../text/nearest.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'

/** What follows a noun without a blank: Korean particles, the scripts that have no blanks, a dash at the end of the word. */
const attached =
  /^(?:(?:이|가|은|는|을|를|의|에|와|과|도|만|로|으로|랑|이랑|야|께|한테|처럼|부터|까지|보다)(?![\p{L}\p{N}])|(?:에게|에서|한테|께서|처럼)\p{L}*$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}].*$|[-_]+$)/u

/** The name in a word: the word itself, or the longest beginning of it that is a name with something attached to it. */
const nameOfWord = (word: string, names: ReadonlyMap<string, string>): string | undefined => {
  const letters = [...word.normalize('NFC')]
  for (let end = Math.min(letters.length, longestName); end > 0; end -= 1) {
    const found = names.get(foldName(letters.slice(0, end).join('')))
    const rest = letters.slice(end).join('')
    const isHangul = /^\p{Script=Hangul}/u.test(rest) && !/\p{Script=Hangul}$/u.test(letters.slice(0, end).join(''))
    if (found !== undefined && (rest === '' || isHangul || attached.test(rest))) return found
  }
  return undefined
}

/** A text as it goes to a model, without the sign before each name; the names in their order, and the words after a sign that are none. */
const readNames = (text: string, names: ReadonlyMap<string, string>): { text: string; said: string[]; others: string[] } => {
  const said: string[] = []
  const others: string[] = []
  const plain = text.replace(saidNames, (whole, word: string) => {
    const found = nameOfWord(word, names)
    if (found === undefined) others.push(word)
    else said.push(found)
    return found === undefined ? whole : word
  })
  return { text: plain, said, others }
}

/** The words in which a reference can be named. */
type Words = Pick<RequestDraft, 'prompt' | 'shots'>

/** Whether words may name any, so that nobody has to look for what is kept where none does. */
export const mayName = ({ prompt, shots = [], ...files }: Words & Pick<RequestDraft, 'referenceImages' | 'style'>): boolean =>
  [prompt, ...shots.map((shot) => shot.prompt)].some((text) => text.includes('@')) ||
  [...(files.referenceImages ?? []), ...(files.style ? [files.style] : [])].some((file) => nameIn(file) !== null)

/** Words without the signs, the names in them, and a note on each word that is nearly a name. */
export const readWords = <Said extends Words>(draft: Said, known: readonly string[]): { words: Said; said: string[]; notes: Text[] } => {
  const names = new Map(known.map((name) => [foldName(name), name]))
  const prompt = readNames(draft.prompt, names)
  const shots = draft.shots?.map((shot) => ({ shot, ...readNames(shot.prompt, names) }))
  const others = [prompt, ...(shots ?? [])].flatMap((text) => text.others)
  return {
    words: { ...draft, prompt: prompt.text, ...(shots && { shots: shots.map(({ shot, text }) => ({ ...shot, prompt: text })) }) },
    said: [...new Set([prompt, ...(shots ?? [])].flatMap((text) => text.said))],
    notes: [...new Set(others)].flatMap((name) => {
      const meant = nearest(name, known)
      return meant === undefined ? [] : [say('reference.meant', { name, meant })]
    }),
  }
}

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** The one that a flag names. Throws MoodreelError `not_found` with the nearest. */
export const referenceCalled = <Named extends { name: string }>(name: string, known: readonly Named[]): Named => {
  const found = known.find((one) => foldName(one.name) === foldName(name))
  if (found) return found
  const meant = nearest(
    name,
    known.map((one) => one.name),
  )
  throw new MoodreelError('not_found', meant === undefined ? say('reference.noSuch', { name }) : say('reference.meant', { name, meant }))
}

/** Its pictures as a request names them. */
const filesOf = ({ name, pictures }: Reference): Attachment[] =>
  pictures.map(({ media }, at) => ({
    url: `media:${media.key}`,
    name: pictures.length > 1 ? `@${name} ${at + 1}` : `@${name}`,
    mediaType: media.mediaType,
    sizeBytes: media.sizeBytes,
    reference: name,
  }))

/** The one style of a request. Throws MoodreelError `invalid_option` where several are asked for. */
const styleOf = (draft: RequestDraft, styles: readonly Reference[], all: readonly Reference[]): Attachment | undefined => {
  const named = draft.style && nameIn(draft.style)
  const wanted = [...(typeof named === 'string' ? [referenceCalled(named, all)] : []), ...styles]
  const [first, ...others] = [...new Map(wanted.map((style) => [style.id, style])).values()]
  if (!first) return draft.style
  if (others.length > 0) throw invalid(say('reference.twoStyles', { names: [first, ...others].map(({ name }) => `@${name}`) }))
  // That of the clip before gives way.
  const isFile = draft.style !== undefined && typeof named !== 'string' && draft.style.reference === undefined
  if (isFile) throw invalid(say('reference.styleAndFile', { name: first.name }))
  return filesOf(first)[0]
}

/**
 * A draft with the pictures of the references that its flags name and of those that were `said` in its words. `all` are those of the
 * workspace that have pictures. Throws MoodreelError `not_found` for a name that is none, `invalid_option` for too much.
 */
export const fillReferences = (draft: RequestDraft, said: readonly string[], all: readonly Reference[]): RequestDraft => {
  const given = draft.referenceImages ?? []
  const flagged = given.flatMap((file) => nameIn(file) ?? [])
  const wanted = [...new Map([...flagged, ...said].map((name) => referenceCalled(name, all)).map((one) => [one.id, one])).values()]
  const names = new Set(wanted.map(({ name }) => name))
  // What a clip before had of the same word is there anew.
  const files = given.filter((file) => nameIn(file) === null && !(file.reference !== undefined && names.has(file.reference)))
  const images = [...files, ...wanted.filter(({ kind }) => kind === 'reference').flatMap(filesOf)]
  const most = mostPictures.reference
  if (images.length > most) throw invalid(say('reference.tooMany', { most, given: images.length }))
  const style = styleOf(
    draft,
    wanted.filter(({ kind }) => kind === 'style'),
    all,
  )
  return { ...draft, referenceImages: images.length > 0 ? images : undefined, style }
}

/** The words under which files of a request are kept, each once. */
export const referencesIn = ({ referenceImages = [], style }: Pick<RequestDraft, 'referenceImages' | 'style'>): string[] => [
  ...new Set([...referenceImages, ...(style ? [style] : [])].flatMap(({ reference }) => reference ?? [])),
]
