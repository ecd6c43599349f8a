import type { Language } from '../languages.ts'
import { korean } from './korean.ts'
import { hasSlots, readTemplate, type SlotKind, type Template } from './template.ts'

/** Our own sentences are shorter; what is longer is somebody else's text and not worth the search. */
const longest = 1200

interface Dictionary {
  exact: ReadonlyMap<string, string>
  /** In the order of the phrase book: the first that fits counts. */
  templates: readonly Template[]
}

const readDictionary = (phrases: Readonly<Record<string, string>>): Dictionary => {
  const entries = Object.entries(phrases)
  return {
    exact: new Map(entries.filter(([source]) => !hasSlots(source))),
    templates: entries.filter(([source]) => hasSlots(source)).map(([source, target]) => readTemplate(source, target)),
  }
}

/** Read at the first translation: most places need none. */
let dictionary: Dictionary | undefined

/** `4, 6 or 8` in the order that it has. */
const listed = (text: string): string => text.replace(/^([\s\S]*) or /, '$1 또는 ')

/** A list of which some parts are words of ours. */
const named = (text: string, known: Dictionary): string =>
  text
    .split(/(, | or )/)
    .map((part) => (part === ' or ' ? ' 또는 ' : (known.exact.get(part) ?? part)))
    .join('')

/** What `readOptions` says where it cannot repeat what was given. */
const unrepeated: ReadonlySet<string> = new Set(['nothing', 'something else'])

/** The words for a slot; null where they should be ours and are not. */
const wordsFor = (kind: SlotKind, value: string, known: Dictionary): string | null => {
  switch (kind) {
    case 'words':
      return lookUp(value, known)
    case 'any':
      return lookUp(value, known) ?? value
    case 'names':
      return named(value, known)
    case 'list':
      return listed(value)
    case 'given':
      return (unrepeated.has(value) && known.exact.get(value)) || value
    default:
      return value
  }
}

const fill = (template: Template, text: string, known: Dictionary): string | null => {
  const match = text.startsWith(template.start) ? template.pattern.exec(text) : null
  if (!match) return null
  const values = new Map<string, string>()
  for (const [index, { name, kind }] of template.slots.entries()) {
    const words = wordsFor(kind, match[index + 1] ?? '', known)
    if (words === null) return null
    values.set(name, words)
  }
  return template.target.replace(/\{(\d+)\}/g, (slot, name: string) => values.get(name) ?? slot)
}

const lookUp = (text: string, known: Dictionary): string | null => {
  const exact = known.exact.get(text)
  if (exact !== undefined) return exact
  for (const template of known.templates) {
    const filled = fill(template, text, known)
    if (filled !== null) return filled
  }
  return null
}

/** A text of ours in a language. What stands in its slots, such as names, numbers and times, stays; a text that is not known stays English. */
export const translate = (text: string, language: Language): string => {
  if (language === 'en' || text === '' || text.length > longest) return text
  dictionary ??= readDictionary(korean)
  return lookUp(text, dictionary) ?? text
}
