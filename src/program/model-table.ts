import type { Model } from '../core/model.ts'
import { inWords } from '../core/words/in-words.ts'
import { limitPieces, retirementWords, rightsWords, whenPieces } from '../core/words/model-pieces.ts'
import type { Text } from '../core/words/sentence.ts'

const english = (pieces: readonly Text[]): string => pieces.map((piece) => inWords(piece, 'en')).join(', ')

/** `0.4 a second`, in US dollars. */
const dollars = ({ usdPerClip = 0, usdPerSecond = 0 }: Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'>): string =>
  [...(usdPerClip > 0 ? [`${usdPerClip} a clip`] : []), ...(usdPerSecond > 0 ? [`${usdPerSecond} a second`] : [])].join(' and ') || '–'

const priceOf = ({ price }: Model): string => {
  if (price.nominal) return 'nobody bills it'
  return [dollars(price), ...price.cases.map((one) => `${dollars(one)} ${english(whenPieces(one.when))}`)].join('; ')
}

const sourceOf = ({ price: { source, date } }: Model): string => [...(source ? [source] : []), ...(date ? [date] : [])].join(', ') || '–'

const endOf = (model: Model): string => {
  const { unavailable, retires } = model
  if (!unavailable) return retires ? inWords(retirementWords(model), 'en') : '–'
  return english([unavailable.reason, ...(unavailable.successor ? [`use \`${unavailable.successor}\``] : [])])
}

const columns: readonly [string, (model: Model) => string][] = [
  ['model', ({ name, title }) => `\`${name}\` ${title}`],
  ['provider', ({ provider }) => provider],
  ['modes', ({ modes }) => modes.join(' ')],
  ['takes', (model) => english(limitPieces(model))],
  ['seed', ({ seed }) => (seed ? 'yes' : 'no')],
  ['US dollars', priceOf],
  ['by', sourceOf],
  ['sure', ({ price }) => (price.nominal ? '–' : price.sure)],
  ['commercial use', (model) => inWords(rightsWords(model), 'en')],
  ['retirement', endOf],
]

/** What nobody can ask for any more: of such a model only its end is told. */
const isPast = ({ unavailable, price }: Model): boolean =>
  unavailable !== undefined && price.usdPerClip === undefined && price.usdPerSecond === undefined
const told = new Set(['model', 'modes', 'retirement'])

const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** The catalogue as the files say it, as a table of Markdown: a line for each model. */
export const modelTable = (rows: readonly Model[]): string[] => [
  line(columns.map(([name]) => name)),
  line(columns.map(() => '---')),
  ...rows.map((model) => line(columns.map(([name, cellOf]) => (isPast(model) && !told.has(name) ? '–' : cellOf(model))))),
]
