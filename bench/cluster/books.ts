import { nonceOf } from '../../src/platforms/discord/post/nonce.ts'
import type { FakeInteraction } from '../../test/platforms/discord/fake/interactions.ts'
import { buttonsOf } from '../../test/platforms/discord/fake/message-rules.ts'
import type { FakeChannel, FakeMessage } from '../../test/platforms/discord/fake/world.ts'
import type { BusyDiscord } from './discord.ts'
import { type Said, tokenIn } from './members.ts'
import { shownText } from './shown-text.ts'
import type { BusyVendor, VendorJob } from './vendor.ts'

/** A clip as it stands in a channel. */
interface ShownClip {
  id: string
  token: string
  seed: number
}

interface Written {
  channel: FakeChannel
  message: FakeMessage
  text: string
}

/** What the chat and the vendor say that they should not, and what they count; read when all is over. */
export interface Verdict {
  broken: string[]
  counts: { interactions: number; acknowledged: number; asked: number; posted: number; failed: number; canceled: number; jobs: number }
  /** What the vendor bills in all, in US cents. */
  cents: number
}

type Chat = { world: { channels: BusyDiscord['world']['channels'] }; broken: readonly string[] }
type Bills = Pick<BusyVendor, 'jobs' | 'submittedTwice' | 'endOf' | 'centsOf'>

/** What the bot says of a clip that is not over. */
const onItsWay = /▱|starting|waiting in line|sending to the provider|checking whether|rendering|fetching the clip|posting the clip/

const textOf = ({ original, followUps }: FakeInteraction): string =>
  [original, ...followUps]
    .map((message) => (message ? shownText(message) : ''))
    .join('\n')
    .trim()

/** Each clip of the messages, with the seed that stands beside its id. */
export const shownClips = ({ world }: Pick<Chat, 'world'>): ShownClip[] =>
  [...world.channels.values()].flatMap(({ messages }) =>
    messages.flatMap((message) => {
      const films = message.attachments.filter(({ filename }) => filename.endsWith('.mp4'))
      if (films.length === 0) return []
      const text = shownText(message)
      const lines = text.split('\n')
      return films.map(({ filename }) => {
        const id = /^moodreel-(\w+)\.mp4$/.exec(filename)?.[1] ?? filename
        // What all clips of a message share is said once, so that of one alone its seed stands elsewhere.
        const its = films.length === 1 ? text : lines.find((line) => line.includes(`id ${id}`))
        const seed = /seed (\d+)/.exec(its ?? '')?.[1]
        return { id, token: tokenIn(text) ?? '', seed: Number(seed ?? -1) }
      })
    }),
  )

/** How a first message says that its clips ended: `<@1> · 2 done · 1 failed · 3 takes`, `<@1> · done in 4 s · 1 take`. */
const endsIn = (text: string): { takes: number; done: number; failed: number; canceled: number } | null => {
  const facts = text.split('\n').find((line) => line.startsWith('<@'))
  const takes = Number(/(\d+) takes?\b/.exec(facts ?? '')?.[1] ?? Number.NaN)
  if (facts === undefined || Number.isNaN(takes)) return null
  const counted = (word: string): number => {
    const [, number] = new RegExp(`(?:(\\d+) )?\\b${word}\\b`).exec(facts) ?? [null, null]
    return number === null ? 0 : Number(number ?? 1)
  }
  return { takes, done: /done in/.test(facts) ? takes : counted('done'), failed: counted('failed'), canceled: counted('canceled') }
}

const isAsking = ({ what }: Pick<Said, 'what'>): boolean => what === 'make' || what === 'again'
const isFirst = (text: string): boolean => text.includes('\n<@')

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((all, item) => all + of(item), 0)
const twice = <Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] =>
  [...Map.groupBy(items, keyOf)].filter(([, twins]) => twins.length > 1)

/** Holds the chat and the vendor against what members asked for. */
export const judge = ({ world, broken: unfit }: Chat, vendor: Bills, said: readonly Said[]): Verdict => {
  const broken: string[] = []
  const jobs = [...vendor.jobs.values()]
  const clips = shownClips({ world })
  const written = [...world.channels.values()].flatMap((channel) =>
    channel.messages.map((message): Written => ({ channel, message, text: shownText(message) })),
  )
  const heard = said.filter(({ interaction }) => interaction.acknowledgedAfterMs !== null)
  const counts = {
    ...{ interactions: said.length, acknowledged: heard.length, posted: clips.length, jobs: jobs.length },
    ...{ asked: 0, failed: 0, canceled: 0 },
  }

  // Discord takes answers for a quarter of an hour. Who was not answered by then is told directly, or has the first message of what was asked for.
  const direct = new Set(written.flatMap(({ channel, message }) => (channel.recipient === null ? [] : (message.nonce ?? []))))
  const isToldDirectly = ({ interaction }: Said): boolean => direct.has(nonceOf(`reply:${interaction.id}:1`).value)
  const isTold = (one: Said): boolean => {
    const { what, token } = one
    if (isToldDirectly(one)) return true
    const asking = heard.filter((other) => other.token === token && isAsking(other))
    return isAsking({ what }) && written.filter(({ text }) => isFirst(text) && tokenIn(text) === token).length >= asking.length
  }
  for (const one of heard) {
    const { what, interaction } = one
    const text = textOf(interaction)
    if (text.includes('Received.') && !isTold(one)) broken.push(`${interaction.id} /${what} was left with "${text}"`)
    if (what === 'quota' && text === '') broken.push(`${interaction.id} /quota was answered with nothing`)
  }

  const judgeToken = (
    token: string,
    group: readonly Said[],
    theirs: { jobs: VendorJob[]; clips: ShownClip[]; written: Written[] },
  ): void => {
    const ids = group.map(({ what, interaction }) => `${what} ${interaction.id}`).join(', ')
    const wrong = (what: string): void => void broken.push(`${token}: ${what} (${ids})`)
    const asking = group.filter(isAsking)
    const accepted = asking.filter(({ interaction }) => interaction.acknowledgedAfterMs !== null)
    // Who was refused reads that alone, and has no first message.
    const begun = accepted.filter((one) => textOf(one.interaction) === '' && !isToldDirectly(one))
    const roots = theirs.written.filter(({ text }) => isFirst(text))
    const ends = roots.flatMap(({ text }) => endsIn(text) ?? [])
    const takes = sum(ends, (end) => end.takes)
    counts.asked += sum(accepted, (one) => one.takes)
    counts.failed += sum(ends, (end) => end.failed)
    counts.canceled += sum(ends, (end) => end.canceled)

    for (const [seed, twins] of twice(theirs.jobs, (job) => String(job.seed)))
      wrong(`seed ${seed} was paid ${twins.length} times: ${twins.map(({ id, attempt }) => `${id} of ${attempt}`)}`)
    for (const [id, twins] of twice(theirs.clips, (clip) => clip.id)) wrong(`clip ${id} stands ${twins.length} times`)
    for (const [seed, twins] of twice(theirs.clips, (clip) => String(clip.seed))) wrong(`seed ${seed} was posted ${twins.length} times`)
    for (const [nonce, twins] of twice(
      theirs.written.filter(({ message }) => message.nonce !== undefined),
      ({ message }) => String(message.nonce),
    ))
      wrong(`the post ${nonce} stands ${twins.length} times: ${twins.map(({ message }) => message.id)}`)
    for (const { message, text, channel } of theirs.written)
      if (onItsWay.test(text) || [...buttonsOf(message.components).keys()].some((label) => label.startsWith('Cancel')))
        wrong(`message ${message.id} in ${channel.id} still says "${text.slice(0, 120)}"`)

    const posted = new Set(theirs.clips.map(({ seed }) => seed))
    for (const job of theirs.jobs)
      if (vendor.endOf(job) === 'succeeded' && !posted.has(job.seed)) wrong(`job ${job.id} of ${job.attempt} was done and never shown`)
    for (const clip of theirs.clips) if (!theirs.jobs.some(({ seed }) => seed === clip.seed)) wrong(`clip ${clip.id} was made by nobody`)
    if (theirs.jobs.length > sum(asking, (one) => one.takes)) wrong(`${theirs.jobs.length} jobs, more than were asked for`)
    if (roots.length > asking.length) wrong(`${roots.length} first messages: ${roots.map(({ message }) => message.id)}`)
    const due = sum(begun, (one) => one.takes)
    if (takes < due) wrong(`${due} clips were asked for, the first messages tell of ${takes}`)
    if (sum(ends, (end) => end.done) !== theirs.clips.length)
      wrong(`${theirs.clips.length} clips stand there, ${sum(ends, (end) => end.done)} are told to be done`)
    if (sum(ends, (end) => end.done + end.failed + end.canceled) !== takes) wrong(`of ${takes} clips the end of some is not told`)
  }

  const jobsOf = Map.groupBy(jobs, ({ prompt }) => tokenIn(prompt) ?? '')
  const clipsOf = Map.groupBy(clips, ({ token }) => token)
  const writtenOf = Map.groupBy(written, ({ text }) => tokenIn(text) ?? '')
  for (const [token, group] of Map.groupBy(said, (one) => one.token))
    if (token !== '') {
      const theirs = { jobs: jobsOf.get(token) ?? [], clips: clipsOf.get(token) ?? [], written: writtenOf.get(token) ?? [] }
      judgeToken(token, group, theirs)
    }
  for (const attempt of vendor.submittedTwice) broken.push(`attempt ${attempt} was submitted twice`)
  for (const fault of unfit) broken.push(`Discord: ${fault}`)
  return { broken, counts, cents: sum(jobs, (job) => vendor.centsOf(job)) }
}
