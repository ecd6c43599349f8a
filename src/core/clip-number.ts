/** A clip's number in its thread: `3`, and `3b` for the second that was made from it. */
export interface ClipNumber {
  number: number
  /** 0 for a clip of its own, 1 for `a`, 27 for `aa`. */
  letter: number
}

const lettersOf = (letter: number): string =>
  letter === 0 ? '' : `${lettersOf(Math.floor((letter - 1) / 26))}${String.fromCharCode(97 + ((letter - 1) % 26))}`

/** As people write it: `3b`. */
export const writeClipNumber = ({ number, letter }: ClipNumber): string => `${number}${lettersOf(letter)}`

const pattern = /^#?([1-9]\d{0,5})([a-z]{0,2})$/

/** What somebody wrote for a number, with or without `#`; null for anything else. */
export const readClipNumber = (text: string): ClipNumber | null => {
  const [, number, letters = ''] = pattern.exec(text.toLowerCase()) ?? []
  if (number === undefined) return null
  return { number: Number(number), letter: [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 96, 0) }
}
