import { mkdtempDisposable } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import { isTooSmall, overLimit } from '../../core/fit/input-limits.ts'
import { sizesApart } from '../../core/fit/sizes-apart.ts'
import type { MediaInfo } from '../../core/media.ts'
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
        const input = await ingestOne(parts, fresh, model, role, attachment, signal).catch(naming(attachment))
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
  role: InputRole,
  attachment: Attachment,
  signal: AbortSignal,
): Promise<Omit<IngestedInput, 'role'>> => {
  await using folder = await mkdtempDisposable(join(parts.workPath, 'ingest-')).catch(throwStorageFault)
  const raw = join(folder.path, 'raw')
  await fetchAttachment(parts, record.batch, attachment, raw, signal)
  const media = parts.media.forMember(mediaLineOf(record.batch.platform, record.batch.memberId))
  const counting = <Result>(work: () => Promise<Result>) => countingDeaths(parts, record.generation, work, mostDeathsOfGiven)
  const found = await counting(() => inspectInput(media, role, raw, signal))
  const tooMuch = overLimit(model, found, { role, continues: record.generation.request.continues })
  if (tooMuch) throw new MoodreelError('bad_media', tooMuch)
  const minSide = isTooSmall(model, found) ? model.image.minSide : undefined
  // Brought home and cleaned for an earlier clip: cleaning it again would change the picture.
  if (attachment.url.startsWith(keptInput) && minSide === undefined) {
    return { media: { ...found, key: attachment.url.slice('media:'.length), sha256: await hashFile(raw) } }
  }
  const kept = (path: string, ending: string) => keepInput(parts, path, ending)
  // It is clean too, and has a copy for the clip from now on: the word may be deleted.
  if (attachment.url.startsWith(keptReference) && minSide === undefined) {
    return { media: { ...found, ...(await kept(raw, extname(attachment.url))) } }
  }
  // For the clean copy and the one that is kept.
  await parts.mediaStore.ensureRoom(2 * found.sizeBytes)
  const { path, ending, info } = await counting(() => cleanInput(media, found, raw, folder.path, { minSide, signal }))
  const stored = { ...info, ...(await kept(path, ending)) }
  return minSide === undefined ? { media: stored } : { media: stored, note: enlargedNote(attachment.name, found, info, model) }
}

/** Keeps a clean file by its hash. */
const keepInput = async (
  { mediaStore }: Pick<Parts, 'mediaStore'>,
  path: string,
  ending: string,
): Promise<{ key: string; sha256: string }> => {
  const sha256 = await hashFile(path)
  const key = `${inputFolder}${sha256}${ending}`
  await mediaStore.put(key, path)
  return { key, sha256 }
}

const enlargedNote = (file: string, from: MediaInfo, to: MediaInfo, model: Model): Text =>
  say('media.scaledUp', { file, from: `${from.width}×${from.height}`, to: `${to.width}×${to.height}`, model: model.name })
