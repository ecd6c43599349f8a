import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { chooseMove } from './camera.ts'
import type { Job } from './job.ts'
import { readLook } from './look/look.ts'
import { createRandom } from './random.ts'
import { drawnOf, weatherTags } from './scene/drawn.ts'
import { readScene } from './scene/reading.ts'
import { lookUp } from './scene/vocabulary.ts'

/** No more of a prompt's own words are named, and none that is longer. */
const mostWords = 3
const longestWord = 24

/** What a job's clip shows of its prompt. It follows from the job alone, as the clip does, so whoever asks for the clip can tell. */
export const noteOf = ({ request: { mode, prompt, seed, camera } }: Job): Sentence => {
  const random = createRandom(`${prompt}/${seed}`)
  if (mode === 'v2v') {
    const { style, grade, tint } = readLook(prompt, random.fork('reading'))
    const looks = [
      style && say(`scene.${style}`),
      grade && say(grade === 'neon' ? 'scene.neonLook' : `scene.${grade}`),
      tint && say('scene.tint'),
    ]
    return say('clip.redrew', { looks: looks.filter((look) => look !== null) })
  }
  const found = lookUp(prompt)
  if (mode === 'i2v') {
    const move = chooseMove(camera, prompt, random.fork('camera'))
    const added = weatherTags.filter((tag) => found.tags.has(tag)).map((tag) => say(`scene.${tag}`))
    return say('clip.moved', { move: say(`scene.${move}`), added })
  }
  const reading = readScene(found, random.fork('reading'))
  const { drew, not } = reading ? drawnOf(found, reading) : { drew: [], not: found.undrawn }
  const isFirst = (word: string, at: number, all: string[]) => all.findIndex((one) => one.toLowerCase() === word.toLowerCase()) === at
  const words = not.filter(({ length }) => length <= longestWord).filter(isFirst)
  return say('clip.drew', { drew: drew.map((tag) => say(`scene.${tag}`)), not: words.slice(0, mostWords) })
}
