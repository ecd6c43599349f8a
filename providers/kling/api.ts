import { z } from 'zod'
import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { createTheirClock } from '../../src/core/vendor/their-clock.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const kling = vendorNamed('Kling')

/**
 * Each call has a token of its own, made of both keys as Kling asks (HS256, valid from five seconds ago and for half an hour, no
 * other claims), by its own time once that is known: https://app.klingai.com/global/dev/document-api/apiReference/commonInfo
 */
export const createApi = (
  fetcher: typeof fetch,
  settings: { accessKey: string; secretKey: string; baseUrl: string; now(): number },
): VendorCall => {
  const clock = createTheirClock(settings.now)
  const secret = new TextEncoder().encode(settings.secretKey)
  const token = async (): Promise<string> => {
    // Loaded when it is used: a bot without Kling starts without it.
    const { SignJWT } = await import('jose')
    const seconds = Math.floor(clock.now() / 1000)
    return new SignJWT({ iss: settings.accessKey, exp: seconds + 1800, nbf: seconds - 5 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(secret)
  }
  const authorize = async () => ({ authorization: `Bearer ${await token()}`, 'content-type': 'application/json' })
  return createCall(fetcher, { base: baseUrlOf(settings.baseUrl), name: kling.name, authorize, clock })
}

/** Every answer has this around it; `code` 0 is success, whatever the HTTP status says. */
const envelopeSchema = z.object({ code: z.number(), message: z.string().optional(), data: z.unknown().optional() })
export type Envelope = z.infer<typeof envelopeSchema>

/** The envelope in the text of an answer; null for a proxy's page, or when the rest was cut off. */
export const envelopeIn = (body: string): Envelope | null => envelopeSchema.safeParse(jsonOf(body)).data ?? null

/** The envelope of an answer; null as with `envelopeIn`. */
export const readEnvelope = async (response: Response): Promise<Envelope | null> => envelopeIn(await bodyOf(response))

/** Kling itself says that it knows no such task: service code 1203. The 404 of a proxy says nothing about a task. */
export const isUnknown = (envelope: Envelope | null): boolean => envelope?.code === 1203

/** The data of a good answer. Throws MoodreelError `provider_failed` for any other: it is asked again later. */
export const readData = <T>(response: Response, envelope: Envelope | null, schema: z.ZodType<T>): T => {
  const parsed = response.ok && envelope?.code === 0 ? schema.safeParse(envelope.data) : null
  if (parsed?.success) return parsed.data
  throw kling.unanswered(`HTTP ${response.status}${envelope ? `, code ${envelope.code}` : ''}`, response.headers)
}
