import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { FetchNamed, ProviderError, ProviderInput } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { fileNameOf } from '../../src/core/vendor/request-files.ts'
import { say } from '../../src/core/words/sentence.ts'
import { videogen } from './api.ts'
import { refusal } from './refusal.ts'

const uploadMs = 90_000
/** How long VideoGen may take to look at an uploaded file. */
const readyMs = 60_000

const uploadSchema = z.object({ fileId: z.string().regex(/^[\w-]+$/), uploadUrl: z.url() })
const fileSchema = z.object({ type: z.string().nullish(), downloadSource: z.object({ status: z.string() }).nullish() })

const types = { image: 'IMAGE', video: 'VIDEO', audio: 'AUDIO' } as const

export interface Uploads {
  api: VendorCall
  fetchNamed: FetchNamed
  baseUrl: URL
}

/**
 * Brings a file to VideoGen, which takes no links: asks for a place, puts the bytes there, and waits until the file can
 * be used. Costs nothing. Throws when VideoGen cannot be reached or fails.
 */
export const uploadFile = async (
  { api, fetchNamed, baseUrl }: Uploads,
  input: ProviderInput,
  signal: AbortSignal,
): Promise<{ fileId: string } | { error: ProviderError }> => {
  const wanted = { type: types[input.kind], displayName: fileNameOf(input), isTemporary: true }
  const response = await api('files/upload', { method: 'POST', json: wanted, signal })
  if (response.status >= 400 && response.status < 500) return { error: refusal(response, await response.text()) }
  const { fileId, uploadUrl } = await videogen.readAnswer(response, uploadSchema)
  await putBytes(fetchNamed, baseUrl, uploadUrl, new Uint8Array(await input.read()), signal)

  const until = Date.now() + readyMs
  for (let pauseMs = 100; Date.now() < until; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    const { type, downloadSource } = await videogen.readAnswer(await api(`files/${fileId}`, { signal }), fileSchema)
    if (downloadSource?.status === 'failed') return { error: unusable }
    if (type && downloadSource?.status !== 'pending') return { fileId }
    await setTimeout(pauseMs, undefined, { signal })
  }
  throw videogen.unanswered('an uploaded file did not become ready')
}

const unusable: ProviderError = videogen.refused('invalid_input', { message: say('provider.fileRefused', { vendor: videogen.name }) })

/** The place is signed and lies elsewhere, so our key stays at home; it must be https and public, or VideoGen's own. */
const putBytes = async (fetchNamed: FetchNamed, baseUrl: URL, url: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> => {
  const { protocol, origin } = new URL(url)
  if (protocol !== 'https:' && origin !== baseUrl.origin) throw videogen.unanswered('an upload address that is not safe')
  const patience = AbortSignal.any([signal, AbortSignal.timeout(uploadMs)])
  const response = await fetchNamed(url, { method: 'PUT', body: bytes, signal: patience })
  if (!response.ok) throw videogen.unanswered(`HTTP ${response.status} for an upload`)
}
