/**
 * What may stand in a slot: any text, which stays as it is; `id`, one word that stays; `number`; `list`, such as `4, 6 or
 * 8`; `names`, a list of which the parts that are known are translated; `choices`, such as `on, off`; `words`, only words
 * that are translated themselves; `any`, translated where it is known; `given`, what somebody typed, which stays, or our
 * word where there was nothing to repeat.
 */
export type SlotKind = 'text' | 'id' | 'number' | 'list' | 'names' | 'choices' | 'words' | 'any' | 'given'

const slotPattern = /\{(\d+)(?::(id|number|list|names|choices|words|any|given))?\}/g
const inside: Record<SlotKind, string> = {
  text: '([\\s\\S]+?)',
  id: '(\\S+)',
  number: '([+-]?\\d+(?:\\.\\d+)?)',
  list: '([\\s\\S]+?)',
  names: '([\\s\\S]+?)',
  choices: '([^·]+, [^·]+)',
  words: '([\\s\\S]+?)',
  any: '([\\s\\S]+?)',
  given: '([\\s\\S]+?)',
}

/** A sentence with slots and its translation. */
export interface Template {
  /** What every text of this shape begins with; empty where a slot comes first. */
  start: string
  pattern: RegExp
  slots: { name: string; kind: SlotKind }[]
  target: string
}

export const hasSlots = (source: string): boolean => source.includes('{') || source.includes('[')

/** Letters in brackets may be missing: `{0:number} credit[s]`. */
const literal = (text: string): string =>
  text
    .split(/\[(.*?)\]/)
    .map((part, index) => (index % 2 === 1 ? `(?:${RegExp.escape(part)})?` : RegExp.escape(part)))
    .join('')

export const readTemplate = (source: string, target: string): Template => {
  const slots: Template['slots'] = []
  let pattern = ''
  let at = 0
  for (const found of source.matchAll(slotPattern)) {
    const kind = (found[2] ?? 'text') as SlotKind
    slots.push({ name: found[1] ?? '', kind })
    pattern += literal(source.slice(at, found.index)) + inside[kind]
    at = found.index + found[0].length
  }
  pattern += literal(source.slice(at))
  return { start: /^[^{[]*/.exec(source)?.[0] ?? '', pattern: new RegExp(`^${pattern}$`), slots, target }
}
