import type { FakeInteraction } from '../../test/platforms/discord/fake/interactions.ts'
import { buttonsOf } from '../../test/platforms/discord/fake/message-rules.ts'
import type { FakeChannel, FakeMessage } from '../../test/platforms/discord/fake/world.ts'
import type { BusyDiscord } from './discord.ts'
import { type Said, tokenIn } from './members.ts'
import { shownText } from './shown-text.ts'
import type { BusyVendor, VendorJob } from './vendor.ts'

/** A clip as it stands in a channel. */
export interface ShownClip {
  id: string
  token: string
  seed: number
  message: string
}

/** What the chat and the vendor say that they should not, and what they count; read when all is over. */
export interface Verdict {
  broken: string[]
  counts: Record<string, number>
  /** What the vendor bills in all, in US cents. */
  cents: number
}

const onItsWay = /starting ·|in line|rendering|▱|Received\.|waits? for|being made/

const textOf = ({ original, followUps }: FakeInteraction): string =>
  [original, ...followUps]
    .map((message) => (message ? shownText(message) : ''))
    .join('\n')
    .trim()

/** Each clip of the messages, with the seed that stands beside its id. */
export const shownClips = (discord: BusyDiscord): ShownClip[] =>
  [...discord.world.channels.values()].flatMap(({ messages }) =>
    messages.flatMap((message) => {
      const films = message.attachments.filter(({ filename }) => filename.endsWith('.mp4'))
      if (films.length === 0) return []
      const text = shownText(message)
      return films.map(({ filename }) => {
        const id = /^moodreel-(\w+)\.mp4$/.exec(filename)?.[1] ?? filename
        const seed = text
          .split('\n')
          .find((line) => line.includes(`id ${id}`))
          ?.match(/seed (\d+)/)?.[1]
        return { id, token: tokenIn(text) ?? '', seed: Number(seed ?? -1), message: message.id }
      })
    }),
  )

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => Map.groupBy(items, keyOf)

/** All that the bot wrote into channels, by the word of its prompt. */
const messagesByToken = (discord: BusyDiscord): Map<string, { channel: FakeChannel; message: FakeMessage; text: string }[]> =>
  grouped(
    [...discord.world.channels.values()].flatMap((channel) =>
      channel.messages.map((message) => ({ channel, message, text: shownText(message) })),
    ),
    ({ text }) => tokenIn(text) ?? '',
  )

export const judge = (discord: BusyDiscord, vendor: BusyVendor, said: readonly Said[]): Verdict => {
  const broken: string[] = []
  const jobs = [...vendor.jobs.values()]
  const jobsOf = grouped(jobs, ({ prompt }) => tokenIn(prompt) ?? '')
  const clips = shownClips(discord)
  const clipsOf = grouped(clips, ({ token }) => token)
  const messages = messagesByToken(discord)
  const saidOf = grouped(said, ({ token }) => token)
  const counts = { interactions: said.length, acknowledged: 0, asked: 0, posted: clips.length, told: 0, jobs: jobs.length }

  for (const { what, interaction } of said) {
    if (interaction.acknowledgedAfterMs === null) continue
    counts.acknowledged += 1
    const text = textOf(interaction)
    if (/Received\./.test(text)) broken.push(`${interaction.id} /${what} was left with "${text}"`)
    if (what === 'quota' && text === '') broken.push(`${interaction.id} /quota was answered with nothing`)
  }

  for (const [token, group] of saidOf) {
    if (token === '') continue
    const makes = group.filter(({ what }) => what === 'make' || what === 'again')
    const heard = makes.filter(({ interaction }) => interaction.acknowledgedAfterMs !== null)
    const asked = heard.reduce((sum, { takes }) => sum + takes, 0)
    const unheard = makes.length - heard.length
    counts.asked += asked
    const theirs = { jobs: jobsOf.get(token) ?? [], clips: clipsOf.get(token) ?? [], messages: messages.get(token) ?? [] }
    judgeToken(token, { ...theirs, asked, unheard, group })
  }

  function judgeToken(
    token: string,
    given: {
      jobs: VendorJob[]
      clips: ShownClip[]
      messages: { channel: FakeChannel; message: FakeMessage; text: string }[]
      asked: number
      unheard: number
      group: Said[]
    },
  ): void {
    const { asked, group } = given
    const ids = group.map(({ what, interaction }) => `${what} ${interaction.id}`).join(', ')
    const wrong = (what: string): void => void broken.push(`${token}: ${what} (${ids})`)
    for (const [seed, twins] of grouped(given.jobs, (job) => String(job.seed)))
      if (twins.length > 1) wrong(`seed ${seed} was paid ${twins.length} times: ${twins.map(({ id, attempt }) => `${id} of ${attempt}`)}`)
    for (const [id, twins] of grouped(given.clips, (clip) => clip.id))
      if (twins.length > 1) wrong(`clip ${id} stands ${twins.length} times`)
    for (const [seed, twins] of grouped(given.clips, (clip) => String(clip.seed)))
      if (twins.length > 1) wrong(`seed ${seed} was posted ${twins.length} times`)
    if (given.clips.length > given.jobs.length) wrong(`${given.clips.length} clips of ${given.jobs.length} jobs`)
    if (given.unheard === 0 && given.jobs.length > asked) wrong(`${given.jobs.length} jobs for ${asked} clips`)
    const posted = new Set(given.clips.map(({ seed }) => seed))
    for (const job of given.jobs)
      if (vendor.endOf(job) === 'succeeded' && !posted.has(job.seed))
        wrong(`job ${job.id} of attempt ${job.attempt} was done and never shown`)
    judgeMessages(given.messages, group, wrong)
    // Whatever is not shown is told: by a sentence in the thread, or in the answer to the one who asked.
    const missing = asked - given.clips.length
    if (missing <= 0) return
    counts.told += missing
    const sentences = given.messages.some(({ text }) => /failed|anceled|refused|could not|did not/.test(text))
    const private_ = group.map(({ interaction }) => textOf(interaction)).join('')
    if (!sentences && private_ === '') wrong(`${missing} of ${asked} clips are neither shown nor told`)
  }

  function judgeMessages(
    those: { channel: FakeChannel; message: FakeMessage; text: string }[],
    group: Said[],
    wrong: (what: string) => void,
  ): void {
    const begun = group.filter(({ what }) => what === 'make').length
    const roots = those.filter(({ channel, text }) => !channel.parent && text.includes('<@'))
    if (roots.length > begun) wrong(`${roots.length} first messages: ${roots.map(({ message }) => message.id)}`)
    for (const { message, text, channel } of those) {
      if (onItsWay.test(text) || buttonsOf(message.components).has('Cancel'))
        wrong(`message ${message.id} in ${channel.id} still says "${text.slice(0, 120)}"`)
    }
    for (const [nonce, twins] of grouped(
      those.filter(({ message }) => message.nonce !== undefined),
      ({ message }) => String(message.nonce),
    ))
      if (twins.length > 1) wrong(`the post ${nonce} stands ${twins.length} times: ${twins.map(({ message }) => message.id)}`)
  }

  for (const attempt of vendor.submittedTwice) broken.push(`attempt ${attempt} was submitted twice`)
  for (const fault of discord.broken) broken.push(`Discord: ${fault}`)
  return { broken, counts, cents: jobs.reduce((sum, job) => sum + vendor.centsOf(job), 0) }
}
