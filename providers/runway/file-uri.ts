import type RunwayML from '@runwayml/sdk'
import { toFile } from '@runwayml/sdk'
import type { ProviderInput } from '../../src/core/provider.ts'
import { fileNameOf } from '../../src/core/vendor/request-files.ts'

/** https://docs.dev.runwayml.com/assets/inputs/: 5 MB for an image as a data URI (videos: the SDK says 5 MB, the page 16), 200 MB for an upload. */
const mostDataUriLength = 5_000_000
export const mostUploadMegabytes = 200

/**
 * An address under which Runway finds a file: the file itself as a data URI when it is small, otherwise an upload, which costs
 * nothing and is gone after a day. Links of ours are not used: Runway takes them only from some hosts and only up to 16 MB.
 */
export const fileUri = async (client: RunwayML, input: ProviderInput): Promise<string> => {
  const { read, mediaType } = input
  const bytes = new Uint8Array(await read())
  const prefix = `data:${mediaType};base64,`
  if (prefix.length + Math.ceil(bytes.byteLength / 3) * 4 <= mostDataUriLength) return `${prefix}${Buffer.from(bytes).toString('base64')}`
  const file = await toFile(bytes, fileNameOf(input), { type: mediaType })
  return (await client.uploads.createEphemeral({ file })).uri
}
