import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { makeJpeg } from '../media/fixtures.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { appToken, botToken, type FakeMessage, type FakeSlack, signingSecret } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const forEver = 600_000
let clip: Uint8Array

beforeAll(async () => {
  clip = await smallClip()
})

const setUp = async (mode: 'socket' | 'http' = 'socket') => {
  const dataDir = await temporaryFolder()
  const slack = await openFakeSlack()
  const vendor = await startVendor(clip)
  let bot: Bot | undefined
  onTestFinished(async () => {
    await bot?.kill()
    await vendor.close()
  })
  const env = {
    SLACK_BOT_TOKEN: botToken,
    ...(mode === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
    SLACK_API_URL: slack.apiUrl,
    MOODREEL_TEST_VENDOR_URL: vendor.url,
  }
  return {
    dataDir,
    slack,
    vendor,
    ada: personOf(slack),
    async start() {
      bot = await startBot({ dataDir, env })
      return bot
    },
  }
}

/** A message with a picture that somebody posted. */
const pictureTs = '1790000000.5'

/** Everything in the channel and in its threads. */
const everyMessage = async (slack: FakeSlack): Promise<FakeMessage[]> => {
  const roots = await slack.messages()
  const threads = [...roots.map(({ ts }) => ts), pictureTs]
  return [...roots, ...(await Promise.all(threads.map((thread) => slack.messages({ thread })))).flat()]
}

const paid = { state: 'delivered', attempts: [{ state: 'accepted' }], entries: [{ kind: 'hold' }, { kind: 'settle' }] }

/** Waits until so many clips are delivered and settled: each shown once in a thread, made once and paid once. */
const expectClips = async ({ dataDir, slack, vendor }: Awaited<ReturnType<typeof setUp>>, count: number): Promise<void> => {
  await expect.poll(() => readBooks(dataDir).generations, { timeout: 20_000 }).toMatchObject(Array(count).fill(paid))
  expect(vendor.jobs).toHaveLength(count)
  const shown = (await everyMessage(slack)).filter(({ files }) => files.length > 0)
  expect(shown.map(({ thread_ts: thread }) => thread === undefined)).toEqual(Array(count).fill(false))
}

/** The only message that has this button. */
const messageWith = async (slack: FakeSlack, label: string): Promise<FakeMessage> => {
  const found = (await everyMessage(slack)).filter(({ blocks }) => JSON.stringify(blocks).includes(`"text":"${label}"`))
  expect(found).toHaveLength(1)
  return found[0] as FakeMessage
}

test('/t2v brings its clip into a thread, and Animate on a picture asks for words and brings another', async () => {
  const world = await setUp()
  const { dataDir, slack, vendor, ada, start } = world
  await start()
  expect((await ada.command('/t2v', 'a paper boat --model remote --seed 42')).payload ?? {}).toEqual({})
  await expectClips(world, 1)
  expect(JSON.stringify(await slack.messages())).toContain('a paper boat')
  expect(vendor.jobs).toMatchObject([{ mode: 't2v', prompt: 'a paper boat', seed: 42 }])
  expect(readBooks(dataDir).balance).toBe(10_000 - 7)

  const folder = await temporaryFolder()
  await makeJpeg(join(folder, 'photo.jpg'), { width: 64, height: 36 })
  const bytes = await readFile(join(folder, 'photo.jpg'))
  const file = slack.addFile({ name: 'photo.jpg', mimetype: 'image/jpeg', bytes })
  await ada.shortcut('animate', { ts: pictureTs, files: [file] })
  await vi.waitFor(() => expect(slack.called('views.open')).toHaveLength(1), { timeout: 10_000 })
  // A call is known of a moment before what it did is.
  const form = await vi.waitFor(() => ada.form(), { timeout: 10_000 })
  await ada.choose(form, 'remote')
  await vi.waitFor(() => expect(slack.called('views.update')).toHaveLength(1), { timeout: 10_000 })
  await ada.submit(ada.form(), { prompt: 'the fog lifts', model: 'remote' })
  await expectClips(world, 2)
  expect(vendor.jobs[1]).toMatchObject({
    mode: 'i2v',
    prompt: 'the fog lifts',
    inputs: [{ role: 'firstFrame', mediaType: 'image/jpeg', width: 64, height: 36 }],
  })
})

test('an event that is delivered three times, with a kill in between, makes one clip, and its button works', async () => {
  const world = await setUp()
  const { slack, vendor, ada, start } = world
  const mention = () => ada.mention('t2v a paper boat --model remote --seed 42', { ts: '1790000000.000100', eventId: 'Ev1' })
  vendor.behaviour.renderMs = forEver
  let bot = await start()
  await mention()
  await mention()
  await expect.poll(() => vendor.jobs, { timeout: 10_000 }).toHaveLength(1)
  await bot.kill()

  bot = await start()
  await mention()
  await bot.logged(({ msg }) => msg === 'Slack delivered something again')
  vendor.behaviour.renderMs = 1
  await expectClips(world, 1)

  await ada.press(await messageWith(slack, 'Reroll'), 'Reroll')
  await expectClips(world, 2)
  expect(vendor.jobs[1]).toMatchObject({ mode: 't2v', prompt: 'a paper boat' })
  expect(vendor.jobs[1]?.seed).not.toBe(42)
})

test.each(['internal_error', 'restricted_action'])(
  'a clip that is paid for comes although Slack says %s of its file and of its post',
  async (code) => {
    const world = await setUp()
    const { slack, vendor, ada, start } = world
    vendor.behaviour.renderMs = forEver
    await start()
    await ada.command('/t2v', 'a paper boat --model remote')
    await expect.poll(() => vendor.jobs, { timeout: 10_000 }).toHaveLength(1)
    await expect.poll(() => slack.messages(), { timeout: 10_000 }).toHaveLength(1)
    const steps = ['files.completeUploadExternal', 'chat.postMessage']
    for (const method of steps) slack.fault(method, { kind: 'error', error: code })
    vendor.behaviour.renderMs = 1
    await expectClips(world, 1)
    expect(steps.filter((method) => (slack.faults.get(method) ?? []).length > 0)).toEqual([])
  },
)

test('where nothing can be posted one private sentence says why, and nothing is spent', async () => {
  const { dataDir, slack, vendor, ada, start } = await setUp()
  await start()
  const refusals = [
    [{ error: 'not_in_channel' }, '/invite @moodreel'],
    [{ error: 'is_archived' }, 'archived'],
    [{ error: 'missing_scope', needed: 'chat:write' }, 'chat:write'],
  ] as const
  const entries = (): string[][] => readBooks(dataDir).generations.map((one) => one.entries.map(({ kind }) => kind))
  for (const [index, [refusal, words]] of refusals.entries()) {
    for (const method of ['chat.postMessage', 'chat.postEphemeral']) slack.fault(method, ...Array(5).fill({ kind: 'error', ...refusal }))
    await ada.command('/t2v', 'a paper boat --model remote')
    await expect.poll(entries, { timeout: 10_000 }).toEqual(Array(index + 1).fill(['hold', 'refund']))
    await expect.poll(() => slack.responses, { timeout: 10_000 }).toHaveLength(index + 1)
    expect(slack.responses[index]).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining(words) })
    slack.faults.clear()
  }
  expect(await everyMessage(slack)).toEqual([])
  expect(vendor.jobs).toEqual([])
  expect(readBooks(dataDir).balance).toBe(10_000)
})

test('a signed command comes by the program’s own listener where there is no socket', async () => {
  const world = await setUp('http')
  const { slack, vendor, start } = world
  const { url } = await start()
  const body = new URLSearchParams({ command: '/t2v', text: 'a fox' }).toString()
  const contentType = 'application/x-www-form-urlencoded'
  expect((await slack.signed(url, body, { contentType, secret: 'another' })).status).toBe(401)
  await personOf(slack, url).command('/t2v', 'a fox & a hare --model remote')
  await expectClips(world, 1)
  expect(vendor.jobs).toMatchObject([{ prompt: 'a fox & a hare' }])
  expect(slack.sockets.count()).toBe(0)
})
