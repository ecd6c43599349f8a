import { expect, it } from 'vitest'
import { judge } from '../../bench/cluster/books.ts'
import type { Said } from '../../bench/cluster/members.ts'
import type { VendorJob } from '../../bench/cluster/vendor.ts'
import { nonceOf } from '../../src/platforms/discord/post/nonce.ts'
import { createWorld, type FakeMessage } from '../platforms/discord/fake/world.ts'

const token = 'k1z'

/** A round of two clips as it should end: the vendor made both, one message has them, the first message says so. */
const kept = () => {
  const world = createWorld()
  const channel = world.addChannel({ name: 'clips' })
  const thread = world.addChannel({ parent: channel.id })
  const message = (content: string, files: string[] = [], nonce?: string): FakeMessage => ({
    ...{ id: world.snowflake(), channel_id: '', author: { id: '1', bot: true }, content, flags: 0, components: [], noncedAt: 0, pings: [] },
    ...{ reference: null, edits: 0, ...(nonce !== undefined && { nonce }) },
    attachments: files.map((filename) => ({ id: filename, filename, size: 1, url: '', proxy_url: '' })),
  })
  const root = message(`a fox ${token}\n<@7> · done in 4 s · 2 takes`, [], 'root')
  const round = message(`a fox ${token}\n1 seed 11 · id aaa\n2 seed 12 · id bbb`, ['moodreel-aaa.mp4', 'moodreel-bbb.mp4'], 'round')
  channel.messages.push(root)
  thread.messages.push(round)
  const job = (id: string, seed: number): VendorJob => ({
    ...{ id, attempt: `of-${id}`, prompt: `a fox ${token}`, seed, startedAt: 1, doneAt: 2 },
    ...{ ends: 'succeeded' as const, canceledAt: null, cents: 7, webhookUrl: null },
  })
  const vendor = {
    jobs: new Map([job('j1', 11), job('j2', 12)].map((one) => [one.id, one])),
    submittedTwice: new Set<string>(),
    endOf: ({ ends }: VendorJob) => ends,
    centsOf: ({ cents }: VendorJob) => cents,
  }
  const interaction: Said['interaction'] = {
    ...{ id: 'i1', token: '', channel: channel.id, createdAt: 0, startedAt: 0, acknowledgedAfterMs: 5, tookMs: 5, answerType: 5 },
    ...{ answerData: null, original: null, pressed: null, followUps: [] },
  }
  const said: Said[] = [{ what: 'make', token, takes: 2, interaction, at: 0 }]
  return { world, channel, thread, message, root, round, job, vendor, said, chat: { world, broken: [] as string[] } }
}

it('finds nothing where every promise was kept', () => {
  const { chat, vendor, said } = kept()
  expect(judge(chat, vendor, said)).toMatchObject({ broken: [], cents: 14, counts: { asked: 2, posted: 2, jobs: 2 } })
})

const breaks: [what: string, breakIt: (all: ReturnType<typeof kept>) => void, finds: RegExp][] = [
  ['a clip that was never shown', ({ round }) => void round.attachments.pop(), /done and never shown/],
  ['a clip that stands twice', ({ thread, round }) => void thread.messages.push({ ...round, nonce: 'other' }), /stands 2 times/],
  ['a post that stands twice', ({ channel, root }) => void channel.messages.push({ ...root, id: '9' }), /the post root stands 2 times/],
  ['a second first message', ({ channel, root }) => void channel.messages.push({ ...root, nonce: 'other' }), /2 first messages/],
  ['a clip that was paid twice', ({ vendor, job }) => void vendor.jobs.set('j3', job('j3', 11)), /paid 2 times/],
  ['a job that nobody asked for', ({ vendor, job }) => void vendor.jobs.set('j3', job('j3', 13)), /more than were asked for/],
  ['a clip without a job', ({ vendor }) => void vendor.jobs.delete('j1'), /made by nobody/],
  [
    'a first message that stays on its way',
    ({ root }) => {
      root.content = `a fox ${token}\n<@7> · /t2v · 2 takes\n▱▱▱ rendering`
    },
    /still says/,
  ],
  [
    'an end that is not told',
    ({ root }) => {
      root.content = `a fox ${token}\n<@7> · 1 done · 2 takes`
    },
    /are told to be done/,
  ],
  [
    'a command that was forgotten',
    ({ channel, thread, vendor }) => {
      channel.messages.length = 0
      thread.messages.length = 0
      vendor.jobs.clear()
    },
    /the first messages tell of 0/,
  ],
  ['an attempt that was submitted twice', ({ vendor }) => void vendor.submittedTwice.add('of-j1'), /submitted twice/],
]

/** Somebody to whom the bot said no more than that it heard. */
const heard = ({ chat, vendor, said, message }: ReturnType<typeof kept>, what: 'make' | 'quota') => {
  const interaction = { ...said[0]?.interaction, id: 'i2', original: message('Received.') } as Said['interaction']
  return judge(chat, vendor, [...said, { what, token: what === 'make' ? token : '', takes: 0, interaction, at: 0 }]).broken.join('\n')
}

it('finds who was left with "Received.", but for those who were told directly, and those whose clips came all the same', () => {
  expect(heard(kept(), 'quota')).toMatch(/was left with "Received."/)
  expect(heard(kept(), 'make')).toMatch(/was left with "Received."/)
  const told = kept()
  told.world.direct('7').messages.push(told.message('The bot was offline.', [], nonceOf('reply:i2:1').value))
  expect(heard(told, 'quota')).toBe('')
  const begun = kept()
  begun.channel.messages.push({ ...begun.root, id: '9', nonce: 'other', content: `a fox ${token}\n<@7> · 0 takes` })
  expect(heard(begun, 'make')).not.toMatch(/Received/)
})

it.each(breaks)('finds %s', (_what, breakIt, finds) => {
  const all = kept()
  breakIt(all)
  expect(judge(all.chat, all.vendor, all.said).broken.join('\n')).toMatch(finds)
})
