import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { newId } from '../../src/core/id.ts'
import type { MediaStore } from '../../src/core/media-store.ts'
import type { Attachment } from '../../src/core/request.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Puts a PNG of one colour under a key. */
export const putPicture = async (store: Pick<MediaStore, 'put'>, key: string, colour: string, size = { width: 64, height: 36 }) => {
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, size.width, size.height)
  const path = join(await temporaryFolder(), 'picture')
  await writeFile(path, canvas.toBuffer('image/png'))
  await store.put(key, path)
}

/** The same as somebody attached it, in the store where their platform put it. */
export const attachPicture = async (store: Pick<MediaStore, 'put'>, colour: string, name = `${colour}.png`): Promise<Attachment> => {
  const key = `uploads/${newId()}.png`
  await putPicture(store, key, colour)
  return { url: `media:${key}`, name, mediaType: 'image/png' }
}
