import { type InternalRequest, RateLimitError, REST, type RESTOptions, RequestMethod } from 'discord.js'
import { createTurnstile, type Turnstile, type Urgency } from './turnstile.ts'

/** Who must wait longer for a limit is told so instead: meanwhile a post can go somewhere else. */
const longestWaitMs = 60_000
/** A request of words: four tries of 15 seconds, and a wait for a limit. discord.js itself would wait for any number of limits. */
const wordsPatienceMs = 2 * 60_000
/** Far more than the largest file needs; each upload brings its own, fitting time. */
const uploadTimeoutMs = 30 * 60_000

/** Less is the clock being put right little by little. */
const jumpMs = 1_000

/** How far the clock on the wall is ahead of one that only goes on. It grows while the machine sleeps, and shrinks when the clock is set back. */
const aheadMs = (): number => Date.now() - performance.now()

/** Answers to an interaction count in no limit of the bot. */
const isFree = ({ fullRoute }: InternalRequest): boolean => /^\/(interactions|webhooks)\//.test(fullRoute)

/** A message with files is a clip, and a look is mostly before one; a message that changes without any is a bar. */
const urgencyOf = ({ method, fullRoute, body }: InternalRequest): Urgency => {
  if (body instanceof FormData || method === RequestMethod.Get) return 'clip'
  const isEdit = method === RequestMethod.Patch && /\/messages\//.test(fullRoute)
  return isEdit || fullRoute.includes('/thread-members/') ? 'edit' : 'word'
}

/**
 * discord.js's client of the REST API, without three of its habits: it throws its token away at the first 401, so that one slip of
 * Discord's would silence the bot for good; it waits in silence for as long as a limit says; and it keeps by the clock on the wall when a
 * limit ends, so that one which is set back by an hour would make everything wait for an hour.
 *
 * The limit of the whole bot is the turnstile's; discord.js keeps those of single routes, and what Discord answers.
 */
class PatientRest extends REST {
  readonly #patienceMs: number
  readonly #turnstile: Turnstile
  #aheadMs = aheadMs()
  /** How often the clock was set back. */
  #jumps = 0

  constructor(options: Partial<RESTOptions>, patienceMs: number, turnstile: Turnstile) {
    super({
      ...options,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      // Asked before each wait, whose length is wrong where the clock was set back a moment ago.
      rejectOnRateLimit: ({ retryAfter, timeToReset }) => this.#seesJump() || Math.max(retryAfter, timeToReset) > longestWaitMs,
    })
    this.#patienceMs = patienceMs
    this.#turnstile = turnstile
  }

  /** Whether the clock was set back since the last look. Then no limit that is known counts any more: Discord tells again what does. */
  #seesJump(): boolean {
    const before = this.#aheadMs
    this.#aheadMs = aheadMs()
    if (before - this.#aheadMs < jumpMs) return false
    this.#jumps += 1
    this.globalReset = -1
    this.globalDelay = null
    for (const handler of this.handlers.values()) Object.assign(handler, { reset: -1 })
    return true
  }

  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token)
  }

  override async request(options: InternalRequest): Promise<unknown> {
    if (!isFree(options)) await this.#turnstile.turn(urgencyOf(options), options.signal)
    // Who waits for our own limit is not out of patience with Discord.
    const patience = AbortSignal.timeout(this.#patienceMs)
    const patiently = { ...options, signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience }
    this.#seesJump()
    const jumps = this.#jumps
    try {
      return await super.request(patiently)
    } catch (error) {
      // It never left, or was refused unread, for a limit that counts no more.
      if (error instanceof RateLimitError && this.#jumps > jumps) return await super.request(patiently)
      throw error
    }
  }
}

/** Of the whole bot: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
export const usualRequestsPerSecond = 50
const usualTurnstile = (): Turnstile => createTurnstile(() => usualRequestsPerSecond)

/** For words: repeats a request that Discord failed or that nobody answered, so it is for what may be done twice or has a nonce. */
export const createRest = (api: string, token: string, turnstile = usualTurnstile()): REST =>
  new PatientRest({ api }, wordsPatienceMs, turnstile).setToken(token)

/** For files, and for what must not be done twice: one request is one request. */
export const createOnceRest = (api: string, token: string, turnstile = usualTurnstile()): REST =>
  new PatientRest({ api, retries: 0, timeout: uploadTimeoutMs }, uploadTimeoutMs, turnstile).setToken(token)

/** Ends what a client keeps running by itself. */
export const stopTimers = (rest: REST): void => {
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
}
