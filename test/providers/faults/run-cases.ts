import { join } from 'node:path'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { askAdapter, type Told } from './ask-adapter.ts'
import type { Case } from './cases.ts'
import { type Outcome, problemsOfAnswer, sentenceOf } from './outcome.ts'
import { type FaultHouse, runHouse } from './run-house.ts'
import { type OpenStand, openStand } from './stand.ts'

/**
 * Asks each vendor's adapter for a clip under each of its cases. All that the studio knows of a vendor is what its adapter answers, so the
 * first of each kind of answers goes through the studio as well, all in one house, and speaks for the others of its kind.
 */
export const runCases = async (
  vendors: ReadonlyMap<string, StartFaultVendor>,
  casesOf: (vendor: FaultVendor, name: string) => Case[],
  { folder, media }: FaultHouse,
): Promise<Map<string, Outcome[]>> => {
  const ofVendors = await Promise.all(
    [...vendors].map(async ([name, start]) => {
      const first = await start()
      const cases = casesOf(first, name)
      await first.close()
      const opens = cases.map(
        ({ skewMs = 0 }, at): OpenStand =>
          (options) =>
            openStand(start, (vendor) => casesOf(vendor, name)[at] as Case, { ...options, vendorNow: () => options.now() + skewMs }),
      )
      const told = await Promise.all(opens.map((open, index) => askAdapter(open, { index, folder: join(folder, name) })))
      return { name, answers: opens.map((open, at) => ({ open, told: told[at] as Told })) }
    }),
  )

  const kinds = new Map<string, { open: OpenStand; told: Told }>()
  for (const { answers } of ofVendors) for (const answer of answers) if (!kinds.has(answer.told.kind)) kinds.set(answer.told.kind, answer)
  const ends = await runHouse(
    [...kinds.values()].map(({ open }) => open),
    { folder: join(folder, 'house'), media },
  )
  const endOf = new Map([...kinds].map(([kind, { told }], at) => [kind, { told, end: ends[at] as Outcome }]))

  /** As the one of its kind ended; what came from the vendor is its own. */
  const outcomeOf = (told: Told): Outcome => {
    const spoken = endOf.get(told.kind)
    if (!spoken) throw new Error(`nothing is known of ${told.kind}`)
    const { words, sentence: studios, problems } = spoken.end
    const sentence = studios !== null && studios === sentenceOf(spoken.told) ? sentenceOf(told) : studios
    return { case: told.stand.case, words, sentence, problems: [...problems, ...problemsOfAnswer(told, { words, sentence })] }
  }
  return new Map(ofVendors.map(({ name, answers }) => [name, answers.map(({ told }) => outcomeOf(told))]))
}
