/** Private-use letters, which nobody types and no chat reads. */
const opening = '\uE002'
const closing = '\uE003'
const marks = new RegExp(`${opening}([a-z0-9_-]{1,32}(?: [a-z0-9_-]{1,32})?)${closing}`, 'g')

/** A command within a text of ours, `t2v` or `mod block`: each platform writes it as its people can run it. */
export const command = (name: string): string => `${opening}${name}${closing}`

/** The text with its commands written by `write`. */
export const writeCommands = (text: string, write: (name: string) => string): string =>
  text.replace(marks, (_, name: string) => write(name))
