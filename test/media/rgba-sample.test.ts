import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const media = join(import.meta.dirname, '../../src/media')

/** Converts pictures whose colours have names, while so much is thrown away that the collector has to run. */
const script = `
import { createCanvas } from '@napi-rs/canvas'
import { toSrgb } from ${JSON.stringify(join(media, 'png-colours.ts'))}
let kept = []
for (let at = 0; at < 12; at++) {
  const canvas = createCanvas(1000, 600)
  canvas.getContext('2d').fillRect(0, 0, 1000, 600)
  await toSrgb(canvas, { primaries: 'smpte432', transfer: 'iec61966-2-1' })
  kept = [...kept.slice(-9), Buffer.alloc(5e6, 1)]
}
console.log('done')`

test('what FFmpeg reads of a picture is not collected meanwhile, which would end the process', async () => {
  const node = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: join(media, '../..') })
  await expect(node).resolves.toMatchObject({ stdout: 'done\n' })
})
