import { createHash } from 'node:crypto'
import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostMedia, Tile } from '../../core/post.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { sheetFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { areThere } from './are-there.ts'
import { calledOf } from './round-post.ts'

/** The stills of a batch's clips on one picture, with their numbers; null for fewer than two, or where it cannot be drawn. */
export type SheetOf = (takes: readonly GenerationRecord[]) => Promise<PostMedia | null>

export interface Sheets {
  ofClips: SheetOf
  /** The tiles of a round of stills on one picture: those that are covered by their numbers alone. Null where it cannot be drawn. */
  ofTiles(
    batchId: string,
    tiles: readonly Tile[],
    /** `parentId`: what the others were made from. */
    said: { prompt: string; parentId: string | null },
  ): Promise<PostMedia | null>
}

interface Drawn {
  generationId: string | null
  posterKey: string
  label: string
  covered?: boolean
}

/** Each sheet is kept under what is on it, so that one of other clips is another file. */
export const createSheets = (parts: Pick<Parts, 'generations' | 'log' | 'media' | 'mediaStore' | 'workPath'>): Sheets => {
  const draw = async (key: string, tiles: readonly Drawn[]): Promise<void> => {
    await using lent = new AsyncDisposableStack()
    const folder = lent.use(await mkdtempDisposable(join(parts.workPath, 'sheet-')).catch(throwStorageFault))
    const files: { path: string; label: string; covered?: boolean }[] = []
    for (const { posterKey, label, covered } of tiles) {
      const { path, release } = await parts.mediaStore.borrow(posterKey)
      lent.defer(release)
      files.push({ path, label, ...(covered && { covered }) })
    }
    const path = join(folder.path, 'sheet.jpg')
    await parts.media.numberSheet(path, { tiles: files })
    await parts.mediaStore.put(key, path)
  }

  const keep = async (batchId: string, drawn: readonly Drawn[], alt: Text): Promise<PostMedia | null> => {
    const name = createHash('sha256')
      .update(JSON.stringify(drawn.map(({ posterKey, label, covered }) => [posterKey, label, ...(covered ? ['covered'] : [])])))
      .digest('hex')
      .slice(0, 16)
    const key = `${sheetFolder(batchId)}${name}.jpg`
    try {
      const known = await parts.mediaStore.size(key).catch(() => null)
      if (known === null) await draw(key, drawn)
      if (
        known === null &&
        !(await areThere(
          parts,
          drawn.flatMap(({ generationId }) => generationId ?? []),
        ))
      ) {
        await parts.mediaStore.remove(key)
        return null
      }
      const sizeBytes = known ?? (await parts.mediaStore.size(key))
      return { key, mediaType: 'image/jpeg', sizeBytes, fileName: `moodreel-${name}.jpg`, alt, width: 0, height: 0, durationSeconds: 0 }
    } catch (error) {
      parts.log.warn({ err: error, batch: batchId }, 'a sheet could not be drawn; the message stands without it')
      return null
    }
  }

  return {
    async ofClips(takes) {
      const shown = takes.flatMap(({ generation }) => {
        const { clip, state, removedAt, filesGoneAt } = generation
        return clip && state === 'delivered' && removedAt === null && filesGoneAt === null
          ? [{ generation, posterKey: clip.poster.key, label: calledOf(generation) }]
          : []
      })
      const [first] = shown
      if (!first || shown.length < 2) return null
      const alt = say('clip.sheetAlt', { takes: shown.map(({ label }) => label), prompt: first.generation.request.prompt })
      const sheet = await keep(
        first.generation.batchId,
        shown.map(({ generation, posterKey, label }) => ({ generationId: generation.id, posterKey, label })),
        alt,
      )
      return sheet && { ...sheet, ...(shown.some(({ generation }) => generation.clip?.flagged) && { spoiler: true }) }
    },

    async ofTiles(batchId, tiles, { prompt, parentId }) {
      if (tiles.length === 0) return null
      const drawn = tiles.map(({ generationId, key, posterKey = key, number, spoiler }) => ({
        generationId: generationId ?? parentId,
        posterKey,
        label: number,
        ...(spoiler && { covered: true }),
      }))
      return keep(batchId, drawn, say('clip.stillSheetAlt', { takes: tiles.map(({ number }) => number), prompt }))
    },
  }
}
