import type { GenerationRequest } from '../request.ts'

/** A prompt with the words that somebody says in it, for models that speak what stands in quotes there. */
export const speechInPrompt = ({ prompt, speech, voice }: Pick<GenerationRequest, 'prompt' | 'speech' | 'voice'>): string => {
  if (speech === undefined) return prompt
  const line = `${voice ?? 'A voice'} says: "${speech.replaceAll('"', '”')}"`
  return prompt.trim() === '' ? line : `${prompt.trimEnd()}\n${line}`
}
