import { mkdtempDisposable } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import { isTooSmall, overLimit } from '../../core/fit/input-limits.ts'
import { ensureMaskable } from '../../core/fit/maskable.ts'
import { sizesApart } from '../../core/fit/sizes-apart.ts'
import type { MediaInfo, MediaWork, StoredMedia } from '../../core/media.ts'
import type { Model } from '../../core/model.ts'
import { type Attachment, type GenerationRequest, type InputRole, inputRoles } from '../../core/request.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord, IngestedInput } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { referenceFolder } from '../clip-keys.ts'
import { mediaLineOf } from '../media-line.ts'
import type { Parts } from '../parts.ts'
import { fetchAttachment } from './fetch-attachment.ts'
import { hashFile } from './hash-file.ts'
import { countingDeaths, mostDeathsOfGiven } from './obstacles.ts'
import { cleanInput, inspectInput } from './prepare-input.ts'

/**
 * Brings a batch's input files home at once, for a chat's links die: downloaded, sniffed, checked against the
 * model, stripped of metadata and kept by hash. The takes of a batch share them.
 */
export const createIngest = (
  parts: Pick<Parts, 'catalogue' | 'generations' | 'locks' | 'log' | 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'workPath'>,
) => {
  const locked = parts.locks.keyed('ingest')

  return async (record: GenerationRecord, signal: AbortSignal): Promise<void> =>
    locked(record.batch.id, async () => {
      const fresh = await parts.generations.find(record.generation.id)
      if (!fresh || fresh.inputsReady) return
      const inputs: IngestedInput[] = []
      const model = parts.catalogue.modelOf(fresh.generation)
      for (const { role, attachment } of attachmentsOf(fresh.generation.request)) {
        const still = inputs.find((input) => input.role === 'firstFrame')?.media
        const input = await ingestOne(parts, fresh, model, { role, attachment, still }, signal).catch(naming(attachment))
        inputs.push({ role, ...input })
      }
      const apart = sizesApart(fresh.generation.request, inputs)
      if (apart) throw new MoodreelError('bad_media', apart)
      await parts.generations.saveInputs(fresh.batch.id, inputs)
    })
}

/** Puts the file's name before what is wrong with it: there may be several, and they are looked at long after they were sent. */
const naming =
  ({ name }: Attachment) =>
  (error: unknown): never => {
    const aboutTheFile =
      error instanceof MoodreelError && (error.code === 'bad_media' || error.code === 'too_large' || error.code === 'not_found')
    throw aboutTheFile
      ? new MoodreelError(error.code, say('media.ofFile', { file: name, problem: error.sentence }), { cause: error })
      : error
  }

/** The files of a request with the roles they play. */
const attachmentsOf = (request: GenerationRequest): { role: InputRole; attachment: Attachment }[] =>
  inputRoles.flatMap((role) => [request[role] ?? []].flat().map((attachment) => ({ role, attachment })))

/** Where the clean copies of what members give are kept, by their hash. */
export const inputFolder = 'inputs/'
const keptInput = `media:${inputFolder}`
const keptReference = `media:${referenceFolder}`

const ingestOne = async (
  parts: Pick<Parts, 'generations' | 'log' | 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'workPath'>,
  record: GenerationRecord,
  model: Model,
  { role, attachment, still }: { role: InputRole; attachment: Attachment; still: MediaInfo | undefined },
  signal: AbortSignal,
): Promise<Omit<IngestedInput, 'role'>> => {
  await using folder = await mkdtempDisposable(join(parts.workPath, 'ingest-')).catch(throwStorageFault)
  const raw = join(folder.path, 'raw')
  await fetchAttachment(parts, record.batch, attachment, raw, signal)
  const media = parts.media.forMember(mediaLineOf(record.batch.platform, record.batch.memberId))
  const counting = <Result>(work: () => Promise<Result>) => countingDeaths(parts, record.generation, work, mostDeathsOfGiven)
  const found = await counting(() => inspectInput(media, role, raw, signal))
  // Before anything is paid: what is made again was let in before there was a limit, or by another way.
  if (role === 'mask' && still) ensureMaskable(still)
  if (role === 'mask' && still) return { media: await ingestMask({ parts, media, still, raw, folder: folder.path, counting, signal }) }
  const tooMuch = overLimit(model, found, { role, continues: record.generation.request.continues })
  if (tooMuch) throw new MoodreelError('bad_media', tooMuch)
  const minSide = isTooSmall(model, found) ? model.image.minSide : undefined
  // Brought home and cleaned for an earlier clip: cleaning it again would change the picture.
  if (attachment.url.startsWith(keptInput) && minSide === undefined) {
    return { media: { ...found, key: attachment.url.slice('media:'.length), sha256: await hashFile(raw) } }
  }
  // It is clean too, and has a copy for the clip from now on: the word may be deleted.
  if (attachment.url.startsWith(keptReference) && minSide === undefined) {
    return { media: await keep(parts, raw, extname(attachment.url), found) }
  }
  // For the clean copy and the one that is kept.
  await parts.mediaStore.ensureRoom(2 * found.sizeBytes)
  // A still of which a part is made anew keeps each of its pixels on the way.
  const exact = record.generation.request.mask !== undefined
  const { path, ending, info } = await counting(() => cleanInput(media, found, raw, folder.path, { minSide, exact, signal }))
  const stored = await keep(parts, path, ending, info)
  return minSide === undefined ? { media: stored } : { media: stored, note: enlargedNote(attachment.name, found, info, model) }
}

/** Brings a mask to the size of its still. */
const ingestMask = async ({
  parts,
  media,
  still: { width, height },
  raw,
  folder,
  counting,
  signal,
}: {
  parts: Pick<Parts, 'mediaStore'>
  media: Pick<MediaWork, 'checkMask'>
  still: MediaInfo
  raw: string
  folder: string
  counting<Result>(work: () => Promise<Result>): Promise<Result>
  signal: AbortSignal
}): Promise<StoredMedia> => {
  const path = join(folder, 'mask.png')
  const info = await counting(() => media.checkMask(raw, path, { width, height }, signal))
  await parts.mediaStore.ensureRoom(info.sizeBytes)
  return keep(parts, path, '.png', info)
}

const keep = async (parts: Pick<Parts, 'mediaStore'>, path: string, ending: string, info: MediaInfo): Promise<StoredMedia> => {
  const sha256 = await hashFile(path)
  const key = `${inputFolder}${sha256}${ending}`
  await parts.mediaStore.put(key, path)
  return { ...info, key, sha256 }
}

const enlargedNote = (file: string, from: MediaInfo, to: MediaInfo, model: Model): Text =>
  say('media.scaledUp', { file, from: `${from.width}×${from.height}`, to: `${to.width}×${to.height}`, model: model.name })
