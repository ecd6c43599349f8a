/** Private-use letters, which nobody types and no chat reads. */
const opening = '\uE000'
const closing = '\uE001'
const marks = new RegExp(`${opening}(\\d{1,16})${closing}`, 'g')

/** A time within a text of ours, in milliseconds since the epoch: each platform writes it as its reader's clock does. */
export const timestamp = (time: number): string => `${opening}${Math.round(time)}${closing}`

/** The text with its times written by `write`. */
export const writeTimestamps = (text: string, write: (time: number) => string): string =>
  text.replace(marks, (_, time: string) => write(Number(time)))

/** Whether a text has times. */
export const hasTimestamps = (text: string): boolean => text.includes(opening)

/** For where nobody knows the reader's clock. */
export const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
