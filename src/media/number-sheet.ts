import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { checkPixels } from './check-size.ts'
import { previewQuality } from './frame.ts'
import type { FileLimits } from './job.ts'
import { openPicture, writePicture } from './picture.ts'

export interface Tiles {
  /** In their order, row by row; a label is short, such as `3b`. */
  tiles: { path: string; label: string }[]
}

const sheetWidth = 960
const gap = 4

interface Cell {
  x: number
  y: number
  width: number
  height: number
}

/** Writes a label into the corner of a cell. */
export const drawLabel = (context: ReturnType<Canvas['getContext']>, label: string, { x, y, width, height }: Cell): void => {
  const letter = Math.max(16, Math.round(Math.min(width, height) / 6))
  context.font = `bold ${letter}px sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const box = { width: Math.max(letter * 1.4, context.measureText(label).width + letter * 0.8), height: letter * 1.4 }
  context.fillStyle = 'rgba(0, 0, 0, 0.65)'
  context.fillRect(x, y, box.width, box.height)
  context.fillStyle = 'white'
  context.fillText(label, x + box.width / 2, y + box.height / 2)
}

/** Draws a picture into a cell: whole, as large as it fits. */
const drawInto = (context: ReturnType<Canvas['getContext']>, picture: Canvas, cell: Cell) => {
  const scale = Math.min(cell.width / picture.width, cell.height / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  context.drawImage(picture, cell.x + (cell.width - width) / 2, cell.y + (cell.height - height) / 2, width, height)
}

/** Writes several stills on one sheet as JPEG, each with its label in the corner; the cells have the shape of the first. */
export const writeNumberSheet = async (outPath: string, { tiles }: Tiles, limits: FileLimits): Promise<void> => {
  const pictures = await Promise.all(tiles.map(({ path }) => openPicture(path, limits)))
  const [first] = pictures
  if (!first) throw new Error('a sheet of nothing was asked for')
  const columns = Math.ceil(Math.sqrt(tiles.length))
  const rows = Math.ceil(tiles.length / columns)
  const width = Math.floor((sheetWidth - gap * (columns - 1)) / columns)
  const height = Math.max(1, Math.round((width * first.height) / first.width))
  const size = { width: columns * width + gap * (columns - 1), height: rows * height + gap * (rows - 1) }
  checkPixels(size.width, size.height, limits)
  const sheet = createCanvas(size.width, size.height)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#1f2430'
  context.fillRect(0, 0, size.width, size.height)
  for (const [at, picture] of pictures.entries()) {
    const [x, y] = [(at % columns) * (width + gap), Math.floor(at / columns) * (height + gap)]
    drawInto(context, picture, { x, y, width, height })
    drawLabel(context, tiles[at]?.label ?? '', { x, y, width, height })
  }
  await writePicture(sheet, outPath, previewQuality)
}
