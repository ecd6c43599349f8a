import type { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'
import { imageToVideoOptions, videoToVideoOptions } from './generation-options.ts'
import { idOption } from './id-option.ts'
import { manyTakes } from './still-options.ts'

const { prompt, shots, seed, duration, aspect, model, no, resolution, fps, camera, audio, set } = imageToVideoOptions
const { motion, loop, speech, voice, expand } = imageToVideoOptions

/** In what is typed about a clip its id takes the place of the words, so they follow a flag. */
const promptFlag = prompt.meta({ positional: false, example: '"at night, in the rain"' } satisfies OptionHints)

/** Of what makes the same clip again. */
export const againOptions = { id: idOption, takes: manyTakes }

/** Of what makes more stills like one. */
export const moreOptions = {
  id: idOption,
  takes: manyTakes.meta({ about: say('optionAbout.stills'), spelling: 'count', example: '10' } satisfies OptionHints),
}

/** Of what goes on from the pictures of a clip. */
export const onwardOptions = { id: idOption, prompt: promptFlag, model, duration, seed }

export const restyleOptions = { id: idOption, prompt: promptFlag, strength: videoToVideoOptions.strength, model, seed }

/** Takes the place of the file that the clip was made from; without it that one stays. */
const swapped = { image: imageToVideoOptions.image.optional(), video: videoToVideoOptions.video.optional() }

export const editOptions = {
  id: idOption,
  prompt: promptFlag,
  add: promptFlag.meta({ about: say('optionAbout.add') } satisfies OptionHints),
  image: swapped.image.meta({ about: say('optionAbout.otherImage'), attachment: 'image', example: '1' } satisfies OptionHints),
  video: swapped.video.meta({ about: say('optionAbout.otherVideo'), attachment: 'video', example: '1' } satisfies OptionHints),
  seed,
  model,
  duration,
  aspect,
  resolution,
  no,
  camera,
  audio,
  fps,
  strength: videoToVideoOptions.strength,
  shots,
  motion,
  loop,
  speech,
  voice,
  expand,
  takes: manyTakes,
  set,
}
export type EditOptions = z.infer<z.ZodObject<typeof editOptions>>
