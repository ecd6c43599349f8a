import { z } from 'zod'

/** The first letters of every id that is ours. The number changes when an old id can no longer be understood. */
const prefix = 'm1'

const schema = z.tuple([
  z.literal(prefix),
  /** What to do: run the command, open it as a form, take the answer of a form, run what was chosen in the menu, or open a form again. */
  z.enum(['run', 'open', 'form', 'menu', 'again']),
  z.string().regex(/^[a-z0-9][\w-]{0,31}$/),
  /** The generation it is about, or the name under which a form was kept; empty when it is about none. */
  z.string().max(32),
  z.string().max(24),
])

/** What a button or a form says when it is used, at any later time. The same ids as on Discord. */
export interface ActionId {
  what: 'run' | 'open' | 'form' | 'menu' | 'again'
  command: string
  argument: string
}

export const writeActionId = ({ what, command, argument }: ActionId): string => [prefix, what, command, argument, ''].join(':')

/** Null for an id that is not ours. */
export const readActionId = (text: string): ActionId | null => {
  const read = schema.safeParse(text.split(':'))
  if (!read.success) return null
  const [, what, command, argument] = read.data
  return { what, command, argument }
}
