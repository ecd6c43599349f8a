import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PostMedia } from '../../../src/core/post.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say as sentence } from '../../../src/core/words/sentence.ts'
import { eventually, say, useBrowser } from './opened-page.ts'
import { type Playground, startPlayground, storeClip } from './playground.ts'

const open = useBrowser()
let playground: Playground
let media: PostMedia
beforeAll(async () => {
  playground = await startPlayground()
  media = await storeClip(playground, 'seen')
})
afterAll(() => playground.stop())

const shownWarning = sentence('clip.notKept')

/** Says a line and delivers its clip. */
const make = async (page: Page, prompt: string) => {
  const count = playground.studio.generations.length
  await say(page, prompt)
  await eventually(() => playground.studio.generations.length).toBe(count + 1)
  await playground.studio.deliver(playground.studio.generations.at(-1) ?? '', media)
  const card = page.getByRole('article', { name: prompt.replace(/ --.*/, '') })
  await card.locator('video').waitFor()
  return card
}
const video = <Value>(page: Page, read: (node: HTMLVideoElement) => Value): Promise<Value> =>
  page
    .locator('video')
    .last()
    .evaluate((node, source) => new Function(`return (${source})`)()(node), read.toString()) as Promise<Value>
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

test('a clip is two stops of the Tab key: its player and its row of buttons', async () => {
  const page = await open(playground)
  const card = await make(page, 'two stops')
  await card.evaluate((node) => node instanceof HTMLElement && node.focus())
  await page.keyboard.press('Tab')
  expect(await focused(page)).toMatch(/^(Play|Pause): The clip seen$/)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Reroll')
  const names: (string | null | undefined)[] = []
  for (let at = 0; at < 4; at += 1) {
    await page.keyboard.press('ArrowRight')
    names.push(await focused(page))
  }
  expect(names).toEqual(['Vary', 'Edit', 'Extend', 'More'])
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.post'))).toBeNull()
})

test('a clip whose file is no longer kept says so, without a player and what needs one', async () => {
  const page = await open(playground)
  const card = await make(page, 'long ago')
  const last = (await playground.messages.page({ limit: 1 })).findLast(({ post }) => post?.kind === 'clip')
  if (!last?.post) throw new Error('There is no clip.')
  // As `storage/shown-messages.ts` gives it.
  await playground.messages.update(last.id, { ...last.post, media: [], warnings: [shownWarning] })
  await card.getByText(inWords(shownWarning, 'en')).waitFor()
  expect(await card.locator('video, .player, .frame').count()).toBe(0)
  await card.getByRole('button', { name: 'More' }).click()
  const items = await page.getByRole('menuitem').evaluateAll((nodes) => nodes.map((node) => node.firstElementChild?.textContent))
  expect(items).toContain('Copy the prompt')
  for (const item of ['Use this frame', 'Use this clip', 'Save']) expect(items).not.toContain(item)
})

test('all else is in one menu, what cannot be undone at its end', async () => {
  const page = await open(playground)
  const card = await make(page, 'one menu')
  await card.getByRole('button', { name: 'More' }).click()
  const items = page.getByRole('menuitem')
  expect(await items.evaluateAll((nodes) => nodes.map((node) => node.firstElementChild?.textContent))).toEqual([
    ...['Animate', 'Restyle', 'Copy the prompt', 'Copy the seed', 'Copy the command', 'Use this frame', 'Use this clip', 'Keys', 'Save'],
    'Delete',
  ])
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save' }).click()])
  expect(download.suggestedFilename()).toBe('moodreel-seen.mp4')
})

test('keys step through frames, loop, change the speed and tell themselves', async () => {
  const page = await open(playground, { reducedMotion: 'reduce' })
  const card = await make(page, 'by keys')
  const play = card.getByRole('button', { name: 'Play: The clip seen' })
  await play.focus()
  await page.keyboard.press('Enter')
  await eventually(() => video(page, (node) => node.currentTime > 0.3)).toBe(true)
  await page.keyboard.press(',')
  await eventually(() => video(page, (node) => node.paused && !node.seeking)).toBe(true)
  const at = await video(page, (node) => node.currentTime)
  await page.keyboard.press('.')
  // A film of eight frames a second: the next lies within a quarter of one.
  await eventually(() => video(page, (node) => node.currentTime)).toBeGreaterThan(at)
  expect((await video(page, (node) => node.currentTime)) - at).toBeLessThan(0.26)
  await page.keyboard.press('l')
  await page.keyboard.press('>')
  await eventually(() => page.locator('#announcer').textContent()).toContain('1.5×')
  expect(await video(page, (node) => [node.loop, node.playbackRate])).toEqual([false, 1.5])
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await keys.getByText('A frame back or on').waitFor()
  await page.keyboard.press('Escape')
  expect(await focused(page)).toBe('Play: The clip seen')
  await page.keyboard.press('Shift+F')
  await eventually(() => page.evaluate(() => document.fullscreenElement?.className)).toContain('player')
})

test('prompt, seed and command are copied', async () => {
  const page = await open(playground, { permissions: ['clipboard-read', 'clipboard-write'] })
  const card = await make(page, 'to copy --seed 7')
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await card.getByRole('button', { name: 'Reroll' }).focus()
  await page.keyboard.press('p')
  await eventually(copied).toBe('to copy')
  await page.keyboard.press('s')
  await eventually(copied).toBe('7')
  await card.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Copy the command' }).click()
  await eventually(copied).toMatch(/^\/t2v to copy .*--seed 7/)
})

test('a frame and a clip go into the message box, by a key and by dragging', async () => {
  const page = await open(playground)
  const card = await make(page, 'to go on')
  const chips = page.getByRole('list', { name: 'Attached files' })
  const mode = page.locator('.setting[data-option="mode"]')
  await card.getByRole('button', { name: 'Reroll' }).focus()
  await page.keyboard.press('f')
  await chips.getByText(/^moodreel-seen-\d\.\d\ds\.png$/).waitFor()
  await mode.getByText('From a picture').waitFor()
  await chips.getByRole('button', { name: /^Remove/ }).click()
  await mode.getByText('From words').waitFor()
  await card.locator('.play').dragTo(page.locator('#say'))
  await chips.getByText('moodreel-seen.mp4').waitFor()
  await mode.getByText('From a video').waitFor()
  await chips.getByRole('button', { name: /^Remove/ }).click()
  await card.locator('.player').hover()
  await card.getByRole('button', { name: 'Use this frame' }).dragTo(page.locator('#say'))
  await chips.getByText(/\.png$/).waitFor()
})

test('a long prompt is folded, and unfolds', async () => {
  const page = await open(playground)
  const prompt = `a long way home ${'through the quiet snow and over the hill '.repeat(12)}`.trim()
  const card = await make(page, prompt)
  const heading = card.locator('.said')
  const height = async () => (await heading.boundingBox())?.height ?? 0
  const folded = await height()
  const all = card.getByRole('button', { name: 'Show all' })
  expect(await all.getAttribute('aria-expanded')).toBe('false')
  await all.click()
  expect(await height()).toBeGreaterThan(folded * 1.3)
  await card.getByRole('button', { name: 'Show less' }).click()
  expect(await height()).toBe(folded)
})

test('a clip waits in the colours of its words, or with the picture that it goes on from', async () => {
  const page = await open(playground)
  const card = await make(page, 'a beach at sunset')
  await say(page, 'snow on a mountain')
  const ground = page.locator('.mood').last()
  await ground.waitFor()
  expect(await ground.evaluate((node) => node instanceof HTMLElement && node.style.getPropertyValue('--mood-1'))).toMatch(/^#/)
  await card.getByRole('button', { name: 'Reroll' }).click()
  await eventually(() => page.locator('.mood img').count()).toBe(1)
  expect(await page.locator('.mood img').getAttribute('src')).toBe(`/media/${media.posterKey}`)
})
