import { z } from 'zod'

/** The first letters of every id that is ours. The number changes when an old id can no longer be understood. */
const prefix = 'm1'

const schema = z.tuple([
  z.literal(prefix),
  /** Run the command, take the answer of its form, run what was chosen in the menu, or open a form again as it was sent. */
  z.enum(['run', 'form', 'menu', 'again']),
  z.string().regex(/^[a-z0-9][\w-]{0,31}$/),
  /** The generation it is about; empty when it is about none. */
  z.string().max(32),
  /** Names what is kept for a form: a file that was chosen before, or what was sent the last time; empty without. */
  z.string().max(24),
])

/** What a button or a form says when it is used, at any later time. */
export interface CustomId {
  what: 'run' | 'form' | 'menu' | 'again'
  command: string
  argument: string
  files?: string | undefined
}

/** The id as Discord keeps it, 100 characters at most. */
export const writeCustomId = ({ what, command, argument, files = '' }: CustomId): string =>
  [prefix, what, command, argument, files].join(':')

/** Null for an id that is not ours. */
export const readCustomId = (text: string): CustomId | null => {
  const read = schema.safeParse(text.split(':'))
  if (!read.success) return null
  const [, what, command, argument, files] = read.data
  return { what, command, argument, files: files || undefined }
}

/** What a button says, or the choice that was made in a menu; null for what is not ours. */
export const readPressed = (data: { custom_id: string; values?: readonly string[] }): CustomId | null => {
  const id = readCustomId(data.custom_id)
  return id?.what === 'menu' ? readCustomId(data.values?.[0] ?? '') : id
}
