/**
 * A typed line as the command's name and the rest: `/i2v slow push-in` is `i2v` and `slow push-in`. Null when it
 * does not begin with a slash and a name.
 */
export const splitCommand = (line: string): { name: string; rest: string } | null => {
  const found = /^\s*\/([-\p{L}\p{N}_]+)(?:\s+|$)/u.exec(line)
  return found?.[1] ? { name: found[1].toLowerCase(), rest: line.slice(found[0].length) } : null
}
