import type { Figure, Measurement } from './measure.ts'

/** A figure on an empty folder and on one with a past. */
export interface Result {
  empty: Figure
  history: Figure | undefined
}

const flat = 1.2

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

const growth = ({ empty, history }: Result): number | null => {
  if (!history || empty.grows !== 'flat') return null
  return empty.unit === 'clips/s' ? empty.value / history.value : history.value / empty.value
}

const meets = ({ aim, baseline, value }: Figure): boolean => {
  if (!aim) return true
  const plain = baseline?.value ?? Number.NaN
  const held = aim.of === 'value' ? value : aim.of === 'over baseline' ? value - plain : value / plain
  return aim.at === 'most' ? held <= aim.value : held >= aim.value
}

const aimText = ({ aim, unit, baseline }: Figure): string => {
  if (!aim) return ''
  if (aim.of === 'times baseline') return `${aim.at === 'most' ? '≤' : '≥'} ${aim.value}× the ${baseline?.what}`
  return `${aim.at === 'most' ? '≤' : '≥'} ${aim.value} ${unit}${aim.of === 'over baseline' ? ` over the ${baseline?.what}` : ''}`
}

/** The table as it may stand in a README: one line a figure, then how each was measured. */
export const renderTable = (results: readonly Result[], measurements: readonly Measurement[], pastGenerations: number): string => {
  const past = pastGenerations.toLocaleString('en')
  const rows = results.map((result) => {
    const { empty, history } = result
    const grown = growth(result)
    const missed = [...(meets(empty) && (!history || meets(history)) ? [] : ['aim']), ...(grown !== null && grown > flat ? ['growth'] : [])]
    return [
      empty.name,
      `${round(empty.value)} ${empty.unit}`,
      history ? `${round(history.value)} ${history.unit}` : '',
      grown === null ? '' : `${grown.toFixed(2)}×`,
      empty.baseline ? `${round(empty.baseline.value)} (${empty.baseline.what})` : '',
      empty.baseline ? `${round(empty.value / empty.baseline.value)}×` : '',
      aimText(empty),
      missed.length === 0 ? 'yes' : `no: ${missed.join(', ')}`,
    ]
  })
  const header = ['', 'empty', `${past} past clips`, 'growth', 'baseline', 'ratio', 'aim', 'met']
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
    ...measurements.map(({ name, method }) => `- **${name}**: ${method}.`),
    `- **growth**: the same on a data folder with ${past} clips of the last year and fifty members; flat means at most ${flat}×.`,
  ].join('\n')
}
