import type { Command } from '../core/command.ts'
import { MoodreelError } from '../core/errors.ts'
import { creditsPerSecond } from '../core/fit/price.ts'
import type { Log } from '../core/log.ts'
import { describeOptions } from '../core/options/describe-options.ts'
import type { FormPrice, Invocation, PriceOf, Responder } from '../core/platform.ts'
import type { Attachment } from '../core/request.ts'
import type { Quote, Studio } from '../core/studio.ts'

/** A form has three seconds in all to open. */
const formPatienceMs = 1_000

export interface AskPriceOptions {
  commands: ReadonlyMap<string, Command>
  studio: Studio
  /** Runs a command as if it were said, with a studio and a responder of our own. */
  run(invocation: Invocation, studio: Studio, respond: Responder): Promise<void>
  log: Log
}

/** Ends a command where it would have made something. */
class Priced extends Error {
  readonly quote: Quote

  constructor(quote: Quote) {
    super('priced')
    this.quote = quote
  }
}

const nobody: Responder = { reply: async () => undefined, form: async () => undefined }

const exampleFrame: Attachment = { url: 'media:none', name: 'image.png', mediaType: 'image/png' }
const exampleOf: Readonly<Record<string, Attachment>> = {
  image: exampleFrame,
  video: { url: 'media:none', name: 'video.mp4', mediaType: 'video/mp4' },
}

/** Of a form that asks for the clip too, nobody can tell the price before it is named. */
const lacksClip = (command: Command, { input }: Invocation): boolean =>
  input.kind === 'values' &&
  describeOptions(command).some(({ name, required, completion }) => required && completion === 'clip' && (input.values[name] ?? '') === '')

/** The price is told before the first word and before the first file: what it does not hang on is filled in. */
const withExamples = (command: Command, invocation: Invocation): Invocation => {
  const values = invocation.input.kind === 'values' ? invocation.input.values : {}
  const options = describeOptions(command)
  const isEmpty = (name: string): boolean => [undefined, null, ''].some((nothing) => values[name] === nothing)
  const files = options.filter(({ kind, required, name }) => kind === 'attachment' && required && isEmpty(name))
  const examples = invocation.attachments.length > 0 ? [] : files.map(({ name, attachment = '' }) => [name, exampleOf[attachment]])
  const words = options.some(({ name }) => name === 'prompt') && isEmpty('prompt') ? { prompt: '.' } : {}
  return { ...invocation, input: { kind: 'values', values: { ...values, ...words, ...Object.fromEntries(examples) } } }
}

/**
 * Tells what a command would cost by running it up to where it would submit a clip. Only commands that do nothing else before are
 * `priced`, so that nothing comes of it.
 */
export const createAskPrice = ({ commands, studio, run, log }: AskPriceOptions): PriceOf => {
  const dry: Studio = {
    ...studio,
    // A picture that a price does not hang on is not made for it.
    edgeFrame: async () => exampleFrame,
    fixes: { mask: async () => exampleFrame, canvas: async () => '' },
    submit: async (invocation, draft) => {
      throw new Priced(await studio.quote(invocation, draft))
    },
  }

  const ask = async (invocation: Invocation): Promise<FormPrice | null> => {
    const command = commands.get(invocation.command)
    if (!command?.priced || lacksClip(command, invocation)) return null
    try {
      await run(withExamples(command, invocation), dry, nobody)
      return null
    } catch (error) {
      if (error instanceof Priced) return priceOf(error.quote)
      if (error instanceof MoodreelError) return { problem: error.sentence }
      log.warn({ err: error, command: command.name }, 'a price could not be told')
      return null
    }
  }

  return async (invocation, patienceMs = formPatienceMs) => {
    const { promise: late, resolve } = Promise.withResolvers<null>()
    const patience = setTimeout(() => resolve(null), patienceMs)
    return Promise.race([ask(invocation), late]).finally(() => clearTimeout(patience))
  }
}

const priceOf = ({ credits, requests, model, lately }: Quote): FormPrice => {
  const each = requests[0] && creditsPerSecond(requests[0], model)
  return { credits, perSecond: credits > 0 && each ? Math.round(each * requests.length * 10) / 10 : null, ...(lately && { lately }) }
}
