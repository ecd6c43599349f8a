import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { GlobalFonts, type Image, loadImage } from '@napi-rs/canvas'
import { collect } from './collect.ts'
import { drawSides } from './draw/sides.ts'
import type { Roll } from './shot.ts'

/**
 * Draws the posts of docs/posts.md: `node test/pictures/posts/main.ts`. What they were before is kept beside this file;
 * `--keep FILE` writes down what they are now, `--now FILE` takes that in place of a new one. `--fonts FOLDER` brings letters that this
 * machine has not, such as those of Korean.
 */
const { values } = parseArgs({ options: { keep: { type: 'string' }, now: { type: 'string' }, fonts: { type: 'string' } } })
const folder = join(import.meta.dirname, '../../../docs/pictures/posts')
const maxBytes = 118_000

const read = async (path: string): Promise<Roll> => JSON.parse(await readFile(path, 'utf8'))
const stillsOf = async ({ stills, pictures }: Roll): Promise<Map<string, Image>> => {
  const images = await Promise.all(pictures.map((bytes) => loadImage(Buffer.from(bytes, 'base64'))))
  return new Map(Object.entries(stills).flatMap(([key, index]) => (images[index] ? [[key, images[index]] as const] : [])))
}

if (values.fonts !== undefined) GlobalFonts.loadFontsFromDir(values.fonts)
const [before, now] = await Promise.all([
  read(join(import.meta.dirname, 'before.json')),
  values.now === undefined ? collect() : read(values.now),
])
if (values.keep !== undefined) await writeFile(values.keep, `${JSON.stringify(now, null, 2)}\n`)
const [stillsBefore, stillsNow] = await Promise.all([stillsOf(before), stillsOf(now)])
await mkdir(folder, { recursive: true })
for (const shot of now.shots) {
  const { platform, kind } = shot
  const shotBefore = before.shots.find((one) => one.platform === platform && one.kind === kind)
  const sides = [
    { title: 'Before', shot: shotBefore, stills: stillsBefore },
    { title: 'Now', shot, stills: stillsNow },
  ]
  await writeFile(join(folder, `${platform}-${kind}.jpg`), await drawSides(platform, sides, maxBytes))
}
