import type { Invocation } from '../platform.ts'

/**
 * The options whose field a person emptied in a form. `readOptions` counts an empty value as not given, which is not
 * the same where something stood before.
 */
export const emptiedOptions = ({ input }: Pick<Invocation, 'input'>): ReadonlySet<string> =>
  new Set(
    input.kind === 'text'
      ? []
      : Object.entries(input.values).flatMap(([name, value]) => (typeof value === 'string' && value.trim() === '' ? [name] : [])),
  )
