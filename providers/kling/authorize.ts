import { createTheirClock, type TheirClock } from '../../src/core/vendor/their-clock.ts'

/** The older pair of keys. */
interface Pair {
  accessKey: string
  secretKey: string
}

interface Authorize {
  authorize(): Promise<Record<string, string>>
  clock: TheirClock
  /** Tells accounts apart. */
  account: string
}

/**
 * What each call has in its head: a key as it is, or a token that is made of both keys of a pair as Kling asks (HS256, valid from five
 * seconds ago and for half an hour, no other claims), by its own time once that is known:
 * https://kling.ai/document-api/api/get-started/authentication
 */
export const createAuthorize = (credential: string | Pair, now: () => number): Authorize => {
  const clock = createTheirClock(now)
  const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
  if (typeof credential === 'string') return { authorize: async () => headersOf(credential), clock, account: credential }
  const { accessKey } = credential
  const secret = new TextEncoder().encode(credential.secretKey)
  const token = async (): Promise<string> => {
    // Loaded when it is used: a bot without such a pair starts without it.
    const { SignJWT } = await import('jose')
    const seconds = Math.floor(clock.now() / 1000)
    return new SignJWT({ iss: accessKey, exp: seconds + 1800, nbf: seconds - 5 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(secret)
  }
  return { authorize: async () => headersOf(await token()), clock, account: accessKey }
}
