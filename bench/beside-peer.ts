import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeDiscord } from '../test/platforms/discord/fake/discord.ts'
import { atRate } from './at-rate.ts'
import { TimedReplicate } from './timed-replicate.ts'

/** What is asked of a Discord and a Replicate in a process of their own, and what they answer. */
export interface ClipsRequest {
  clips: number
  /** Commands a second; null: each when the one before it is visible. */
  perSecond: number | null
  renderMs: number
}
export interface ClipsAnswer {
  /** From the moment that Replicate is done to the moment that Discord has the whole file, in milliseconds. */
  visibleMs: number[]
  /** What Replicate was asked a clip, downloads counted too. */
  requests: number
}

const visibleWithinMs = 180_000

const clip = await readFile(process.argv[2] ?? '')
const discord = await startFakeDiscord()
const replicate = await TimedReplicate.start(clip)
/** When Discord had a file whose message bears this prompt. */
const visibleAt = new Map<string, number>()
let round = 0

// Looks at each call once its body is here, and lets it pass.
discord.faultWhen((call) => {
  const [, prompt] = call.files.some(({ name }) => name.endsWith('.mp4'))
    ? (/(round \d+ clip \d+ end)/.exec(JSON.stringify(call.body)) ?? [])
    : []
  if (prompt !== undefined && !visibleAt.has(prompt)) visibleAt.set(prompt, performance.now())
  return false
}, 'cut before')

const visible = async (prompt: string): Promise<number> => {
  const deadline = performance.now() + visibleWithinMs
  for (;;) {
    const at = visibleAt.get(prompt)
    if (at !== undefined) return at - (replicate.doneAt.get(prompt) ?? Number.NaN)
    if (performance.now() > deadline) throw new Error(`${prompt}: no clip came; ${discord.broken().join()}`)
    await sleep(10)
  }
}

const make = async ({ clips, perSecond, renderMs }: ClipsRequest): Promise<ClipsAnswer> => {
  replicate.renderMs = renderMs
  replicate.heard.length = 0
  round += 1
  const begin = async (n: number): Promise<number> => {
    const prompt = `round ${round} clip ${n} end`
    discord.command(discord.person(), discord.channel, 't2v', { prompt, model: 'wan-2.7-t2v' })
    return visible(prompt)
  }
  const visibleMs: number[] = []
  if (perSecond !== null) visibleMs.push(...(await atRate(clips, perSecond, begin)))
  else for (let n = 0; n < clips; n += 1) visibleMs.push(await begin(n))
  const settled = { visibleMs, requests: replicate.heard.length / clips }
  replicate.predictions.length = 0
  return settled
}

process.on('message', async (request: ClipsRequest) => process.send?.(await make(request)))
process.on('disconnect', () => process.exit())
process.send?.({ apiUrl: discord.apiUrl, token: discord.token, replicateUrl: replicate.url })
