import { z } from 'zod'
import type { ProviderError, ProviderInput } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { comfyui } from './api.ts'
import { refusal } from './refusal.ts'
import type { Workflow } from './workflow.ts'

const answerSchema = z.object({ name: z.string().min(1), subfolder: z.string().default('') })

/** Files may be large and lines slow. */
const uploadMs = 50_000

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
}

/**
 * Brings a file to ComfyUI's input folder and gives the name that LoadImage, LoadVideo and LoadAudio find it by. It is
 * named by its hash, so that the same file is there once. `POST /upload/image` takes any kind of file.
 */
export const upload = async (
  api: VendorCall,
  { mediaType, sha256, read }: ProviderInput,
  workflow: Workflow,
  signal: AbortSignal,
): Promise<{ name: string } | { error: ProviderError }> => {
  const form = new FormData()
  const ending = endings[mediaType] ?? mediaType.split('/')[1] ?? 'bin'
  form.append('image', new Blob([new Uint8Array(await read())], { type: mediaType }), `${sha256}.${ending}`)
  form.append('type', 'input')
  form.append('subfolder', 'moodreel')
  form.append('overwrite', 'true')
  const response = await api('upload/image', { method: 'POST', form, timeoutMs: uploadMs, signal })
  if (response.status >= 400 && response.status < 500) return { error: refusal(response, await response.text(), workflow) }
  const { name, subfolder } = await comfyui.readAnswer(response, answerSchema)
  return { name: subfolder === '' ? name : `${subfolder}/${name}` }
}
