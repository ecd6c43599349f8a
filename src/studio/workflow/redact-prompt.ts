import type { GenerationRequest } from '../../core/request.ts'

/** Shorter words stand in any text. */
const shortestWords = 4

/** A vendor's own words as the log may have them: many repeat the prompt, which is nobody else's business. */
export const redactPrompt = (text: string | undefined, { prompt, negativePrompt = '' }: GenerationRequest): string | undefined =>
  [prompt, negativePrompt]
    .flatMap((words) => [words, JSON.stringify(words).slice(1, -1)])
    .filter((words) => words.length >= shortestWords)
    .reduce((told, words) => told?.replaceAll(words, '[prompt]'), text)
