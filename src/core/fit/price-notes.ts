import { creditsFromUsd } from '../ledger.ts'
import type { Model } from '../model.ts'
import { say, type Text } from '../words/sentence.ts'
import { kindOfClip } from './kind-of-clip.ts'
import { leastClips } from './price.ts'
import { readSettings } from './price-facts.ts'

const kindsShown = 3

/** What people should know of a model's price beside the list: what its clips cost lately, and what a refusal costs. */
export const priceNotes = ({ learnt, billsRefusals, price }: Pick<Model, 'learnt' | 'billsRefusals' | 'price'>): Text[] => {
  const lately = Object.entries(learnt?.lately ?? {})
    .filter(([, { clips }]) => clips >= leastClips)
    .toSorted(([, one], [, other]) => other.clips - one.clips)
    .flatMap(([text, { usd, clips }]) => {
      const settings = readSettings(text)
      return settings ? [say('fit.lately', { clip: kindOfClip(settings), credits: creditsFromUsd(usd), clips })] : []
    })
  return [
    ...(learnt?.published ? [say('fit.holdsVendorsPrice')] : []),
    ...lately.slice(0, kindsShown),
    ...(billsRefusals === undefined || price.nominal ? [] : [say(billsRefusals ? 'fit.refusalsBilled' : 'fit.refusalsFree')]),
  ]
}
