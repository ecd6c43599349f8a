import { type InternalRequest, REST, type RESTOptions } from '@discordjs/rest'

/** Who must wait longer for a limit is told so instead: meanwhile a post can go somewhere else. */
const longestWaitMs = 60_000
/** A request of words: four tries of 15 seconds, and a wait for a limit. discord.js itself would wait for any number of limits. */
const wordsPatienceMs = 2 * 60_000
/** Far more than the largest file needs; each upload brings its own, fitting time. */
const uploadTimeoutMs = 30 * 60_000

/**
 * discord.js's client of the REST API, without two of its habits: it throws its token away at the first 401, so that one slip of
 * Discord's would silence the bot for good; and it waits in silence for as long as a limit says.
 */
class PatientRest extends REST {
  readonly #patienceMs: number

  constructor(options: Partial<RESTOptions>, patienceMs: number) {
    super({ ...options, rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > longestWaitMs })
    this.#patienceMs = patienceMs
  }

  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token)
  }

  override request(options: InternalRequest): Promise<unknown> {
    const patience = AbortSignal.timeout(this.#patienceMs)
    return super.request({ ...options, signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience })
  }
}

const globalLimit = (requestsPerSecond?: number): Partial<RESTOptions> =>
  requestsPerSecond === undefined ? {} : { globalRequestsPerSecond: requestsPerSecond }

/** For words: repeats a request that Discord failed or that nobody answered, so it is for what may be done twice or has a nonce. */
export const createRest = (api: string, token: string, requestsPerSecond?: number): REST =>
  new PatientRest({ api, ...globalLimit(requestsPerSecond) }, wordsPatienceMs).setToken(token)

/** For files, and for what must not be done twice: one request is one request. */
export const createOnceRest = (api: string, token: string, requestsPerSecond?: number): REST =>
  new PatientRest({ api, retries: 0, timeout: uploadTimeoutMs, ...globalLimit(requestsPerSecond) }, uploadTimeoutMs).setToken(token)

/** Ends what a client keeps running by itself. */
export const stopTimers = (rest: REST): void => {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
