/**
 * Discord's rate limits as a bot meets them: one of the whole bot by the second, and buckets by route and channel that tell how they
 * stand in headers. Interactions are not counted in the first. A client that sends too many refused requests is banned for a time.
 * https://docs.discord.com/developers/topics/rate-limits
 */
export interface RestLimits {
  /** Requests a second over all routes; null for none. Discord begins with 50. */
  perSecond: number | null
  /** Whether the buckets of routes count. */
  buckets: boolean
}

interface Bucket {
  name: string
  most: number
  windowMs: number
}

/** What was seen of each: Discord tells these by headers alone and changes them at will. */
const bucketOf = (method: string, path: string): Bucket | null => {
  const [, kind, id = '', what, , last] = path.split('/')
  if (kind === 'webhooks') return { name: `webhook ${what}`, most: 5, windowMs: 2_000 }
  if (kind !== 'channels' || what === undefined) return null
  if (last === 'threads') return { name: `threads ${id}`, most: 10, windowMs: 10_000 }
  if (what !== 'messages') return null
  if (method === 'POST') return { name: `post ${id}`, most: 5, windowMs: 5_000 }
  if (method === 'PATCH') return { name: `patch ${id}`, most: 5, windowMs: 5_000 }
  if (method === 'DELETE') return { name: `delete ${id}`, most: 5, windowMs: 1_000 }
  return null
}

const isInteraction = (path: string): boolean => path.startsWith('/interactions/') || path.startsWith('/webhooks/')
const banWindowMs = 10 * 60_000

/** How a request stands with the limits: the headers of its answer, and in how many seconds it may come again when it is one too many. */
export interface Verdict {
  headers: Record<string, string>
  refusedForSeconds: number | null
  isGlobal: boolean
}

export const createRestLimits = (limits: RestLimits) => {
  const windows = new Map<string, { until: number; used: number }>()
  let second = { at: 0, used: 0 }
  /** When refused requests came; 10,000 in ten minutes are a ban. */
  let invalid: number[] = []
  const counts = { requests: 0, limited: 0, limitedGlobally: 0, worstInvalid: 0 }

  const noteInvalid = (now: number): void => {
    invalid = [...invalid.filter((at) => now - at < banWindowMs), now]
    counts.worstInvalid = Math.max(counts.worstInvalid, invalid.length)
  }

  return {
    counts,
    /** For 401 and 403; a 429 notes itself. */
    noteInvalid,
    ask(method: string, path: string, now: number): Verdict {
      counts.requests += 1
      if (limits.perSecond !== null && !isInteraction(path)) {
        const at = Math.floor(now / 1_000)
        if (second.at !== at) second = { at, used: 0 }
        second.used += 1
        if (second.used > limits.perSecond) {
          counts.limited += 1
          counts.limitedGlobally += 1
          noteInvalid(now)
          const seconds = Math.max(0.05, ((at + 1) * 1_000 - now) / 1_000)
          return { headers: { 'x-ratelimit-global': 'true', 'retry-after': String(seconds) }, refusedForSeconds: seconds, isGlobal: true }
        }
      }
      const bucket = limits.buckets ? bucketOf(method, path) : null
      if (!bucket) return { headers: {}, refusedForSeconds: null, isGlobal: false }
      let window = windows.get(bucket.name)
      if (!window || window.until <= now) {
        window = { until: now + bucket.windowMs, used: 0 }
        windows.set(bucket.name, window)
        if (windows.size > 20_000) for (const [name, { until }] of windows) if (until <= now) windows.delete(name)
      }
      window.used += 1
      const left = Math.max(0, bucket.most - window.used)
      const resetSeconds = (window.until - now) / 1_000
      const [hash = ''] = bucket.name.split(' ')
      const headers = {
        'x-ratelimit-limit': String(bucket.most),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': String(window.until / 1_000),
        'x-ratelimit-reset-after': String(resetSeconds),
        'x-ratelimit-bucket': hash,
      }
      if (window.used <= bucket.most) return { headers, refusedForSeconds: null, isGlobal: false }
      counts.limited += 1
      noteInvalid(now)
      return {
        headers: { ...headers, 'retry-after': String(resetSeconds), 'x-ratelimit-scope': 'user' },
        refusedForSeconds: resetSeconds,
        isGlobal: false,
      }
    },
  }
}
