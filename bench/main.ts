import { cpus } from 'node:os'
import { ack } from './ack.ts'
import { admissionTime } from './admission.ts'
import { beside } from './beside.ts'
import { delivery } from './delivery.ts'
import { discordAck } from './discord-ack.ts'
import type { Figure, Measurement } from './measure.ts'
import { seed } from './seed.ts'
import { slackAck } from './slack-ack.ts'
import { start } from './start.ts'
import { type Result, renderTable } from './table.ts'
import { throughput } from './throughput.ts'
import { waiting } from './waiting.ts'
import { openWorld, type World } from './world.ts'

const pastGenerations = 100_000
const all: Measurement[] = [start, ack, admissionTime, discordAck, slackAck, delivery, throughput, waiting, beside]

/** `npm run bench`, or `npm run bench -- ack start` for some of it, `-- --empty` to leave the past out. */
const run = async (world: World, names: readonly string[], withPast: boolean): Promise<void> => {
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
  if (chosen.length === 0) throw new Error(`Choose among ${all.map(({ name }) => name).join(', ')}.`)
  const past = await world.folder()
  if (withPast) await timed(`${pastGenerations} clips of the past`, () => seed(world, past, pastGenerations))

  const results: Result[] = []
  for (const measurement of chosen) {
    const empty = await timed(measurement.name, async () => measurement.run(world, await world.folder()))
    const history = withPast ? await timed(`${measurement.name} with a past`, () => measurement.run(world, past)) : []
    results.push(...empty.map((figure) => ({ empty: figure, history: history.find((one: Figure) => one.name === figure.name) })))
  }
  console.log(
    `\n${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, a clip of ${(world.clip.byteLength / 1e6).toFixed(2)} MB\n`,
  )
  console.log(renderTable(results, chosen, pastGenerations))
}

const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  const startedAt = performance.now()
  const result = await work()
  console.error(`${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

const words = process.argv.slice(2)
const world = await openWorld()
try {
  await run(
    world,
    words.filter((word) => !word.startsWith('--')),
    !words.includes('--empty'),
  )
} finally {
  await world.close()
}
