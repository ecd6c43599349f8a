import { inWords } from '../../core/words/in-words.ts'
import type { Text } from '../../core/words/sentence.ts'
import { trialPrompt } from './cheapest-request.ts'

const longest = 300

/** Words of a vendor as they may stand in a report: one line, no address but its host (the rest may be signed), and not the prompt. */
export const tidyWords = (words: Text): string => {
  const plain = inWords(words, 'en')
    .replaceAll(trialPrompt, '(the prompt)')
    .replace(/\b(https?:\/\/[^\s/"'<>?#]+)[^\s"'<>]*/gi, '$1/…')
    .replace(/data:[\w.+/-]+[;,][^\s"'<>]*/gi, 'data:…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain
}
