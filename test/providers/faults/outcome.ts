import type { Failure } from '../../../src/core/generation.ts'
import type { Post } from '../../../src/core/post.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import type { openStorage } from '../../../src/storage/open-storage.ts'
import { asFailure } from '../../../src/studio/workflow/submit.ts'
import type { FakePlatform } from '../../support/fake-platform.ts'
import type { Told } from './ask-adapter.ts'
import type { Case } from './cases.ts'
import type { OutputFault } from './outputs.ts'
import { heldCredits, type Stand } from './stand.ts'

/** What became of a clip under a fault, in words that are the same in every run. */
export interface Outcome {
  case: Case
  /** `delivered`, `refunded` … */
  words: string
  /** What the member was told; null for a clip. */
  sentence: string | null
  /** What must not be. */
  problems: string[]
}

interface Kept {
  storage: Pick<Awaited<ReturnType<typeof openStorage>>, 'generations' | 'attempts' | 'ledger'>
  platform: Pick<FakePlatform, 'messages'>
}

/** `held`: what it was in, and what the ledger said of it, each time that it got nowhere by itself. */
export const readOutcome = async ({ storage, platform }: Kept, stand: Stand, id: string, held: string[]): Promise<Outcome> => {
  const record = await storage.generations.find(id)
  if (!record) throw new Error('a clip is not in the database any more')
  const { state, failure, costCredits } = record.generation
  const attempt = await storage.attempts.latest(id)
  const attempts = attempt?.number ?? 0
  const entries = await storage.ledger.entriesOf(id)
  const posts = [...platform.messages.values()].filter(({ kind, generationIds }) => kind !== 'batch' && generationIds.includes(id))
  const jobs = stand.vendor.jobs()
  const sentence = failure ? inWords(failure.message, 'en').replaceAll(stand.model.name, stand.vendor.model.name) : null
  const problems: string[] = []
  const must = (isSo: boolean, problem: string): void => {
    if (!isSo) problems.push(problem)
  }

  must(jobs <= 1, `the vendor took ${jobs} jobs`)
  must(state === 'delivered' || state === 'failed', `it ended as ${state}`)
  must(state !== 'delivered' || jobs === 1, `it was delivered from ${jobs} jobs`)
  must(
    held.every((seen) => /: hold$/.test(seen)),
    `while nothing was known the ledger said ${held.join('; ')}`,
  )
  const kinds = entries.map(({ kind }) => kind).join(' and ')
  const sum = entries.reduce((total, { credits }) => total + credits, 0)
  const [hold] = entries
  must(hold?.credits === -heldCredits, `the hold is ${hold?.credits}`)
  if (state === 'delivered') must(kinds === 'hold and settle' && sum <= 0, `the ledger of a clip says ${kinds}, ${sum} in all`)
  else if (attempt?.state === 'accepted' && costCredits) {
    must(kinds === 'hold and settle' && sum === -costCredits, `the ledger of a run that costs ${costCredits} says ${kinds}, ${sum} in all`)
  } else must(kinds === 'hold and refund' && sum === 0, `the ledger of a failure says ${kinds}, ${sum} in all`)
  must(posts.map(({ kind }) => kind).join() === (failure ? 'failure' : 'clip'), `the member sees ${shown(posts)}`)
  problems.push(...(failure && sentence ? problemsOfSentence(sentence, stand) : []), ...problemsOfClass(stand.case, failure, attempts))
  const secrets = secretsOf(stand)
  for (const output of stand.proxy.seen.outputs)
    must(!secrets.some((secret) => output.includes(secret)) && !/authorization/i.test(output), 'a link of a clip was given a credential')

  const wasUnknown = held.some((seen) => seen.startsWith('unresolved'))
  return {
    case: stand.case,
    words: wordsOf({ state, attempts, wasUnknown, taken: jobs > 0 && !stand.case.fault, costCredits }),
    sentence,
    problems,
  }
}

const shown = (posts: Post[]): string => (posts.length === 0 ? 'no answer' : posts.map(({ kind }) => kind).join(' and '))

const wordsOf = (seen: { state: string; taken: boolean; attempts: number; wasUnknown: boolean; costCredits: number | null }): string => {
  if (seen.state === 'delivered') return seen.attempts > 1 ? 'delivered, asked again' : 'delivered'
  if (seen.state !== 'failed') return `left ${seen.state}`
  if (seen.costCredits) return 'charged'
  return `${seen.wasUnknown ? 'held, then refunded' : 'refunded'}${seen.taken ? ' (the vendor had taken it)' : ''}`
}

const harmless: ReadonlySet<string | undefined> = new Set<OutputFault>(['a redirect within the vendor', 'a file of 60 MB'])

/** What breaks once and can be asked for again ends no clip; nor does a lost answer, where the vendor can be asked about it. */
const hasToArrive = ({ case: { kind, rule }, provider, vendor }: Stand): boolean => {
  if (kind === 'vendor' || rule === null) return false
  if (rule.output) return harmless.has(rule.output)
  return rule.create === undefined || (provider.reconcile !== undefined && !vendor.isForgetful && /accept|answer/.test(rule.create))
}

/** Codes, statuses, names of fields and addresses are nothing for a person; the names of our settings are. */
const vendorWords =
  /\bHTTP\b|\b\d{3,}\b|\b[A-Z]+\d{3,}\b|https?:|127\.0\.0\.1|[{}[\]<>]|\bundefined\b|\bnull\b|\b(?!PUBLIC_URL\b)[A-Z]+[_.][A-Z_.]+/

const problemsOfSentence = (sentence: string, stand: Stand): string[] => [
  ...(/^\p{Lu}.*[.!]$/su.test(sentence) ? [] : [`no sentence: ${sentence}`]),
  ...(vendorWords.test(sentence) ? [`words that are nothing for a person: ${sentence}`] : []),
  ...(secretsOf(stand).some((secret) => sentence.includes(secret)) ? ['a secret is told'] : []),
]

/** Settings that are no addresses and are long enough to be a secret. */
const secretsOf = ({ vendor, proxy }: Stand): string[] =>
  Object.values(vendor.environment(proxy.origin)).filter((value) => value.length > 5 && !value.includes('://'))

/** A fault of the vendor's own has to arrive as its class: one class, one answer of the bot. */
const problemsOfClass = ({ fault }: Case, failure: Failure | null, attempts: number): string[] => {
  if (!fault) return []
  if (!failure) return [`${fault.class}: the clip was delivered nevertheless`]
  if (fault.class !== 'rate_limited' || fault.at !== 'submit')
    return failure.providerClass === fault.class ? [] : [`it is ${fault.class}, and was taken for ${failure.providerClass ?? failure.code}`]
  return attempts < 2 ? ['too many requests ended the clip; it should wait its turn'] : []
}

/** What the adapter's error would be for the member; null without one. */
export const sentenceOf = ({ error, stand }: Told): string | null =>
  error && inWords(asFailure(error).message, 'en').replaceAll(stand.model.name, stand.vendor.model.name)

/** What must not be in an adapter's answers, by the words and the sentence that its kind ends in. */
export const problemsOfAnswer = ({ stand, error, jobs }: Told, { words, sentence }: Pick<Outcome, 'words' | 'sentence'>): string[] => {
  const { fault } = stand.case
  return [
    ...(jobs <= 1 ? [] : [`the vendor took ${jobs} jobs`]),
    ...(sentence === null ? [] : problemsOfSentence(sentence, stand)),
    ...(!fault || error?.class === fault.class ? [] : [`it is ${fault.class}, and was taken for ${error?.class}`]),
    ...(hasToArrive(stand) && !words.startsWith('delivered') ? [`it could have been delivered: ${sentence}`] : []),
  ]
}
