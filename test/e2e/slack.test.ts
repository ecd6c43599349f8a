import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { makeJpeg } from '../media/fixtures.ts'
import { type Person, personOf } from '../platforms/slack/fake/person.ts'
import { botToken, type FakeMessage, type FakeSlack, signingSecret } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { readBooks } from '../support/books.ts'
import type { Bot } from '../support/bot.ts'
import { patient } from '../support/patient.ts'
import { openRemoteWorld, paidOnce, type RemoteWorld, slackEnv } from '../support/remote-world.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

const forEver = 600_000
// One process meets everything here that comes by a socket; only the first test starts another.
const later = laterInFile()
let slack: FakeSlack
let world: RemoteWorld
let bot: Bot
let ada: Person

beforeAll(async () => {
  slack = await openFakeSlack(later)
  world = await openRemoteWorld(slackEnv(slack), later)
  bot = await world.start()
  ada = personOf(slack)
})

/** A message with a picture that somebody posted. */
const pictureTs = '1790000000.5'

/** Everything in the channel and in its threads. */
const everyMessage = async (): Promise<FakeMessage[]> => {
  const roots = await slack.messages()
  const threads = [...roots.map(({ ts }) => ts), pictureTs]
  return [...roots, ...(await Promise.all(threads.map((thread) => slack.messages({ thread })))).flat()]
}

/** A message may still be told its end, and is no other by that. */
const timesOfMessages = async (): Promise<string[]> => (await everyMessage()).map(({ ts }) => ts)

/** Waits until so many clips are delivered and settled: each shown once in a thread, made once and paid once. */
const expectClips = async (count: number): Promise<void> => {
  const paid = () => readBooks(world.dataDir).generations.filter(({ state }) => state !== 'canceled')
  await expect.poll(paid).toMatchObject(Array(count).fill(paidOnce))
  expect(world.vendor.jobs).toHaveLength(count)
  const shown = (await everyMessage()).filter(({ files }) => files.length > 0)
  expect(shown.map(({ thread_ts: thread }) => thread === undefined)).toEqual(Array(count).fill(false))
}

/** The only message that has this button. */
const messageWith = async (label: string): Promise<FakeMessage> => {
  const found = (await everyMessage()).filter(({ blocks }) => JSON.stringify(blocks).includes(`"text":"${label}"`))
  expect(found).toHaveLength(1)
  return found[0] as FakeMessage
}

test('an event that is delivered three times, with a kill in between, makes one clip, and its button works', async () => {
  const { jobs, behaviour } = world.vendor
  const mention = () => ada.mention('t2v a paper boat --model remote --seed 42', { ts: '1790000000.000100', eventId: 'Ev1' })
  behaviour.renderMs = forEver
  await mention()
  await mention()
  await expect.poll(() => jobs).toHaveLength(1)
  await bot.kill()

  bot = await world.start()
  await mention()
  await bot.logged(({ msg }) => msg === 'Slack delivered something again')
  behaviour.renderMs = 1
  await expectClips(1)

  await ada.press(await messageWith('Reroll'), 'Reroll')
  await expectClips(2)
  expect(jobs[1]).toMatchObject({ mode: 't2v', prompt: 'a paper boat' })
  expect(jobs[1]?.seed).not.toBe(42)
})

test('/t2v brings its clip into a thread, and Animate on a picture asks for words and brings another', async () => {
  const { dataDir, vendor } = world
  const [made, { balance }] = [vendor.jobs.length, readBooks(dataDir)]
  expect((await ada.command('/t2v', 'a paper kite --model remote --seed 42')).payload ?? {}).toEqual({})
  await expectClips(made + 1)
  expect(JSON.stringify(await slack.messages())).toContain('a paper kite')
  expect(vendor.jobs[made]).toMatchObject({ mode: 't2v', prompt: 'a paper kite', seed: 42 })
  expect(readBooks(dataDir).balance).toBe((balance || 10_000) - 7)

  const folder = await temporaryFolder()
  await makeJpeg(join(folder, 'photo.jpg'), { width: 64, height: 36 })
  const bytes = await readFile(join(folder, 'photo.jpg'))
  const file = slack.addFile({ name: 'photo.jpg', mimetype: 'image/jpeg', bytes })
  await ada.shortcut('animate', { ts: pictureTs, files: [file] })
  await vi.waitFor(() => expect(slack.called('views.open')).toHaveLength(1), patient)
  // A call is known of a moment before what it did is.
  const form = await vi.waitFor(() => ada.form(), patient)
  await ada.choose(form, 'remote')
  await vi.waitFor(() => expect(slack.called('views.update')).toHaveLength(1), patient)
  await ada.submit(ada.form(), { prompt: 'the fog lifts', model: 'remote' })
  await expectClips(made + 2)
  expect(vendor.jobs[made + 1]).toMatchObject({
    mode: 'i2v',
    prompt: 'the fog lifts',
    inputs: [{ role: 'firstFrame', mediaType: 'image/jpeg', width: 64, height: 36 }],
  })
})

test.each(['internal_error', 'restricted_action'])(
  'a clip that is paid for comes although Slack says %s of its file and of its post',
  async (code) => {
    const { jobs, behaviour } = world.vendor
    const [made, roots] = [jobs.length, (await slack.messages()).length]
    behaviour.renderMs = forEver
    await ada.command('/t2v', 'a paper boat --model remote')
    await expect.poll(() => jobs).toHaveLength(made + 1)
    await expect.poll(() => slack.messages()).toHaveLength(roots + 1)
    const steps = ['files.completeUploadExternal', 'chat.postMessage']
    for (const method of steps) slack.fault(method, { kind: 'error', error: code })
    behaviour.renderMs = 1
    await expectClips(made + 1)
    expect(steps.filter((method) => (slack.faults.get(method) ?? []).length > 0)).toEqual([])
  },
)

test('where nothing can be posted one private sentence says why, and nothing is spent', async () => {
  const { dataDir, vendor } = world
  const before = { messages: await timesOfMessages(), jobs: [...vendor.jobs], ...readBooks(dataDir) }
  const refusals = [
    [{ error: 'not_in_channel' }, '/invite @moodreel'],
    [{ error: 'is_archived' }, 'archived'],
    [{ error: 'missing_scope', needed: 'chat:write' }, 'chat:write'],
  ] as const
  const entries = (): string[][] =>
    readBooks(dataDir)
      .generations.slice(before.generations.length)
      .map((one) => one.entries.map(({ kind }) => kind))
  slack.responses.length = 0
  for (const [index, [refusal, words]] of refusals.entries()) {
    for (const method of ['chat.postMessage', 'chat.postEphemeral']) slack.fault(method, ...Array(5).fill({ kind: 'error', ...refusal }))
    await ada.command('/t2v', 'a paper boat --model remote')
    await expect.poll(entries).toEqual(Array(index + 1).fill(['hold', 'refund']))
    await expect.poll(() => slack.responses).toHaveLength(index + 1)
    expect(slack.responses[index]).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining(words) })
    slack.heal()
  }
  expect(await timesOfMessages()).toEqual(before.messages)
  expect(vendor.jobs).toEqual(before.jobs)
  expect(readBooks(dataDir).balance).toBe(before.balance)
})

test('a signed command comes by the program’s own listener where there is no socket', async () => {
  const own = await openFakeSlack()
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: own.apiUrl }
  const { dataDir, vendor, start } = await openRemoteWorld(env)
  const { url } = await start()
  const body = new URLSearchParams({ command: '/t2v', text: 'a fox' }).toString()
  const contentType = 'application/x-www-form-urlencoded'
  expect((await own.signed(url, body, { contentType, secret: 'another' })).status).toBe(401)
  await personOf(own, url).command('/t2v', 'a fox & a hare --model remote')
  await expect.poll(() => readBooks(dataDir).generations).toMatchObject([paidOnce])
  expect(vendor.jobs).toMatchObject([{ prompt: 'a fox & a hare' }])
  const [root] = await own.messages()
  expect((await own.messages({ thread: root?.ts ?? '' })).filter(({ files }) => files.length > 0)).toHaveLength(1)
  expect(own.sockets.count()).toBe(0)
})
