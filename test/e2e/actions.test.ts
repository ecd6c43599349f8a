import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Post } from '../../src/core/post.ts'
import { makeMp4 } from '../media/fixtures.ts'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const makeClip = async (): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-clip-'))
  await makeMp4(join(folder, 'clip.mp4'), { width: 160, height: 90, fps: 12, durationSeconds: 0.5, codec: 'avc' })
  const clip = await readFile(join(folder, 'clip.mp4'))
  await rm(folder, { recursive: true })
  return clip
}

/** The posts about a generation as a person sees them now. */
const postsOf = async (bot: Bot, id: string): Promise<Post[]> =>
  (await bot.messages()).flatMap(({ post }) => (post?.generationIds.includes(id) ? [post] : []))

const clipOf = async (bot: Bot, id: string): Promise<Post> => {
  const find = async (): Promise<Post | undefined> => (await postsOf(bot, id)).find(({ kind }) => kind === 'clip')
  await expect.poll(find).toBeDefined()
  return (await find()) as Post
}

test('every button of a clip does its work, also after a restart', async () => {
  const dataDir = await temporaryFolder()
  const vendor = await startVendor(await makeClip())
  const start = (): Promise<Bot> => startBot({ dataDir, env: { MOODREEL_TEST_VENDOR_URL: vendor.url } })
  let bot = await start()
  onTestFinished(async () => {
    await bot.kill()
    await vendor.close()
  })
  /** Presses a button that opens a card, and gives the generation that it made. */
  const pressed = async (command: string, id: string, values?: Record<string, string>): Promise<string> => {
    const { replies, form, messages } = await bot.act(command, id, values)
    expect({ replies, form }).toEqual({ replies: [], form: null })
    expect(messages.map(({ post }) => post?.facts)).toEqual([expect.arrayContaining([`from ${id}`])])
    return messages[0]?.post?.generationIds[0] ?? ''
  }
  const jobOf = async (id: string) => {
    const attempts = (): string[] =>
      readBooks(dataDir)
        .generations.find((one) => one.id === id)
        ?.attempts.map((one) => one.id) ?? []
    await expect.poll(() => vendor.jobs.filter(({ attempt }) => attempts().includes(attempt))).toHaveLength(1)
    return vendor.jobs.find(({ attempt }) => attempts().includes(attempt))
  }

  const said = await bot.say('/t2v a paper boat --model remote --seed 42')
  const first = said.messages[0]?.post?.generationIds[0] ?? ''
  const { actions, more = [] } = await clipOf(bot, first)
  expect([actions, more].map((some) => some.map(({ command }) => command))).toEqual([
    ['reroll', 'edit', 'extend', 'vote'],
    ['animate', 'restyle', 'upscale', 'info', 'report', 'delete'],
  ])

  const rerolled = await pressed('reroll', first)
  expect(await jobOf(rerolled)).toMatchObject({ mode: 't2v', prompt: 'a paper boat' })
  expect((await jobOf(rerolled))?.seed).not.toBe(42)

  const varied = await pressed('vary', first)
  expect((await postsOf(bot, varied))[0]?.warnings).toEqual([
    'With remote, a nearby seed makes a different clip altogether. This one has a new seed.',
  ])

  const { form } = await bot.act('edit', first)
  expect(form?.fields.filter(({ more }) => !more).map(({ name, value }) => [name, value])).toEqual([
    ['prompt', 'a paper boat'],
    ['seed', 42],
    ['model', 'remote'],
    ['duration', 2],
  ])
  const edited = await pressed('edit', first, { prompt: 'a paper boat at night' })
  expect(await jobOf(edited)).toMatchObject({ mode: 't2v', prompt: 'a paper boat at night', seed: 42 })

  expect(await bot.stop()).toBe(0)
  bot = await start()

  const extended = await pressed('extend', first)
  const size = { width: 160, height: 90 }
  expect(await jobOf(extended)).toMatchObject({ mode: 'i2v', inputs: [{ role: 'firstFrame', mediaType: 'image/png', ...size }] })
  expect((await bot.act('animate', first)).form).toMatchObject({ command: 'animate', generationId: first })
  const animated = await pressed('animate', first, { prompt: 'it drifts on' })
  expect(await jobOf(animated)).toMatchObject({
    mode: 'i2v',
    prompt: 'it drifts on',
    inputs: [{ role: 'firstFrame', mediaType: 'image/png', ...size }],
  })
  expect((await postsOf(bot, animated))[0]?.changed).toEqual([
    [{ words: 'same frame' }, { words: ', ' }, { words: 'new motion', isNew: true }],
  ])

  expect((await bot.act('restyle', first)).form).toMatchObject({ command: 'restyle', generationId: first })
  const restyled = await pressed('restyle', first, { prompt: 'watercolour' })
  expect(await jobOf(restyled)).toMatchObject({
    mode: 'v2v',
    prompt: 'watercolour',
    inputs: [{ role: 'video', mediaType: 'video/mp4', ...size }],
  })

  for (const id of [rerolled, varied, edited, extended, animated, restyled]) {
    expect((await clipOf(bot, id)).facts).toContain('from 1')
  }
  const made = await bot.act('info', extended)
  expect(made.replies[0]?.fields).toContainEqual({ name: 'Made from', value: '1' })

  vendor.behaviour.renderMs = 600_000
  const slow = await pressed('reroll', first)
  await jobOf(slow)
  expect((await bot.act('cancel', slow)).replies[0]?.text).toBe('The clip is being canceled.')
  const stateOf = (id: string): string | undefined => readBooks(dataDir).generations.find((one) => one.id === id)?.state
  await expect.poll(() => stateOf(slow)).toBe('canceled')

  const file = `${bot.url}/media/clips/${first}.mp4`
  expect((await fetch(file)).status).toBe(200)
  expect((await bot.act('delete', first)).replies[0]?.text).toBe('The clip is deleted.')
  expect((await fetch(file)).status).toBe(404)
  expect((await postsOf(bot, first)).map(({ kind }) => kind)).toEqual(['batch'])
  expect((await bot.act('restore', first)).replies[0]?.text).toBe('The clip is back in its thread.')
  expect((await fetch(file)).status).toBe(200)
  await bot.act('delete', first)
  const refused = await bot.act('reroll', first)
  expect(refused.replies.map(({ text }) => text)).toEqual([`The clip ${first} was deleted. Choose another one.`])

  const { generations } = readBooks(dataDir)
  expect(generations.map(({ state }) => state)).toEqual([...Array(7).fill('delivered'), 'canceled'])
  expect(generations.map(({ attempts }) => attempts.length)).toEqual(Array(8).fill(1))
})
