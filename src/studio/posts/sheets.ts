import { createHash } from 'node:crypto'
import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostMedia } from '../../core/post.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { sheetFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { calledOf } from './round-post.ts'

/** The stills of a batch's clips on one picture, with their numbers; null for fewer than two, or where it cannot be drawn. */
export type SheetOf = (takes: readonly GenerationRecord[]) => Promise<PostMedia | null>

/** Each sheet is kept under what is on it, so that one of other clips is another file. */
export const createSheets = (parts: Pick<Parts, 'log' | 'media' | 'mediaStore' | 'workPath'>): SheetOf => {
  const draw = async (key: string, tiles: { posterKey: string; label: string }[]): Promise<void> => {
    await using lent = new AsyncDisposableStack()
    const folder = lent.use(await mkdtempDisposable(join(parts.workPath, 'sheet-')).catch(throwStorageFault))
    const files: { path: string; label: string }[] = []
    for (const { posterKey, label } of tiles) {
      const { path, release } = await parts.mediaStore.borrow(posterKey)
      lent.defer(release)
      files.push({ path, label })
    }
    const path = join(folder.path, 'sheet.jpg')
    await parts.media.numberSheet(path, { tiles: files })
    await parts.mediaStore.put(key, path)
  }

  return async (takes) => {
    const shown = takes.flatMap(({ generation }) => {
      const { clip, state, removedAt, filesGoneAt } = generation
      return clip && state === 'delivered' && removedAt === null && filesGoneAt === null
        ? [{ generation, posterKey: clip.poster.key, label: calledOf(generation) }]
        : []
    })
    const [first] = shown
    if (!first || shown.length < 2) return null
    const name = createHash('sha256')
      .update(JSON.stringify(shown.map(({ posterKey, label }) => [posterKey, label])))
      .digest('hex')
      .slice(0, 16)
    const key = `${sheetFolder(first.generation.batchId)}${name}.jpg`
    try {
      const known = await parts.mediaStore.size(key).catch(() => null)
      if (known === null) await draw(key, shown)
      return {
        key,
        mediaType: 'image/jpeg',
        sizeBytes: known ?? (await parts.mediaStore.size(key)),
        fileName: `moodreel-${name}.jpg`,
        alt: say('clip.sheetAlt', { takes: shown.map(({ label }) => label), prompt: first.generation.request.prompt }),
        width: 0,
        height: 0,
        durationSeconds: 0,
        ...(shown.some(({ generation }) => generation.clip?.flagged) && { spoiler: true }),
      }
    } catch (error) {
      parts.log.warn({ err: error, batch: first.generation.batchId }, 'a sheet could not be drawn; one still stands for all')
      return null
    }
  }
}
