import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ErrorCode, MoodreelError } from '../../core/errors.ts'
import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import type { Generation } from '../../core/generation.ts'
import type { MediaInfo, StoredMedia } from '../../core/media.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import { type Recipe, recipeSettings } from '../../core/recipe.ts'
import type { ProviderSuccess } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { clipFileKeys, clipKey } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { composedBytes, composeFix } from './compose-fix.ts'
import { fetchAgain, fetchClip, unusable } from './fetch-clip.ts'
import { hashFile } from './hash-file.ts'
import { countingDeaths } from './obstacles.ts'
import type { StageContext } from './stage.ts'

const posterWidth = 1280

/** Brings the finished clip, a film or a still, home before the provider's link dies: downloads it, looks at its bytes, puts a fix into its still, writes the recipe into it and keeps it. */
export const createCollect =
  (
    parts: Pick<
      Parts,
      'attempts' | 'catalogue' | 'clock' | 'generations' | 'log' | 'media' | 'mediaStore' | 'providerFetch' | 'providers' | 'workPath'
    >,
  ) =>
  async ({ record, signal }: StageContext): Promise<void> => {
    const { generation, result } = record
    if (generation.clip) return
    if (!result) throw new MoodreelError('internal', 'A clip is collected that no provider finished.')
    const folder = collectFolder(parts, generation.id)
    await mkdir(folder, { recursive: true }).catch(throwStorageFault)
    try {
      const raw = join(folder, 'raw')
      await fetchClip(parts, record, result, raw, signal).catch(blameProvider)
      // For the clip with its recipe inside and the copy that is kept.
      await parts.mediaStore.ensureRoom(2 * ((await stat(raw)).size + composedBytes(generation)))

      const recipe = recipeOf(parts, generation, result)
      const outPath = join(folder, 'clip.mp4')
      const posterPath = join(folder, 'poster.jpg')
      const isFilm = modeFacts[generation.mode].makes === 'video'
      const finished = await countingDeaths(parts, generation, async () => {
        const made = await composeFix(parts, generation, raw, folder, signal)
        return (isFilm ? parts.media.finish : parts.media.finishStill)(made, { outPath, posterPath, posterWidth, recipe }, signal)
      }).catch((error: unknown) => (isNoFilm(error) ? fetchAgain(parts, record, result, error, signal) : blameProvider(error)))
      if (finished.kind === 'other') return await fetchAgain(parts, record, result, `a ${finished.found.mediaType}`, signal)
      const video = await keep(parts, clipKey(generation.id, finished.video), outPath, finished.video)
      const poster = await keep(parts, clipFileKeys(generation.id).poster, posterPath, finished.poster)
      await parts.generations.saveClip(generation.id, { video, poster, recipe })
    } catch (error) {
      // What was downloaded is there for the next try: when there is room again, its link may be dead.
      if (!(error instanceof MoodreelError && error.code === 'storage_full')) await dropCollected(parts, generation.id)
      throw error
    }
    await dropCollected(parts, generation.id)
  }

const collectFolder = ({ workPath }: Pick<Parts, 'workPath'>, generationId: string): string => join(workPath, `collect-${generationId}`)

/** Takes away what was downloaded of a clip and is not needed any more. */
export const dropCollected = (parts: Pick<Parts, 'workPath'>, generationId: string): Promise<void> =>
  rm(collectFolder(parts, generationId), { recursive: true, force: true })

/** See `unusable`. */
const blameProvider = (error: unknown): never => {
  if (!(error instanceof MoodreelError)) throw error
  if (!providerFaults.has(error.code)) throw error
  throw new MoodreelError('provider_failed', unusable, { cause: error })
}

/** What comes next time may be better, but for a file that the media child died of again and again. */
const isNoFilm = (error: unknown): boolean =>
  error instanceof MoodreelError && error.code === 'bad_media' && !(error.cause instanceof MoodreelError)

const providerFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['bad_media', 'too_large', 'fetch_refused'])

const keep = async (parts: Pick<Parts, 'mediaStore'>, key: string, path: string, info: MediaInfo): Promise<StoredMedia> => {
  await parts.mediaStore.put(key, path)
  return { ...info, key, sha256: await hashFile(path) }
}

const recipeOf = (parts: Pick<Parts, 'catalogue'>, generation: Generation, result: ProviderSuccess): Recipe => {
  const { request } = generation
  const { aspectRatio } = request
  const model = parts.catalogue.rowOf(generation)
  const shape = model && shapeBySource(generation, model)
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
    seedUsed: result.seed === undefined ? (model?.seed ? request.seed : null) : result.seed,
    settings: { ...recipeSettings.parse(request), aspectRatio: aspectRatio ?? shape?.ratio },
    inputs: generation.inputs.map(({ role, media }) => ({ role, sha256: media.sha256, mediaType: media.mediaType })),
    createdAt: new Date(generation.createdAt).toISOString(),
  }
}
