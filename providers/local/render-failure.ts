import { inWords } from '../../src/core/words/in-words.ts'
import type { Sentence } from '../../src/core/words/sentence.ts'

/** Why a clip cannot be drawn, said to the person who gave what it was to be drawn from. */
export class RenderFailure extends Error {
  readonly sentence: Sentence

  constructor(sentence: Sentence, options?: ErrorOptions) {
    super(inWords(sentence, 'en'), options)
    this.name = 'RenderFailure'
    this.sentence = sentence
  }
}
