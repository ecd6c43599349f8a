import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { mostTakes } from '../request.ts'
import { say } from '../words/sentence.ts'
import { imageToVideoOptions, textToVideoOptions, videoToVideoOptions } from './generation-options.ts'

const { prompt, seed, aspect, model, template, no, resolution, expand, set, ref, style, with: names } = textToVideoOptions

/** How many stills there are where nobody says. */
export const usualStills = 4

/** So many as one command may ask for, of stills; of clips there are fewer, which is said when the request is checked. */
export const manyTakes = z
  .int()
  .min(1)
  .max(mostTakes.image)
  .optional()
  .meta({ about: say('optionAbout.takes'), spelling: 'count', example: '3' } satisfies OptionHints)

export const stillOptions = {
  prompt: prompt.meta({
    about: say('optionAbout.prompt'),
    words: true,
    positional: true,
    unless: ['template', 'image'],
    example: 'a lighthouse keeper',
  } satisfies OptionHints),
  takes: manyTakes.meta({ about: say('optionAbout.stills'), spelling: 'count', example: '10' } satisfies OptionHints),
  image: imageToVideoOptions.image
    .optional()
    .meta({ about: say('optionAbout.stillImage'), attachment: 'image', example: '1' } satisfies OptionHints),
  ref: ref.meta({ about: say('optionAbout.stillRef'), attachment: 'image', example: '2' } satisfies OptionHints),
  style: style.meta({
    about: say('optionAbout.stillStyle'),
    attachment: 'image',
    named: true,
    demand: say('option.beStyle'),
    example: '2',
  } satisfies OptionHints),
  with: names,
  aspect,
  seed,
  model,
  template,
  no: no.meta({
    about: say('optionAbout.stillNo'),
    flags: ['negative', 'negative-prompt'],
    words: true,
    example: '"blur, text"',
  } satisfies OptionHints),
  resolution,
  strength: videoToVideoOptions.strength,
  expand,
  set,
}
