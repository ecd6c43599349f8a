import { mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ErrorCode, MoodreelError } from '../core/errors.ts'
import type { Generation } from '../core/generation.ts'
import type { MediaInfo, StoredMedia } from '../core/media.ts'
import type { Recipe } from '../core/recipe.ts'
import type { GenerationRecord, ProviderSuccess } from '../storage/generation-rows.ts'
import { throwStorageFault } from '../storage/storage-fault.ts'
import { clipFileKeys } from './clip-keys.ts'
import { hashFile } from './hash-file.ts'
import { writeCapped } from './open-media.ts'
import type { Parts } from './parts.ts'
import { providerOf } from './provider-of.ts'
import type { StageContext } from './stage.ts'

/** The largest clip that is taken from a provider. */
const maxClipBytes = 500_000_000

const posterWidth = 1280

/** Brings the finished clip home before the provider's link dies: downloads it, looks at its bytes, writes the recipe into it and keeps it. */
export const createCollect =
  (parts: Parts) =>
  async ({ record, signal }: StageContext): Promise<void> => {
    const { generation, result } = record
    if (generation.clip) return
    if (!result) throw new MoodreelError('internal', 'A clip is collected that no provider finished.')
    const folder = await mkdtemp(join(parts.workPath, 'collect-')).catch(throwStorageFault)
    try {
      const raw = join(folder, 'raw')
      await download(parts, record, result, raw, signal)
        .catch((error: unknown) => askForFreshLink(parts, record, result, error, signal))
        .catch(blameProvider)
      // For the clip with its recipe inside and the copy that is kept.
      await parts.mediaStore.ensureRoom(2 * (await stat(raw)).size)

      const recipe = recipeOf(parts, generation, result)
      const outPath = join(folder, 'clip.mp4')
      const posterPath = join(folder, 'poster.jpg')
      const finished = await parts.media.finish(raw, { outPath, posterPath, posterWidth, recipe }, signal).catch(blameProvider)
      if (finished.kind === 'other') {
        throw new MoodreelError(
          'provider_failed',
          `The provider sent ${finished.found.mediaType} instead of a video; the credits are back.`,
        )
      }
      const keys = clipFileKeys(generation.id)
      const video = await keep(parts, keys.video, outPath, finished.video)
      const poster = await keep(parts, keys.poster, posterPath, finished.poster)
      await parts.generations.saveClip(generation.id, { video, poster, recipe })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

/**
 * What the house says of files is meant for the person who attached one. Here the file is the provider's, and there is
 * nothing that the person could do about it.
 */
const blameProvider = (error: unknown): never => {
  if (!(error instanceof MoodreelError)) throw error
  if (error.code === 'fetch_failed') {
    throw new MoodreelError('fetch_failed', 'The provider’s clip could not be fetched; the credits are back, please try again.', {
      cause: error,
    })
  }
  if (!providerFaults.has(error.code)) throw error
  throw new MoodreelError('provider_failed', 'The provider sent a clip that cannot be used; the credits are back, please try again.', {
    cause: error,
  })
}

const providerFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bad_media', 'too_large', 'fetch_refused'])

const download = async (
  parts: Parts,
  { generation }: GenerationRecord,
  result: ProviderSuccess,
  path: string,
  signal: AbortSignal,
): Promise<void> => {
  const [output] = result.outputs
  if (!output) throw new MoodreelError('provider_failed', 'The provider finished without a clip; the credits are back, please try again.')
  const provider = providerOf(parts, generation.provider)
  if (!provider.open) {
    const guardedFetch = parts.providerFetch.get(generation.provider)
    if (!guardedFetch) throw new MoodreelError('internal', 'A clip is collected of a provider without a way to it.')
    await guardedFetch.downloadTo(path, output.url, { maxBytes: maxClipBytes, signal })
    return
  }
  const attempt = await parts.attempts.latest(generation.id)
  if (attempt?.state !== 'accepted') throw new MoodreelError('internal', 'A clip is collected that was never accepted.')
  await writeCapped(await provider.open(output, attempt.operation, signal), path, maxClipBytes, signal)
}

/** A link may have run out while the bot was away: asked again, the provider may name a fresh one, or say that the clip is gone. */
const askForFreshLink = async (
  parts: Parts,
  { generation }: GenerationRecord,
  { outputs, seenAt }: ProviderSuccess,
  error: unknown,
  signal: AbortSignal,
): Promise<never> => {
  const attempt = await parts.attempts.latest(generation.id)
  if (!(error instanceof MoodreelError) || error.code !== 'fetch_failed' || attempt?.state !== 'accepted') throw error
  const status = await providerOf(parts, generation.provider).poll(attempt.operation, signal)
  if (status.kind === 'failed') throw new MoodreelError('provider_failed', status.error.message, { cause: error })
  if (status.kind === 'succeeded' && status.outputs[0]?.url !== outputs[0]?.url) {
    await parts.generations.saveResult(generation.id, { ...status, seenAt })
  }
  throw error
}

const keep = async (parts: Parts, key: string, path: string, info: MediaInfo): Promise<StoredMedia> => {
  await parts.mediaStore.put(key, path)
  return { ...info, key, sha256: await hashFile(path) }
}

const recipeOf = (parts: Parts, generation: Generation, result: ProviderSuccess): Recipe => {
  const { request } = generation
  const { durationSeconds, aspectRatio, resolution, fps, generateAudio, strength, camera, extras } = request
  return {
    moodreel: 1,
    generationId: generation.id,
    parentId: generation.parentId,
    mode: generation.mode,
    model: generation.model,
    provider: generation.provider,
    modelVersion: result.modelVersion ?? null,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt ?? null,
    seedRequested: request.seed,
    seedUsed: result.seed === undefined ? (parts.catalogue.find(generation.model)?.seed ? request.seed : null) : result.seed,
    settings: { durationSeconds, aspectRatio, resolution, fps, generateAudio, strength, camera, extras },
    inputs: generation.inputs.map(({ role, media }) => ({ role, sha256: media.sha256, mediaType: media.mediaType })),
    createdAt: new Date(generation.createdAt).toISOString(),
  }
}
