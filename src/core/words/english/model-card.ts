import { count, or, withoutStop } from './grammar.ts'

interface Between {
  min?: number | undefined
  max?: number | undefined
}

const between = ({ min, max }: Between): string =>
  max === undefined ? `at least ${min} s` : min === undefined ? `up to ${max} s` : `${min} to ${max} s`

const readOn = (date: string | undefined): string => (date === undefined ? '' : ` (${date})`)

/** One model: what it takes, what it costs and how sure that is, what its clips may be used for, and how long it will be there. */
export const modelCard = {
  choose: ({ title, model }: { title: string; model: string }) => `${title}. Choose it with --model ${model}.`,
  about: 'Good to know',
  limits: 'Takes',
  price: 'Price',
  rights: 'Commercial use',
  retirement: 'Retirement',

  // what it takes
  lengths: ({ lengths }: { lengths: number[] }) => `${or(lengths)} s`,
  lengthBetween: between,
  ownLength: 'its own length',
  images: ({ megabytes }: { megabytes: number }) => `images up to ${megabytes} MB`,
  videos: (given: Between) => `videos of ${between(given)}`,
  frameRates: ({ rates }: { rates: number[] }) => `${or(rates)} frames a second`,
  frameRatesBetween: ({ min, max }: { min: number; max: number }) => `${min} to ${max} frames a second`,
  larger: ({ factors }: { factors: number[] }) => `${or(factors)} times larger`,
  promptLength: ({ most }: { most: number }) => `prompts up to ${count(most, 'character')}`,
  upTo: ({ most, part }: { most: number; part: string }) => `up to ${most} ${most === 1 ? part.replace(/s$/, '') : part}`,
  anyMove: 'any camera move',
  moves: ({ moves }: { moves: number }) => count(moves, 'camera move'),
  makesSound: 'makes sound',

  // what it costs
  priceWhen: ({ price, when }: { price: string; when: string[] }) => `${price} ${when.join(', ')}`,
  inMode: ({ mode }: { mode: string }) => `for ${mode}`,
  forSeconds: ({ seconds }: { seconds: number }) => `for ${seconds} s`,
  at: ({ size }: { size: string }) => `at ${size}`,
  timesLarger: ({ factor }: { factor: number }) => `${factor} times larger`,
  withPart: ({ part }: { part: string }) => `with ${part}`,
  withoutPart: ({ part }: { part: string }) => `without ${part}`,
  source: ({ source, date }: { source: string; date?: string | undefined }) => `${withoutStop(source)}${readOn(date)}`,
  sure: ({ sure }: { sure: 'A' | 'B' | 'C' }): string =>
    ({ A: 'the vendor says so', B: 'several others say so', C: 'not sure, and rather too high' })[sure],

  // what its clips may be used for
  commercial: ({ may, terms, date }: { may: 'yes' | 'no' | 'ask'; terms?: string | undefined; date?: string | undefined }) => {
    if (may === 'ask') return `${terms === undefined ? 'not known here, ask its vendor' : `depends on ${terms}`}${readOn(date)}`
    return `${terms === undefined ? may : `${may}: ${terms}`}${readOn(date)}`
  },

  // how long it will be there
  staysOn: 'none is known',
  endsOn: ({ date, orLater, successor }: { date: string; orLater: boolean; successor?: string | undefined }) =>
    `${date}${orLater ? ' or later' : ''}${successor === undefined ? '' : `, then ${successor}`}`,
}
