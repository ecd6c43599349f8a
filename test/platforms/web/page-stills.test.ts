import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { say as sentence } from '../../../src/core/words/sentence.ts'
import { axeFaults } from './axe-faults.ts'
import { eventually, start, useBrowser } from './opened-page.ts'
import type { Playground } from './playground.ts'
import { openRound, type StillRound } from './still-round.ts'

const open = useBrowser()
const prompt = 'the lighthouse keeper, oilskin coat'

/** Which still has the focus, by its number. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.querySelector('.number')?.textContent)
const cardOf = (page: Page) => page.getByRole('article', { name: prompt })
const tilesOf = (page: Page) => cardOf(page).locator('.tile')
/** Presses that the server got of a command. */
const asked = ({ studio }: Playground, command: string) =>
  studio.invocations.flatMap(({ command: one, input }) => (one === command && input.kind === 'values' ? [input.values['id']] : []))
const pressed = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** The studio's own answer to `/show` and, with a sentence before it, to `/star`. */
const answerFor = ({ ids }: StillRound, id: string) => ({
  ...notice(prompt),
  kind: 'clip' as const,
  facts: [sentence('member.seed', { seed: 7001 + ids.indexOf(id) })],
  actions: [
    { command: 'save', argument: id, label: 'Save' },
    { command: 'animate', argument: id, label: 'Animate · 24', style: 'primary' as const },
  ],
  generationIds: [id],
})

test('ten stills are one stop of the Tab key, and the arrows go from one to the next by what is seen', async () => {
  const playground = await start()
  await openRound(playground, prompt, 10)
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  await tilesOf(page).nth(9).waitFor()
  expect(
    await cardOf(page)
      .getByRole('img', { name: `Still 3 of 10: ${prompt}` })
      .count(),
  ).toBe(1)
  expect(await cardOf(page).locator('.tiles button:not([tabindex="-1"])').count()).toBe(1)
  await cardOf(page).evaluate((node) => node instanceof HTMLElement && node.focus())
  await pressed(page, 'Tab')
  expect(await focused(page)).toBe('1')
  const walk = async (...keys: string[]) => {
    await pressed(page, ...keys)
    return focused(page)
  }
  expect(await walk('ArrowRight')).toBe('2')
  expect(await walk('ArrowDown')).toBe('7')
  expect(await walk('ArrowUp', 'ArrowLeft')).toBe('1')
  expect(await walk('End')).toBe('10')
  expect(await walk('Home')).toBe('1')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await walk('ArrowRight', 'ArrowDown')).toBe('4')
  await pressed(page, 'Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Animate 1')
})

test('stills come into their places, with one bar and one button for all that are being made', async () => {
  const playground = await start()
  const round = await openRound(playground, prompt, 10, { done: 4 })
  const page = await open(playground)
  const heard: string[] = []
  await page.exposeFunction('hear', (text: string) => heard.push(text))
  await page.locator('#announcer').evaluate((node) => {
    new MutationObserver(() => Reflect.get(window, 'hear')(node.textContent)).observe(node, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  await tilesOf(page).nth(9).waitFor()
  expect(await tilesOf(page).locator('.number').allTextContents()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
  expect(await tilesOf(page).locator('img').count()).toBe(4)
  expect(await cardOf(page).getByRole('progressbar').count()).toBe(1)
  await cardOf(page).getByRole('progressbar', { name: '4 of 10 stills are there' }).waitFor()
  await tilesOf(page).nth(1).locator('.open').focus()
  const place = await tilesOf(page).nth(9).boundingBox()
  await round.draw({ done: 7 })
  await cardOf(page).getByRole('progressbar', { name: '7 of 10 stills are there' }).waitFor()
  await round.draw({ done: 10 })
  await eventually(() => tilesOf(page).locator('img').count()).toBe(10)
  expect([await focused(page), await cardOf(page).getByRole('progressbar').count()]).toEqual(['2', 0])
  const now = await tilesOf(page).nth(9).boundingBox()
  expect([now?.x, now?.width, now?.height]).toEqual([place?.x, place?.width, place?.height])
  await eventually(() => heard.at(-1)).toBe(`10 stills finished: ${prompt}`)
  expect(await cardOf(page).locator('.takes > *, .notes > *').count()).toBe(0)
})

test('S stars the still in focus and says so, and one that cannot be starred says why', async () => {
  const playground = await start()
  const round = await openRound(playground, prompt, 4)
  const [, second = ''] = round.ids
  playground.studio.answer('star', async (id, respond) => {
    await round.draw({ starred: [id], chosen: id })
    await respond.reply({ ...answerFor(round, id), warnings: ['You starred it.'] }, { private: true })
  })
  const page = await open(playground)
  await tilesOf(page).nth(1).locator('.open').focus()
  await pressed(page, 's')
  await cardOf(page).getByRole('button', { name: 'Take the star of still 2 away' }).waitFor()
  expect(asked(playground, 'star')).toEqual([second])
  await eventually(() => page.locator('#announcer').textContent()).toBe('You starred it.')
  await cardOf(page)
    .getByRole('button', { name: `Still 2 of 4: ${prompt} starred, chosen` })
    .waitFor()
  expect(await cardOf(page).locator('.private-reply').count()).toBe(0)
  await cardOf(page).getByRole('button', { name: 'Animate 2' }).waitFor()
  playground.studio.answer('star', async (_, respond) =>
    respond.reply({ ...notice('That still is gone.'), kind: 'failure' }, { private: true }),
  )
  await tilesOf(page).nth(3).hover()
  await tilesOf(page).nth(3).locator('.keep').click()
  await cardOf(page).locator('.private-reply').getByText('That still is gone.').waitFor()
})

test('Enter shows a still large, with what the server says of it; arrows go on, and the focus comes back to the last one', async () => {
  const playground = await start()
  const round = await openRound(playground, prompt, 4)
  const third = round.ids[2] ?? ''
  playground.studio.answer('show', async (id, respond) => respond.reply(answerFor(round, id), { private: true }))
  playground.studio.answer('animate', async (_, respond) => respond.reply(notice('It moves.'), { private: true }))
  const page = await open(playground)
  await tilesOf(page).first().locator('.open').focus()
  await pressed(page, 'Enter')
  const large = page.getByRole('dialog', { name: 'Still 1' })
  await large.getByText('seed 7001').waitFor()
  await pressed(page, 'ArrowRight', 'ArrowRight')
  await page.getByRole('dialog', { name: 'Still 3' }).getByText('seed 7003').waitFor()
  expect(await page.locator('#large img').getAttribute('alt')).toBe(`Still 3 of 4: ${prompt}`)
  expect(await page.locator('#large a[download]').getAttribute('download')).toBe(`moodreel-${third}.jpg`)
  expect(await page.locator('#large').getByRole('button', { name: 'Save' }).count()).toBe(0)
  await pressed(page, 'Escape')
  await eventually(() => focused(page)).toBe('3')
  await pressed(page, 'Enter')
  await page.locator('#large').getByRole('button', { name: 'Animate · 24' }).click()
  await cardOf(page).getByText('It moves.').waitFor()
  expect(asked(playground, 'animate')).toEqual([third])
  expect(await page.locator('#large[open]').count()).toBe(0)
})

test('W wipes between two, by keys and by pointer, and a fix is wiped over what it was made from', async () => {
  const playground = await start()
  await openRound(playground, prompt, 4, { original: true })
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  await tilesOf(page).nth(2).locator('.open').focus()
  expect(await focused(page)).toBe('2')
  await pressed(page, 'w')
  const wipe = page.getByRole('dialog', { name: 'Wipe between two stills' })
  const line = wipe.getByRole('slider', { name: 'Where the two meet' })
  expect(await line.getAttribute('aria-valuetext')).toBe('50 % of Still 0, the rest of Still 2')
  await pressed(page, 'Home')
  expect(await line.getAttribute('aria-valuetext')).toBe('0 % of Still 0, the rest of Still 2')
  const box = await line.boundingBox()
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.75, (box?.y ?? 0) + 20)
  const cut = () => page.locator('.wipe-right').evaluate((node) => getComputedStyle(node).clipPath)
  await eventually(cut).toMatch(/0px 7[3-7](\.\d+)?%\)/)
  await wipe.getByLabel('Left').selectOption('Still 4')
  expect(await page.locator('.wipe-left').getAttribute('alt')).toBe(`Still 4 of 4: ${prompt}`)
  await pressed(page, 'Escape')
  await eventually(() => focused(page)).toBe('2')
})

test('a picture that others were made from has no star, and one alone cannot be wiped', async () => {
  const playground = await start()
  await openRound(playground, prompt, 1, { original: true })
  const page = await open(playground)
  await tilesOf(page).nth(1).waitFor()
  expect(await tilesOf(page).first().locator('.keep').count()).toBe(0)
  await tilesOf(page).first().locator('.open').focus()
  await pressed(page, 's', 'a', 'x')
  await pressed(page, 'w')
  await page.locator('#wipe[open]').waitFor()
  expect(playground.studio.invocations).toEqual([])
})

test('a still that was flagged is covered until it is opened in its place', async () => {
  const playground = await start()
  await openRound(playground, prompt, 3, { flagged: 2 })
  const page = await open(playground)
  const second = tilesOf(page).nth(1)
  const cover = cardOf(page).getByRole('button', { name: 'Still 2 was flagged. Open it' })
  await cover.waitFor()
  expect(await second.locator('img').getAttribute('src')).toBeNull()
  await tilesOf(page).first().locator('.open').focus()
  await pressed(page, 'Enter', 'ArrowRight')
  await page.getByRole('dialog', { name: 'Still 3' }).waitFor()
  await pressed(page, 'Escape')
  await eventually(() => focused(page)).toBe('3')
  await pressed(page, 'ArrowLeft', 'w', 'Enter')
  expect([await second.locator('img').count(), await page.locator('#large[open], #wipe[open]').count()]).toEqual([1, 0])
  expect(await second.locator('img').getAttribute('src')).toMatch(/^\/media\//)
  await pressed(page, 'Enter')
  await page.getByRole('dialog', { name: 'Still 2' }).waitFor()
})

test('? lists the keys of stills, and the keys of a Korean keyboard are those of their places', async () => {
  const playground = await start()
  const round = await openRound(playground, prompt, 2)
  playground.studio.answer('animate', async (_, respond) => respond.reply(notice('It moves.'), { private: true }))
  const page = await open(playground)
  await tilesOf(page).first().locator('.open').focus()
  await pressed(page, '?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await keys.getByText('Wipe between two').waitFor()
  await pressed(page, 'Escape')
  await tilesOf(page).first().locator('.open').dispatchEvent('keydown', { key: 'ㅁ', code: 'KeyA', bubbles: true })
  await eventually(() => asked(playground, 'animate')).toEqual(round.ids.slice(0, 1))
})

test.each([
  ['light', 'en-US', 360],
  ['dark', 'ko-KR', 1280],
] as const)(
  'axe finds nothing at stills in the %s look in %s at %i px, large, wiped and being made',
  async (colorScheme, locale, width) => {
    const playground = await start()
    const round = await openRound(playground, prompt, 10)
    await round.draw({ starred: round.ids.slice(2, 3), chosen: round.ids[2] ?? null })
    await openRound(playground, 'a harbour', 5, { done: 2 })
    playground.studio.answer('show', async (id, respond) => respond.reply(answerFor(round, id), { private: true }))
    const page = await open(playground, {
      colorScheme,
      locale,
      viewport: { width, height: 740 },
      hasTouch: width < 500,
      reducedMotion: 'reduce',
    })
    const check = async (state: string, part: string) => expect([state, await axeFaults(page, part)]).toEqual([state, []])
    await tilesOf(page).nth(9).waitFor()
    await check('grid', 'html')
    const moves = () =>
      page
        .locator('.mood')
        .first()
        .evaluate((node) => getComputedStyle(node).animationIterationCount)
    expect(await moves()).toBe('1')
    await tilesOf(page).nth(2).locator('.open').focus()
    const ring = await tilesOf(page)
      .nth(2)
      .evaluate((node) => getComputedStyle(node).outlineWidth)
    expect(ring).toBe('3px')
    await pressed(page, 'Enter')
    await page.locator('#large .facts:not([hidden])').waitFor()
    await check('large', '#large')
    await pressed(page, 'w')
    await check('wipe', '#wipe')
    await pressed(page, 'Escape', '?')
    await check('keys', '#keys')
  },
)
