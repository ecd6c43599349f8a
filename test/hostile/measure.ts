import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMediaTools } from '../../src/media/media-tools.ts'
import { makeMp4, noise } from '../media/fixtures.ts'
import { quietLog } from '../support/quiet-log.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { filmMakers } from './film-makers.ts'
import { harmless } from './harmless.ts'
import { pictureMakers } from './picture-makers.ts'
import { soundMakers } from './sound-makers.ts'
import { webmMakers } from './webm-makers.ts'

/** How much slower a clip is made while eight members send hostile files as fast as they can: `npm run hostile`, on a quiet machine. */
const rounds = 9
const attackers = 8
const allowed = 1.5

const folder = await mkdtemp(join(tmpdir(), 'moodreel-hostile-'))
const media = startMediaTools({ workFolder: folder, log: quietLog })
const at = (name: string): string => join(folder, name)
const write = (text: string): void => void process.stdout.write(`${text}\n`)

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** As of a provider's clip: its tags written, its packets copied, its poster drawn. */
const finish = async (): Promise<number> => {
  const startedAt = performance.now()
  await media.finish(at('clip.mp4'), { outPath: at('out.mp4'), posterPath: at('poster.jpg'), posterWidth: 1280, recipe: sampleRecipe() })
  return performance.now() - startedAt
}

const timesOf = async (): Promise<number[]> => {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push(await finish())
  return times
}

await makeMp4(at('clip.mp4'), { width: 1280, height: 720, fps: 24, durationSeconds: 5, audio: true, draw: noise, bitrate: 8e6 })
const files: string[] = []
for (const [index, { make }] of [...filmMakers, ...webmMakers, ...pictureMakers, ...soundMakers, ...harmless].entries()) {
  await writeFile(at(`hostile-${index}`), make())
  files.push(at(`hostile-${index}`))
}

await finish()
const alone = await timesOf()

let over = false
let refused = 0
const attack = async (member: number): Promise<void> => {
  const tools = media.forMember(`attacker ${member}`)
  for (let turn = member; !over; turn += attackers) {
    const file = files[turn % files.length] ?? ''
    await tools.inspect(file).catch(() => undefined)
    // Work that lasts, on a true film.
    await tools
      .contactSheet(at('clip.mp4'), at(`sheet-${member}.jpg`), { columns: 8, rows: 8, width: 4096 }, AbortSignal.timeout(3_000))
      .catch(() => undefined)
    refused += 1
  }
}
const attacks = Array.from({ length: attackers }, (_, member) => attack(member))
const beside = await timesOf()
over = true
await media.stop()
await Promise.allSettled(attacks)
await rm(folder, { recursive: true, force: true })

const ratio = median(beside) / median(alone)
write(
  `alone ${Math.round(median(alone))} ms · beside ${attackers} attackers ${Math.round(median(beside))} ms (${refused} files) · ${ratio.toFixed(2)} times`,
)
write(ratio <= allowed ? `within ${allowed} times` : `MORE than ${allowed} times`)
process.exitCode = ratio <= allowed ? 0 : 1
