import { z } from 'zod'
import { baseUrlOf, createCall, type VendorCall } from '../../src/core/vendor/call.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const kling = vendorNamed('Kling')

export const createApi = (
  fetcher: typeof fetch,
  { baseUrl, ...how }: { authorize(): Promise<Record<string, string>>; clock: TheirClock; baseUrl: string },
): VendorCall => createCall(fetcher, { base: baseUrlOf(baseUrl), name: kling.name, ...how })

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
