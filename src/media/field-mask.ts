import { writeFile } from 'node:fs/promises'
import { createCanvas } from '@napi-rs/canvas'
import { type MaskField, maskFields } from '../core/fixes.ts'
import { checkPixels } from './check-size.ts'
import type { FileLimits } from './job.ts'

/** Writes a mask that is white in some fields, as `MediaWork.fieldMask` promises. Fields that lie beside each other leave no line between them. */
export const writeFieldMask = async (
  outPath: string,
  {
    width,
    height,
    fields,
    inverted = false,
  }: { width: number; height: number; fields: readonly MaskField[]; inverted?: boolean | undefined },
  limits: FileLimits,
): Promise<void> => {
  checkPixels(width, height, limits)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = inverted ? 'white' : 'black'
  context.fillRect(0, 0, width, height)
  context.fillStyle = inverted ? 'black' : 'white'
  const edge = (of: number, third: number): number => Math.round((of * third) / 3)
  for (const field of fields) {
    const at = maskFields.indexOf(field)
    const [column, row] = [at % 3, Math.floor(at / 3)]
    const [left, top] = [edge(width, column), edge(height, row)]
    context.fillRect(left, top, edge(width, column + 1) - left, edge(height, row + 1) - top)
  }
  await writeFile(outPath, await canvas.encode('png'))
}
