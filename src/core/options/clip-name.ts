import { type ClipNumber, readClipNumber } from '../clip-number.ts'
import { idPattern } from '../id.ts'

/** What a person wrote to mean a clip. */
export type ClipName =
  | { kind: 'id'; id: string }
  | { kind: 'number'; number: ClipNumber }
  | { kind: 'last' }
  /** The address of a message. */
  | { kind: 'link'; url: string }

/** A number, an id, `last`, or an address, in any case of letters; of nothing else the first word of a line is one. */
export const clipNamePattern = /^(?:#?[1-9]\d{0,5}[a-z]{0,2}|[0-9a-hjkmnp-tv-z]{12}|last|<?https?:\/\/\S{1,300})$/i

/** Reads the name of a clip; null for what is none. */
export const readClipName = (text: string): ClipName | null => {
  const name = text.toLowerCase()
  if (idPattern.test(name)) return { kind: 'id', id: name }
  if (name === 'last') return { kind: 'last' }
  const number = readClipNumber(name)
  if (number) return { kind: 'number', number }
  const [, url] = /^<?(https?:\/\/[^\s>|]+)(?:\|[^>]*)?>?$/i.exec(text) ?? []
  return url === undefined ? null : { kind: 'link', url }
}
