import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { makeJpeg } from '../../media/fixtures.ts'
import { eventually, say, useBrowser } from './opened-page.ts'
import { type Playground, startPlayground } from './playground.ts'

const open = useBrowser()
let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({ clips: [{ id: 'fox0c2m9xwd4', prompt: 'a fox', seed: 1, createdAt: 0 }] })
})
afterAll(() => playground.stop())

const chip = (page: Page, option: string) => page.locator(`.setting[data-option="${option}"]`)
const price = (page: Page) => page.locator('.settings .price')
const pick = async (page: Page, option: string, name: string) => {
  await chip(page, option).click()
  await page.getByRole('menuitemradio', { name }).click()
}
/** What the newest line was run as. */
const ran = () => {
  const { command, input } = playground.studio.invocations.at(-1) ?? {}
  return [command, input?.kind === 'text' ? input.text : null]
}

test('chips tell what the next clip is and costs, and set it', async () => {
  const page = await open(playground)
  await price(page).getByText('free').waitFor()
  expect(await chip(page, 'mode').textContent()).toBe('From words')
  await pick(page, 'model', 'Wan 2.7')
  await price(page).getByText('50 credits').waitFor()
  await pick(page, 'duration', '10')
  await pick(page, 'takes', '2 takes')
  await price(page).getByText('200 credits').waitFor()
  expect(await chip(page, 'takes').getAttribute('aria-label')).toBe('Takes: 2 takes')
  await say(page, 'a fox in the snow')
  await eventually(ran).toEqual(['t2v', 'a fox in the snow --duration 10 --model wan-2.7 --takes 2'])
  // The number is meant for one line, the others stay.
  await price(page).getByText('100 credits', { exact: true }).waitFor()
  expect(await chip(page, 'takes').textContent()).toBe('1 take')
})

test('a picture makes it a clip from a picture, and a flag in the words holds its chip', async () => {
  const page = await open(playground)
  const path = join(playground.folder, 'photo.jpg')
  await makeJpeg(path, { width: 64, height: 48 })
  await page.locator('#file').setInputFiles(path)
  await chip(page, 'mode').getByText('From a picture').waitFor()
  expect(await page.locator('#say').getAttribute('placeholder')).toBe('What should move? A slow push-in')
  await page.locator('#say').fill('slow push-in --duration 7')
  await chip(page, 'duration').getByText('7').waitFor()
  expect(await chip(page, 'duration').isDisabled()).toBe(true)
  await page.locator('#say').press('Enter')
  await eventually(ran).toEqual(['i2v', 'slow push-in --duration 7'])
})

test('the row of chips is one stop of the Tab key, and its menus need no pointer', async () => {
  const page = await open(playground)
  await price(page).getByText('free').waitFor()
  await page.locator('#say').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  const option = () => page.evaluate(() => document.activeElement?.getAttribute('data-option'))
  expect(await option()).toBe('mode')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await option()).toBe('aspect')
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: 'Shape' }).waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await chip(page, 'aspect').getByText('1:1').waitFor()
  expect(await option()).toBe('aspect')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect([await option(), await page.getByRole('menu').count()]).toEqual(['aspect', 0])
})

test('flags are completed without a slash', async () => {
  const page = await open(playground)
  await page.locator('#say').pressSequentially('a fox --mo')
  await page.getByRole('option', { name: '--model' }).waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('option', { name: 'wan-2.7' }).waitFor()
  expect(await page.locator('#say').inputValue()).toBe('a fox --model ')
})

test('what is wrong with a line stands beneath it, and is gone with the next key', async () => {
  const page = await open(playground)
  const threads = await page.locator('.thread').count()
  await say(page, '/nonsense')
  const fault = page.locator('#fault')
  await fault.getByText('There is no command /nonsense').waitFor()
  expect([await page.locator('#say').inputValue(), await page.locator('.thread').count()]).toEqual(['/nonsense', threads])
  await page.locator('#say').press('Backspace')
  expect(await fault.isHidden()).toBe(true)
})

test('a private answer outlives a reload until it is dismissed', async () => {
  const page = await open(playground)
  await say(page, '/quota')
  const whisper = page.locator('.private-reply').filter({ hasText: 'You have 12 clips left today.' })
  await whisper.waitFor()
  await page.reload()
  await whisper.waitFor()
  expect(await page.locator('.thread').filter({ hasText: '/quota' }).count()).toBe(1)
  await whisper.getByRole('button', { name: 'Dismiss' }).click()
  await page.reload()
  await price(page).getByText('free').waitFor()
  expect(await whisper.count()).toBe(0)
})

test('Enter sends what was typed, and only an arrow or Tab takes a suggestion', async () => {
  const page = await open(playground)
  await page.locator('#say').pressSequentially('/reroll fo')
  await page.getByRole('option').first().waitFor()
  expect(await page.locator('[role="option"][aria-selected="true"]').count()).toBe(0)
  await page.locator('#say').fill('')
  await page.locator('#say').pressSequentially('a fox --model w')
  await page.getByRole('option', { name: 'wan-2.7' }).waitFor()
  await page.keyboard.press('Enter')
  await eventually(ran).toEqual(['t2v', 'a fox --model w'])
})

test('what is wrong with a line that was sent is said once', async () => {
  const page = await open(playground)
  await page.locator('#say').fill('a fox --seed abc')
  const problem = page.locator('.problem')
  await problem.waitFor()
  const sentence = (await problem.textContent()) ?? ''
  await page.locator('#say').press('Enter')
  await page.locator('#fault').getByText(sentence).waitFor()
  expect(await page.getByText(sentence).filter({ visible: true }).count()).toBe(1)
})

test('the hint beneath the field is one for what stands in it', async () => {
  const own = await startPlayground()
  onTestFinished(() => own.stop())
  const page = await open(own, { viewport: { width: 1280, height: 800 } })
  const hint = page.locator('#hint')
  await hint.getByText('Enter makes the clip').waitFor()
  await page.locator('#say').fill('/status')
  await hint.getByText('Enter sends it').waitFor()
  await page.locator('#say').fill('a fox')
  await hint.getByText('Enter makes the clip').waitFor()
})
