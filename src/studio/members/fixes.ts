import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureMaskable } from '../../core/fit/maskable.ts'
import type { Fixes, MaskSource } from '../../core/fixes.ts'
import type { MediaInfo } from '../../core/media.ts'
import type { Invocation } from '../../core/platform.ts'
import { storedAttachment } from '../../core/remake/draft-from.ts'
import type { Attachment, RequestDraft } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import type { MayMake } from '../admission/may-make.ts'
import { mediaLineOf } from '../media-line.ts'
import type { Parts } from '../parts.ts'
import { fetchAttachment } from '../workflow/fetch-attachment.ts'
import { hashFile } from '../workflow/hash-file.ts'
import { inputFolder } from '../workflow/ingest.ts'
import { createDrawings } from './drawings.ts'
import { createHourlyCount } from './hourly-count.ts'

/** How long a mask may take, its download included. */
const timeoutMs = 60_000

/** So many masks an hour of which no clip comes: they cost nothing, and a file of each stays for a day. */
const mostIdle = 30

/** As much of a fix as is known before its mask is there. */
const beginning: RequestDraft = { mode: 'i2i', prompt: '' }

type Needed = Pick<Parts, 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'workPath'>

/** What fixes are to the rest of the studio, beside what commands ask. */
export interface FixUse extends Fixes {
  /** A clip came of what was said: its mask is counted no longer. */
  came(invocation: Invocation): void
}

export const createFixes = (
  parts: Needed & Pick<Parts, 'canvasLinks' | 'clock' | 'generations' | 'locks' | 'settings'>,
  mayMake: MayMake,
): FixUse => {
  const makeMask = createMask(parts)
  const drawings = createDrawings(parts)
  const idle = createHourlyCount(parts.clock, { most: mostIdle, refusal: (given) => say('member.masksAnHour', given) })
  const lineOf = ({ platform, member }: Invocation): string => mediaLineOf(platform, member.id)

  return {
    async mask(invocation, still, source) {
      ensureMaskable(still)
      await mayMake(invocation, beginning)
      idle.add(lineOf(invocation), invocation.id)
      return makeMask(invocation, still, source)
    },

    async canvas(invocation, generationId, values) {
      await mayMake(invocation, beginning)
      return drawings.grant(invocation, generationId, values)
    },

    came: (invocation) => idle.drop(lineOf(invocation), invocation.id),
  }
}

/** Makes the mask of a still, and keeps it where the inputs of clips are: the clip takes it as it is, and it goes when none needs it. */
const createMask =
  (parts: Needed): Fixes['mask'] =>
  async (invocation, { width, height }, source) => {
    await using folder = await mkdtempDisposable(join(parts.workPath, 'mask-')).catch(throwStorageFault)
    const path = join(folder.path, 'mask.png')
    const info = await write(parts, invocation, { width, height, source, path, raw: join(folder.path, 'raw') })
    const key = `${inputFolder}${await hashFile(path)}.png`
    await parts.mediaStore.ensureRoom(info.sizeBytes)
    await parts.mediaStore.put(key, path)
    return storedAttachment({ ...info, key }, nameOf(source))
  }

const nameOf = (source: MaskSource): Attachment['name'] => ('file' in source ? source.file.name : `${source.fields.join('-')}.png`)

const write = async (
  parts: Needed,
  invocation: Invocation,
  { width, height, source, path, raw }: { width: number; height: number; source: MaskSource; path: string; raw: string },
): Promise<MediaInfo> => {
  const signal = AbortSignal.timeout(timeoutMs)
  const media = parts.media.forMember(mediaLineOf(invocation.platform, invocation.member.id))
  const { inverted } = source
  if ('fields' in source) return media.fieldMask(path, { width, height, fields: source.fields, inverted }, signal)
  await fetchAttachment(parts, invocation, source.file, raw, signal)
  return media.checkMask(raw, path, { width, height, inverted }, signal)
}
