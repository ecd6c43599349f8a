import { modeFacts } from '../../src/core/mode-facts.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { chooseMove } from './camera.ts'
import type { Job } from './job.ts'
import { isOfLook, readLook } from './look/look.ts'
import { createRandom } from './random.ts'
import { drawnOf, weatherTags } from './scene/drawn.ts'
import { isManner, type Word } from './scene/language.ts'
import { readScene } from './scene/reading.ts'
import { type Found, lookUp } from './scene/vocabulary.ts'
import { shotsOf } from './shots.ts'

/** No more of a prompt's own words are named, and none that is longer. */
const mostWords = 3
const longestWord = 24

/** The words that a post has room for: each once, and none that is long. */
const fewOf = (words: readonly string[]): string[] =>
  words
    .filter(({ length }) => length <= longestWord)
    .filter((word, at, all) => all.findIndex((one) => one.toLowerCase() === word.toLowerCase()) === at)
    .slice(0, mostWords)

/** The things and parts of a scene that a prompt names and a picture or a film is not given, where `isThere` does not know them. */
const missingFrom = ({ words, undrawn }: Found, isThere: (word: Word) => boolean): string[] => {
  const isPart = ({ kind, tags }: Word) => kind === 'part' && !tags.every(isManner)
  return words.filter((word) => (isPart(word) || undrawn.includes(word.typed)) && !isThere(word)).map(({ typed }) => typed)
}

/** What a job's clip shows of its prompt. It follows from the job alone, as the clip does, so whoever asks for the clip can tell. */
export const noteOf = ({ request, inputs }: Job): Sentence => {
  const { mode, prompt, seed, camera } = request
  if (modeFacts[mode].upscales) return say('clip.resampled')
  const random = createRandom(`${prompt}/${seed}`)
  const found = lookUp(prompt)
  const isFilled = inputs.some(({ role }) => role === 'mask')
  if (mode === 'v2v' || (mode === 'i2i' && !isFilled)) {
    const reading = readLook(prompt, random.fork('reading'))
    const { style, grade, tint } = reading
    const looks = [
      style && say(`scene.${style}`),
      grade && say(grade === 'neon' ? 'scene.neonLook' : `scene.${grade}`),
      tint && say('scene.tint'),
    ]
    const not = missingFrom(found, ({ typed }) => isOfLook(reading, typed))
    return say('clip.redrew', { looks: looks.filter((look) => look !== null), not: fewOf(not) })
  }
  if (mode === 'i2v') {
    const move = chooseMove(camera, prompt, random.fork('camera'))
    const added = weatherTags.filter((tag) => found.tags.has(tag)).map((tag) => say(`scene.${tag}`))
    const not = missingFrom(found, ({ tags }) => tags.some((tag) => weatherTags.some((weather) => weather === tag)))
    return say('clip.moved', { move: say(`scene.${move}`), added, not: fewOf(not) })
  }
  const shown = shotsOf(request).map((shot) => drawnIn(shot.prompt, seed))
  const drew = new Set(shown.flatMap(({ drew }) => drew))
  return say('clip.drew', { drew: [...drew].map((tag) => say(`scene.${tag}`)), not: fewOf(shown.flatMap(({ not }) => not)) })
}

/** What the scene of a shot shows of its words, and what it does not. */
const drawnIn = (prompt: string, seed: number): ReturnType<typeof drawnOf> => {
  const found = lookUp(prompt)
  const reading = readScene(found, createRandom(`${prompt}/${seed}`).fork('reading'))
  return reading ? drawnOf(found, reading) : { drew: [], not: found.undrawn }
}
