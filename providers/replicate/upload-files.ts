import { z } from 'zod'
import type { Json } from '../../src/core/json.ts'
import type { ProviderError, ProviderInput } from '../../src/core/provider.ts'
import type { FreeCall } from './free-call.ts'
import type { FileField } from './map-input.ts'

const fileSchema = z.object({ urls: z.object({ get: z.url() }) })

/** Files may be large and lines slow. */
const uploadMs = 90_000

/**
 * Links for the files of a request, by field: their own signed link where the operator has a public address, otherwise
 * an upload, which costs nothing (https://replicate.com/docs/reference/http#files.create). Throws when Replicate cannot
 * be reached or fails.
 */
export const linkFiles = async (
  freeCall: FreeCall,
  files: readonly FileField[],
  signal: AbortSignal,
): Promise<{ links: Record<string, Json> } | { error: ProviderError }> => {
  const links: Record<string, Json> = {}
  for (const { name, isList, inputs } of files) {
    const urls: string[] = []
    for (const input of inputs) {
      const uploaded = input.url === undefined ? await upload(freeCall, input, signal) : { url: input.url }
      if ('error' in uploaded) return uploaded
      urls.push(uploaded.url)
    }
    links[name] = isList ? urls : (urls[0] ?? null)
  }
  return { links }
}

const upload = async (
  freeCall: FreeCall,
  { read, role, mediaType }: ProviderInput,
  signal: AbortSignal,
): Promise<{ url: string } | { error: ProviderError }> => {
  const file = new File([new Uint8Array(await read())], `${role}.${mediaType.split('/')[1] ?? 'bin'}`, { type: mediaType })
  const uploaded = await freeCall(({ files }) => files.create(file, {}, { signal }), { signal, timeoutMs: uploadMs })
  return 'error' in uploaded ? uploaded : { url: fileSchema.parse(uploaded.answer).urls.get }
}
