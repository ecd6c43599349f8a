/** `Retry-After` in milliseconds, given in seconds or as a date; undefined without one. */
export const retryAfterMs = (headers: Headers | undefined, now: number = Date.now()): number | undefined => {
  const value = headers?.get('retry-after') ?? null
  if (value === null) return undefined
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : undefined
}
