import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { FakeInteraction } from '../platforms/discord/fake/interactions.ts'
import { readBooks } from '../support/books.ts'
import { spawnProgram } from '../support/program.ts'
import { smallClip } from '../support/small-clip.ts'
import { startVendor, type Vendor } from '../support/vendor-server.ts'

/**
 * `npm run chaos`: the real process at a Discord of its own is killed at random moments while ten members ask for clips and for
 * their quota. In the end everything that was acknowledged has become a clip or a sentence, was paid once and posted once.
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } })
const kills = Number(values.kills)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const members = 10
/** How long a member thinks between two commands, and how long a process lives once it is connected, at most. */
const thinkMs = 5_000
const livesMs = 2_500
/** How many of the kills come before the process is even connected. */
const earlyKills = 0.1
const drainMs = 300_000

/** Mulberry32: the same moments for the same seed. */
const createRandom = (from: number) => {
  let state = from >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Said {
  what: 't2v' | 'quota'
  takes: number
  interaction: FakeInteraction
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Ten members who go on asking until they are told to stop. */
const startMembers = (discord: FakeDiscord, random: () => number) => {
  const said: Said[] = []
  let over = false
  const talk = async (number: number): Promise<void> => {
    const person = discord.person()
    await sleep(random() * thinkMs)
    while (!over) {
      if (discord.gateway.connected() && discord.registered.size > 0) {
        const what = random() < 0.7 ? 't2v' : 'quota'
        const takes = what === 't2v' && random() < 0.4 ? 2 + Math.floor(random() * 3) : 1
        const made = { prompt: `clip ${said.length} of member ${number}`, model: 'remote', ...(takes > 1 && { takes }) }
        said.push({ what, takes, interaction: discord.command(person, discord.channel, what, what === 't2v' ? made : {}) })
      }
      await sleep(random() * thinkMs)
    }
  }
  const talking = Promise.all(Array.from({ length: members }, (_, number) => talk(number)))
  return {
    said,
    async stop() {
      over = true
      await talking
    },
  }
}

/** One life of the process: it ends by SIGKILL at a random moment, or by itself, which is a fault. */
const live = async (dataDir: string, env: Record<string, string>, random: () => number, discord: FakeDiscord): Promise<string | null> => {
  const child = spawnProgram({ dataDir, env: { ...env, LOG_LEVEL: 'error' } })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  child.stdout.resume()
  const ended = once(child, 'exit')
  const moment = async (): Promise<boolean> => {
    const lifeMs = random() * livesMs
    if (random() >= earlyKills) while (!discord.gateway.connected() && child.exitCode === null) await sleep(10)
    await sleep(lifeMs)
    return false
  }
  const died = await Promise.race([ended.then(() => true), moment()])
  child.kill('SIGKILL')
  await ended
  return died ? `the process ended by itself with ${child.exitCode}: ${errors}` : null
}

const textOf = (discord: FakeDiscord, { original, followUps }: FakeInteraction): string =>
  [original, ...followUps].map((message) => (message ? discord.shown(message).text : '')).join('\n')

/** What the books and the chat say that they should not; empty when the promise was kept. */
const findBroken = (discord: FakeDiscord, vendor: Vendor, dataDir: string, said: readonly Said[]): string[] => {
  const broken: string[] = []
  const database = new DatabaseSync(join(dataDir, 'moodreel.sqlite'), { readOnly: true })
  const rows = database
    .prepare('select generations.id, state, invocation_key from generations join batches on batches.id = generations.batch_id')
    .all() as { id: string; state: string; invocation_key: string }[]
  database.close()
  const messages = [...discord.world.channels.values()].flatMap((channel) => channel.messages)
  const files = messages.flatMap(({ attachments }) => attachments)
  for (const { what, takes, interaction } of said) {
    const { id, acknowledgedAfterMs } = interaction
    const made = rows.filter(({ invocation_key: key }) => key === `discord:${id}`)
    const text = textOf(discord, interaction)
    if (acknowledgedAfterMs === null) {
      if (made.length > 0) broken.push(`${id} was never acknowledged and made ${made.length} clips`)
      continue
    }
    // The first answer is taken away when the clips are there.
    if ((text === '' && made.length === 0) || text.includes('Received.')) broken.push(`${id} /${what} was left with "${text}"`)
    if (what === 't2v' && made.length !== takes) broken.push(`${id} made ${made.length} of ${takes} clips and was told "${text}"`)
    const names = made.map((generation) => `moodreel-${generation.id}.mp4`)
    const rounds = messages.filter(({ attachments }) => attachments.some(({ filename }) => names.includes(filename))).length
    if (rounds > 1) broken.push(`the clips of ${id} stand in ${rounds} messages`)
    for (const { id: generation, state } of made) {
      const shown = files.filter(({ filename }) => filename === `moodreel-${generation}.mp4`).length
      if (state !== 'delivered' || shown !== 1) broken.push(`${generation} of ${id} is ${state} and was posted ${shown} times`)
    }
  }
  const { generations } = readBooks(dataDir)
  for (const { id, attempts, entries } of generations) {
    const jobs = vendor.jobs.filter(({ attempt }) => attempts.some((one) => one.id === attempt)).length
    if (jobs !== 1) broken.push(`${id} was paid for ${jobs} times`)
    if (entries.map(({ kind }) => kind).join() !== 'hold,settle') broken.push(`${id} has the entries ${entries.map(({ kind }) => kind)}`)
  }
  if (vendor.jobs.length !== generations.length) broken.push(`${vendor.jobs.length} jobs were paid for ${generations.length} clips`)
  // A request that the kill cut in its midst is what this is about.
  return [...broken, ...discord.broken().filter((fault) => !fault.endsWith(': Error: aborted'))]
}

const isQuiet = (dataDir: string): boolean => {
  const inbox = new DatabaseSync(join(dataDir, 'inbox.sqlite'), { readOnly: true })
  const [row] = inbox.prepare('select count(*) as open from inbox where payload is not null').all()
  inbox.close()
  const isOver = ({ state }: { state: string }): boolean => ['delivered', 'failed', 'canceled'].includes(state)
  return row?.['open'] === 0 && readBooks(dataDir).generations.every(isOver)
}

const run = async (): Promise<string[]> => {
  const random = createRandom(seed)
  const dataDir = await mkdtemp(join(tmpdir(), 'moodreel-chaos-'))
  const vendor = await startVendor(await smallClip())
  vendor.behaviour.renderMs = 300
  const discord = await startFakeDiscord()
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, MOODREEL_TEST_VENDOR_URL: vendor.url }
  const faults: string[] = []
  const people = startMembers(discord, random)
  for (let kill = 1; kill <= kills; kill += 1) {
    const fault = await live(dataDir, env, random, discord)
    if (fault) faults.push(fault)
    if (kill % 20 === 0) say(`${kill} kills, ${people.said.length} interactions, ${vendor.jobs.length} jobs`)
  }
  await people.stop()
  const last = spawnProgram({ dataDir, env: { ...env, LOG_LEVEL: 'error' } })
  last.stdout.resume()
  const until = Date.now() + drainMs
  while (Date.now() < until && !isQuiet(dataDir)) await sleep(500)
  // The last edits come after the last clip.
  await sleep(3_000)
  faults.push(...findBroken(discord, vendor, dataDir, people.said))
  const acknowledged = people.said.filter(({ interaction }) => interaction.acknowledgedAfterMs !== null)
  say(`${people.said.length} interactions, ${acknowledged.length} acknowledged, ${vendor.jobs.length} paid jobs`)
  last.kill('SIGKILL')
  await once(last, 'exit')
  await vendor.close()
  await discord.stop()
  if (faults.length === 0) await rm(dataDir, { recursive: true })
  else say(`the data folder is kept: ${dataDir}`)
  return faults
}

say(`seed ${seed}, ${kills} kills`)
const faults = await run()
for (const fault of faults) say(fault)
say(`${kills} kills, ${faults.length} broken promises`)
process.exit(faults.length === 0 ? 0 : 1)
