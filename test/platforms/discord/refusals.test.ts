import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DeliveryDesk, openDeliveryDesk, prompt } from './delivery-desk.ts'
import { buttonsOf } from './fake/message-rules.ts'
import { Refusal } from './fake/refusal.ts'
import type { FakeMessage } from './fake/world.ts'
import { coded, type Kind, plainest } from './refusal-table.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await openDeliveryDesk()
})
afterEach(() => desk.discord.heal())
afterAll(() => desk.close())

type Clip = Awaited<ReturnType<DeliveryDesk['finishedClip']>>
const sending = /^\/channels\/(\d+)\/messages$/
const minute = 60_000

/** What the person got of a message, in a few words. */
const gets = (message: FakeMessage, { thread, person }: Clip): string[] => {
  const { world, channel } = desk.discord
  const { text } = desk.discord.shown(message)
  const places = new Map([
    [thread, 'thread'],
    [channel.id, 'channel'],
    [world.direct(person.id).id, `direct:${person.id}`],
  ])
  const [file] = message.attachments
  return [
    places.get(message.channel_id) ?? 'elsewhere',
    ...(file ? [file.filename.endsWith('.mp4') ? (file.size < 1000 ? 'smaller clip' : 'clip') : 'still'] : []),
    ...(/https:\/\/clips\.example\.org\/clips\//.test(JSON.stringify([message.components, message.content])) ? ['link'] : []),
    ...(buttonsOf(message.components).has('Reroll') ? [] : ['no buttons']),
    ...(text.includes(prompt) ? [] : ['no prompt']),
    ...(!text.includes(prompt) && file?.description?.includes(prompt) ? ['the prompt is read aloud'] : []),
    ...(/so this (is posted in the channel|comes to you directly)/.test(text) ? ['told why'] : []),
  ]
}

/** Delivers a clip while something goes wrong, and gives what came of it. */
const delivered = async (given: Clip) => {
  const ended = await desk.run(given.id)
  const { clips, failures } = desk.postsOf(given.id)
  return { ...ended, clips: clips.map((message) => gets(message, given)), failures: failures.map((message) => gets(message, given)) }
}

/** Tried for a day. */
const passes = (kind: Kind): boolean => kind === 'passes' || kind === 'fault' || kind === 'slowed'
const paid = ['hold', 'settle']
const refunded = ['hold', 'refund']

const there = ['thread', 'clip']
const moved = ['channel', 'clip', 'told why']
const linked = ['channel', 'link', 'told why']
/** What the person gets when the thread refuses the clip once, and when it does so for good. */
const expected: Record<Kind, { once: string[]; forGood: string[] }> = {
  gone: { once: moved, forGood: moved },
  message: { once: moved, forGood: moved },
  place: { once: moved, forGood: moved },
  blocked: { once: moved, forGood: moved },
  slowed: { once: moved, forGood: moved },
  asleep: { once: there, forGood: moved },
  reference: { once: there, forGood: moved },
  form: { once: [...there, 'no buttons'], forGood: ['channel', 'clip', 'no buttons', 'told why'] },
  words: { once: [...there, 'no prompt'], forGood: ['channel', 'clip', 'no prompt', 'told why'] },
  file: { once: there, forGood: linked },
  too_large: { once: ['thread', 'smaller clip'], forGood: linked },
  passes: { once: there, forGood: moved },
  fault: { once: there, forGood: moved },
}

describe('a refusal in the thread', () => {
  test.each(coded)('once, by $name, of its $kind: the clip is there, once', async ({ kind, refusal }) => {
    const clip = await desk.finishedClip()
    desk.discord.fault('POST', new RegExp(`^/channels/${clip.thread}/messages$`), refusal)
    const { clips, failure, entries, uploads, directs, listings } = await delivered(clip)
    expect({ clips, failure, entries, directs }).toEqual({ clips: [expected[kind].once], failure: null, entries: paid, directs: 0 })
    expect(uploads).toBe(2)
    expect(listings).toBeLessThanOrEqual(2)
  })

  test.each([...coded, ...plainest].filter(({ kind }) => kind === 'passes' || kind === 'fault'))(
    'once, by $name, and yet all was done: there is one clip',
    async ({ refusal }) => {
      const clip = await desk.finishedClip()
      desk.discord.fault('POST', new RegExp(`^/channels/${clip.thread}/messages$`), { after: refusal })
      expect(await delivered(clip)).toMatchObject({ clips: [there], failure: null, uploads: 1 })
    },
  )

  test.each(plainest)('for good, by $name, of its $kind: the clip comes to the channel, once', async ({ kind, refusal }) => {
    const clip = await desk.finishedClip()
    desk.discord.faultWhen(({ method, path }) => method === 'POST' && path === `/channels/${clip.thread}/messages`, refusal)
    const { clips, failure, entries, uploads, directs } = await delivered(clip)
    expect({ clips, failure, entries, directs }).toEqual({ clips: [expected[kind].forGood], failure: null, entries: paid, directs: 0 })
    expect(uploads).toBeLessThanOrEqual(10)
  })
})

describe('a refusal of every file, for good', () => {
  test.each(coded)('$name: the way to the clip is there, once', async ({ kind, refusal }) => {
    const clip = await desk.finishedClip()
    desk.discord.faultWhen(({ method, path, files }) => method === 'POST' && sending.test(path) && files.length > 0, refusal)
    const { clips, failures, failure, entries, uploads, directs, tookMs } = await delivered(clip)
    if (passes(kind)) {
      expect({ clips, failures, failure, entries }).toEqual({
        clips: [],
        failures: [['thread', 'link', 'no buttons']],
        failure: 'delivery_failed',
        entries: refunded,
      })
    } else {
      expect({ clips, failures, failure, entries }).toEqual({ clips: [['thread', 'link']], failures: [], failure: null, entries: paid })
      expect(uploads).toBeLessThanOrEqual(kind === 'blocked' ? 30 : kind === 'asleep' ? 24 : 20)
      expect(tookMs).toBeLessThan(kind === 'blocked' ? 90 * minute : 10 * minute)
    }
    expect(directs).toBeLessThanOrEqual(1)
  })
})

describe('a refusal of everything, for good', () => {
  test.each(plainest.filter(({ kind }) => !passes(kind)))('$name: it ends, and the clip is kept', async ({ kind, refusal }) => {
    const clip = await desk.finishedClip()
    desk.discord.faultWhen(({ method, path }) => method === 'POST' && sending.test(path), refusal)
    const { clips, failures, failure, entries, uploads, directs, tookMs } = await delivered(clip)
    expect({ clips, failures, failure, entries }).toEqual({ clips: [], failures: [], failure: 'undeliverable', entries: refunded })
    expect(directs).toBeLessThanOrEqual(2)
    expect(uploads).toBeLessThanOrEqual(30)
    expect(tookMs).toBeLessThan(kind === 'blocked' ? 90 * minute : 15 * minute)
    expect(await desk.storage.mediaStore.size(`clips/${clip.id}.mp4`)).toBe(1000)
  })

  test('an outage of four hours: the clip waits for its end, with pauses that grow', async () => {
    const clip = await desk.finishedClip()
    const endsAt = desk.discord.world.now() + 4 * 60 * minute
    desk.discord.faultWhen(() => desk.discord.world.now() < endsAt, new Refusal(503, 0, 'Unavailable'))
    const { clips, failure, uploads } = await delivered(clip)
    expect({ clips, failure }).toEqual({ clips: [['thread', 'clip']], failure: null })
    // Without growing pauses there would be two a minute.
    expect(uploads).toBeLessThan(60)
  })
})
