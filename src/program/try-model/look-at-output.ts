import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '../../core/json.ts'
import type { MediaInfo, MediaWork } from '../../core/media.ts'
import type { Provider, ProviderOutput } from '../../core/provider.ts'
import type { GuardedFetch } from '../../net/guarded-fetch.ts'
import { writeCapped } from '../../studio/workflow/fetch-attachment.ts'

const maxBytes = 500_000_000

const rounded = (value: number): number => Math.round(value * 100) / 100

const wordsOf = (info: MediaInfo): string => {
  const { kind, mediaType, width, height, durationSeconds, fps, videoCodec, audioCodec, sizeBytes } = info
  const film = [`${rounded(durationSeconds)} s`, `${rounded(fps)} frames a second`, videoCodec ?? 'no picture', audioCodec ?? 'no sound']
  const size = sizeBytes < 100_000 ? `${Math.ceil(sizeBytes / 1000)} kB` : `${rounded(sizeBytes / 1e6)} MB`
  return [mediaType, ...(kind === 'audio' ? [] : [`${width} × ${height}`]), ...(kind === 'video' ? film : []), size].join(', ')
}

/** Where an output lies, without the path, which may be signed. */
const placeOf = (url: string): string => (/^https?:/i.test(url) ? `at ${new URL(url).origin}` : 'by a call of the adapter')

/** Fetches an output as the bot does, and says what it is by its bytes, in a line. Throws as the fetch and `MediaWork.inspect`. */
export const lookAtOutput = async (
  output: ProviderOutput,
  operation: Json,
  tools: {
    provider: Provider
    guarded: Pick<GuardedFetch, 'downloadTo'>
    media: Pick<MediaWork, 'inspect'>
    folder: string
    signal: AbortSignal
  },
): Promise<string> => {
  const { provider, guarded, media, folder, signal } = tools
  const path = join(folder, `output-${crypto.randomUUID()}`)
  try {
    const opened = await provider.open?.(output, operation, signal)
    if (opened) await writeCapped(opened, path, maxBytes, signal)
    else await guarded.downloadTo(path, output.url, { maxBytes, signal })
    return `${wordsOf(await media.inspect(path, signal))}; ${placeOf(output.url)}`
  } finally {
    await rm(path, { force: true })
  }
}
