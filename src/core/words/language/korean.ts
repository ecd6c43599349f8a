import { advice } from './korean/advice.ts'
import { answers } from './korean/answers.ts'
import { cards } from './korean/cards.ts'
import { files } from './korean/files.ts'
import { help } from './korean/help.ts'
import { options } from './korean/options.ts'
import { places } from './korean/places.ts'
import { providers } from './korean/providers.ts'
import { refusals } from './korean/refusals.ts'
import { slack } from './korean/slack.ts'

/**
 * The phrase book: our English to Korean. A phrase may have slots (`template.ts`); where several fit, the first counts, so
 * what is shaped like many sentences stands at the end. A new sentence is English until it is written down here.
 */
export const korean: Readonly<Record<string, string>> = {
  ...cards,
  ...answers,
  ...refusals,
  ...options,
  ...files,
  ...providers,
  ...help,
  ...places,
  ...slack,
  ...advice,
}
