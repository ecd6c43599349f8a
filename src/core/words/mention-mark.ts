/** Private-use letters, which nobody types and no chat reads. */
const opening = '\uE004'
const closing = '\uE005'
const between = '\uE006'
const marks = new RegExp(`${opening}([mcr])([\\w.-]{1,64})${between}([^${opening}-${between}]*)${closing}`, 'g')
const letters = new RegExp(`[${opening}-${between}]`, 'g')

/** Somebody, a channel or a role within a text of ours. The name is empty where nobody knows it. */
export interface Mention {
  kind: 'member' | 'channel' | 'role'
  /** The platform's own. */
  id: string
  name: string
}

const kinds = { m: 'member', c: 'channel', r: 'role' } as const
const isKind = (letter: string): letter is keyof typeof kinds => letter in kinds

/** What a mention is called where it cannot be one. */
export const nameOf = ({ id, name }: Omit<Mention, 'kind'>): string => name || id

/** The text without the letters of mentions: what is not ours can make none. */
export const withoutMentions = (text: string): string => text.replace(letters, '')

/** A mention as it stands in a text that a platform is still to write; its name alone where it has no id that a platform would have. */
export const mentionMark = ({ kind, ...given }: Mention): string => {
  const [id, name] = [withoutMentions(given.id), withoutMentions(given.name).replace(/\s+/g, ' ').trim()]
  return /^[\w.-]{1,64}$/.test(id) ? `${opening}${kind.charAt(0)}${id}${between}${name}${closing}` : nameOf({ id, name })
}

/** The text with its mentions written by `write`. */
export const writeMentions = (text: string, write: (mention: Mention) => string): string =>
  text.replace(marks, (mark, letter: string, id: string, name: string) =>
    isKind(letter) ? write({ kind: kinds[letter], id, name }) : mark,
  )

/** Whether a text has mentions. */
export const hasMentions = (text: string): boolean => text.includes(opening)
