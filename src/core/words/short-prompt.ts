import { say, type Text } from './sentence.ts'

/** The first words of a prompt, on one line of at most so many characters; that there is none where it is empty. */
export const shortPrompt = (prompt: string, length = 80): Text => {
  const line = prompt.replace(/\s+/g, ' ').trim()
  if (line === '') return say('common.noPrompt')
  if (line.length <= length) return line
  return `${line
    .slice(0, length - 1)
    .toWellFormed()
    .trimEnd()}…`
}
