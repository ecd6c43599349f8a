/** Who is to wait longer than that asks again all the same: a date in another age must not keep a clip that is paid for. */
const longestMs = 15 * 60_000

/** `Retry-After` in milliseconds, given in seconds or as a date; undefined without one. A quarter of an hour at most. */
export const retryAfterMs = (headers: Headers | undefined, now: number = Date.now()): number | undefined => {
  const value = headers?.get('retry-after') ?? null
  if (value === null) return undefined
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(wait) ? Math.min(Math.max(0, Math.ceil(wait)), longestMs) : undefined
}
