import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeDiscord } from '../test/platforms/discord/fake/discord.ts'
import { buttonsOf } from '../test/platforms/discord/fake/message-rules.ts'
import { atRate } from './at-rate.ts'

/** What is asked of a Discord in a process of its own, and what it answers. */
export type PeerRequest = { what: 'acks'; count: number; perSecond: number } | { what: 'calls'; clips: number; withinMs: number }
export interface PeerAnswer {
  acksMs: number[]
  /** The kind of each REST call, as `POST /channels/…/messages`. */
  calls: string[]
}

/**
 * A Discord in a process of its own, so that its clock is not held up by the vendor, by the bot's log or by anything else
 * that the bench does meanwhile.
 */
const discord = await startFakeDiscord()

const until = async (holds: () => boolean, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('Discord waited in vain for the bot')
    await sleep(10)
  }
}

/** From the moment that Discord sends a command to the moment that it has the first answer, in milliseconds. */
const acks = async (count: number, perSecond: number): Promise<number[]> => {
  const person = discord.person()
  const asked = await atRate(count, perSecond, async (n) =>
    discord.command(person, discord.channel, 't2v', { prompt: `clip ${n}`, model: 'remote' }),
  )
  await until(() => asked.every(({ tookMs }) => tookMs !== null), 20_000)
  return asked.map(({ tookMs }) => tookMs ?? Number.NaN)
}

/** Every call from the command to the last edit, the interactions' own callbacks too. */
const calls = async (clips: number, withinMs: number): Promise<string[]> => {
  const before = discord.calls.length
  const person = discord.person()
  for (let n = 0; n < clips; n += 1) discord.command(person, discord.channel, 't2v', { prompt: `clip ${n}`, model: 'remote' })
  const roots = discord.channel.messages
  await until(() => roots.length === clips && roots.every(({ components }) => !buttonsOf(components).has('Cancel')), withinMs)
  return discord.calls.slice(before).map(({ method, path }) => `${method} ${path.replace(/\/\d+(\/[\w-]{36})?/g, '/…')}`)
}

process.on('message', async (request: PeerRequest) => {
  const answer: PeerAnswer = { acksMs: [], calls: [] }
  if (request.what === 'acks') answer.acksMs = await acks(request.count, request.perSecond)
  else answer.calls = await calls(request.clips, request.withinMs)
  process.send?.(answer)
})
process.on('disconnect', () => process.exit())
process.send?.({ apiUrl: discord.apiUrl, token: discord.token })
