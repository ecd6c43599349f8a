import type { Roof } from '../core/ledger.ts'
import type { Log } from '../core/log.ts'
import type { MediaTools } from '../core/media.ts'
import type { Model } from '../core/model.ts'
import type { Provider } from '../core/provider.ts'
import type { ResolvedRequest } from '../core/request.ts'
import { dollars } from '../core/words/dollars.ts'
import type { Configuration } from './config.ts'
import type { EnvironmentRecord } from './providers.ts'
import { drawTrialClip } from './trial-clip.ts'
import { cheapestRequest } from './try-model/cheapest-request.ts'
import { faultWords } from './try-model/follow-clip.ts'
import { openTrial } from './try-model/open-trial.ts'
import { runTrial } from './try-model/run-trial.ts'
import { tidyWords } from './try-model/tidy-words.ts'
import { trialInputs } from './try-model/trial-inputs.ts'
import { version } from './version.ts'

/** What a trial needs of the program around it. */
export interface TrialHouse {
  configuration: Pick<Configuration, 'rows' | 'definitions'>
  variables: EnvironmentRecord
  roof: Roof
  publicUrl: string | undefined
  media: MediaTools
  /** For files of a moment, beneath the work folder of `media`. */
  folder: string
  log: Log
  /** Takes the secrets of the environment out. */
  print(line: string): void
  /** Asks the person who pays. */
  confirm(question: string): Promise<boolean>
  /** Aborts when that person wants an end. */
  stop: AbortSignal
  now(): number
  /** Ends early with the signal. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

const wordWidth = 10

const askedWords = ({ mode, durationSeconds, aspectRatio, resolution, fps, generateAudio, seed }: ResolvedRequest): string =>
  [
    mode,
    ...(durationSeconds === undefined ? [] : [`${durationSeconds} s`]),
    ...[aspectRatio, resolution].flatMap((word) => word ?? []),
    ...(fps === undefined ? [] : [`${fps} frames a second`]),
    ...(generateAudio === false ? ['silent'] : []),
    `seed ${seed}`,
  ].join(', ')

const priceWords = ({ price: { nominal, source, sure, date } }: Model, credits: number, clips: number): string => {
  if (nominal) return 'nothing that anybody bills'
  const all = clips === 1 ? '' : ` a clip, ${dollars(credits * clips)} in all`
  return `${dollars(credits)}${all}; price ${sure}${date ? ` of ${date}` : ''}${source ? `, ${tidyWords(source)}` : ''}`
}

/** A sentence when a trial would cost more than may be spent in a day or a month; undefined when it may be. */
const overRoof = (credits: number, { day, month }: Roof): string | undefined => {
  const over = (name: string, most: number | null) =>
    most !== null && credits > most
      ? `it may cost ${dollars(credits)}, and ${name} allows ${dollars(most)}; nothing was asked for`
      : undefined
  return over('MOODREEL_USD_PER_DAY', day) ?? over('MOODREEL_USD_PER_MONTH', month)
}

const inspected = async (provider: Provider, model: Model): Promise<string[]> => {
  if (!provider.inspect) return ['this vendor has no free way to ask']
  try {
    const state = await provider.inspect(model, AbortSignal.timeout(60_000))
    if (state.kind === 'unavailable') return [`unavailable: ${tidyWords(state.reason)}`]
    return ['available', ...state.drift.map((text) => `but ${tidyWords(text)}`)]
  } catch (error) {
    return [`could not be asked: ${faultWords(error)}`]
  }
}

/** A source that a row takes, as far as it says. */
const sourceOf = ({ video: { minSeconds = 3 } }: Model) => ({ durationSeconds: Math.max(3, Math.ceil(minSeconds)), resolution: '720p' })

/**
 * Tries a model with a real key, by its real adapter: says what it may cost, asks, makes the cheapest clip and cancels another, and tells
 * each step and each place where the vendor's answers are not as described, as lines that can be attached to a report. It asks nobody's
 * quota and stands in no book of the bot; the roofs of the environment hold for it. Returns the exit code: 0 when all went well and
 * nothing differed. Throws MoodreelError `bad_config` for a model that cannot be tried.
 */
export const tryModel = async ({ name, yes }: { name: string; yes: boolean }, house: TrialHouse): Promise<number> => {
  const { configuration, media, folder, log, print, stop, now, sleep } = house
  await using resources = new AsyncDisposableStack()
  const { model, definition, provider, guarded, record } = await openTrial(name, resources, house)
  let differences = 0
  const tell = (word: string, line: string): void => print(`${word.padEnd(wordWidth)} ${line}`)
  const differ = (line: string): void => {
    differences += 1
    tell('DIFFERS', line)
  }
  const tellNews = async (): Promise<void> => (await record.news()).forEach(differ)
  const { request, credits } = cheapestRequest(model)
  const clips = provider.cancel ? 2 : 1
  const most = model.price.nominal ? 0 : credits * clips
  tell('moodreel', `${version}, Node ${process.version}, ${new Date(now()).toISOString()}`)
  tell('model', `${model.name}: ${model.provider}, ${model.target}`)
  tell('asks', `${askedWords(request)}; ${clips === 2 ? 'one clip to its end, and one that is canceled at once' : 'one clip'}`)
  tell('at most', priceWords(model, credits, clips))
  tell('books', 'it is asked of nobody’s quota, and stands in none of the bot’s books')
  if (!definition.answers) tell('note', 'the answers of this provider are not described, so that they are not compared')
  const refusal = overRoof(most, house.roof)
  if (refusal !== undefined) {
    tell('refused', refusal)
    return 1
  }
  for (const line of await inspected(provider, model)) tell('looks', line)
  await tellNews()
  if (!yes && !(await house.confirm(`Spend up to ${dollars(most)} at ${definition.name}? `))) {
    tell('ended', 'nothing was asked for; --yes, or y on a terminal, begins it')
    return 1
  }
  const draw = async () => (await drawTrialClip(configuration, log, sourceOf(model))).bytes
  const inputs = await trialInputs(request, { draw, media, folder })
  const tools = { provider, guarded, media, folder, tell, differ, tellNews, now, sleep, stop }
  const { begun, isWell, credits: spent } = await runTrial({ request, model, inputs, credits }, tools)
  await tellNews()
  const bill = model.price.nominal || spent === 0 ? '$0.00' : `up to ${dollars(spent)}`
  tell('spent', `${bill}: the vendor took ${begun === 1 ? 'one clip' : `${begun} clips`}; its own page of costs has the last word`)
  tell(
    'result',
    `${isWell ? 'all steps went well' : 'not all steps went well'}; ${differences} ${differences === 1 ? 'difference' : 'differences'} from what is described`,
  )
  return isWell && differences === 0 ? 0 : 1
}
