import { z } from 'zod'
import type { ProviderError, ProviderInput } from '../../src/core/provider.ts'
import { fileNameOf } from '../../src/core/vendor/request-files.ts'
import type { FreeCall } from './free-call.ts'

const fileSchema = z.object({ urls: z.object({ get: z.url() }) })

/** Files may be large and lines slow. */
const uploadMs = 90_000

/**
 * Uploads a file, which costs nothing (https://replicate.com/docs/reference/http#files.create). Throws when Replicate cannot be reached
 * or fails.
 */
export const uploadFile = async (
  freeCall: FreeCall,
  input: ProviderInput,
  signal: AbortSignal,
): Promise<{ url: string } | { error: ProviderError }> => {
  const file = new File([new Uint8Array(await input.read())], fileNameOf(input), { type: input.mediaType })
  const uploaded = await freeCall(({ files }) => files.create(file, {}, { signal }), { signal, timeoutMs: uploadMs })
  return 'error' in uploaded ? uploaded : { url: fileSchema.parse(uploaded.answer).urls.get }
}
