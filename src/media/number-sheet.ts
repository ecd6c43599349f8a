import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { type Cell, drawLabel } from './draw-label.ts'
import { previewQuality } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { dropPicture, openPicture, writePicture } from './picture.ts'

export interface Tiles {
  /** In their order, row by row; a label is short, such as `3b`. */
  tiles: { path: string; label: string; covered?: boolean | undefined }[]
}

/** Of a few stills; of more it is wider, so that each is still seen. */
const sheetWidth = 960
const wideSheetWidth = 1600
const gap = 4
/** Height by width of a cell: one in the shape of a strip that is a pixel wide would fit on no sheet. */
const cellShapes = { flattest: 1 / 4, tallest: 2 }

/** Ten are two rows of five, as their buttons are. */
const columnsOf = (tiles: number): number => (tiles <= 6 ? Math.ceil(Math.sqrt(tiles)) : tiles <= 8 ? 4 : 5)

/** Draws a picture into a cell: whole, as large as it fits. */
const drawInto = (context: ReturnType<Canvas['getContext']>, picture: Canvas, cell: Cell) => {
  const scale = Math.min(cell.width / picture.width, cell.height / picture.height)
  const [width, height] = [picture.width * scale, picture.height * scale]
  context.drawImage(picture, cell.x + (cell.width - width) / 2, cell.y + (cell.height - height) / 2, width, height)
}

/** Writes several stills on one sheet as JPEG, each with its label in the corner; the cells have the shape of the first, within bounds. */
export const writeNumberSheet = async (outPath: string, { tiles }: Tiles, limits: FileLimits): Promise<void> => {
  const [{ path: firstPath } = {}] = tiles
  if (firstPath === undefined) throw new Error('a sheet of nothing was asked for')
  const first = await inspect(firstPath, limits)
  const columns = columnsOf(tiles.length)
  const rows = Math.ceil(tiles.length / columns)
  const width = Math.floor(((columns > 3 ? wideSheetWidth : sheetWidth) - gap * (columns - 1)) / columns)
  const height = Math.round(width * Math.min(cellShapes.tallest, Math.max(cellShapes.flattest, first.height / first.width)))
  const size = { width: columns * width + gap * (columns - 1), height: rows * height + gap * (rows - 1) }
  const sheet = createCanvas(size.width, size.height)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#1f2430'
  context.fillRect(0, 0, size.width, size.height)
  // One after the other: ten that are as large as a picture may be do not fit into a child's memory together.
  for (const [at, { path, label, covered }] of tiles.entries()) {
    const cell = { x: (at % columns) * (width + gap), y: Math.floor(at / columns) * (height + gap), width, height }
    if (!covered) {
      const picture = await openPicture(path, limits)
      drawInto(context, picture, cell)
      dropPicture(picture)
    }
    drawLabel(context, label, cell)
  }
  await writePicture(sheet, outPath, previewQuality)
}
