import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say as sentence } from '../../../src/core/words/sentence.ts'
import { axeFaults } from './axe-faults.ts'
import { eventually, newest, say, start, useBrowser } from './opened-page.ts'
import { type Playground, startPlayground, storeClip } from './playground.ts'

const open = useBrowser()
let playground: Playground
beforeAll(async () => {
  playground = await startPlayground()
})
afterAll(() => playground.stop())

const ask = async (page: Page, prompt: string, takes = 1): Promise<string[]> => {
  const count = playground.studio.generations.length
  await say(page, `${prompt} --takes ${takes}`)
  await eventually(() => playground.studio.generations.length).toBe(count + takes)
  return playground.studio.generations.slice(count)
}

test.each([
  ['light', 'en-US', 360],
  ['dark', 'ko-KR', 360],
  ['light', 'ko-KR', 1280],
  ['dark', 'en-US', 1280],
] as const)('axe finds nothing at all in the %s look in %s at %i px, whatever is open', async (colorScheme, locale, width) => {
  const own = await start()
  const media = await storeClip(own, 'look')
  const page = await open(own, { colorScheme, locale, viewport: { width, height: 740 }, hasTouch: width < 500 })
  const check = async (state: string, part = 'html') => expect([state, await axeFaults(page, part)]).toEqual([state, []])
  await check('nothing yet')
  await page.locator('#say').pressSequentially('/')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await check('the commands', '.desk')

  const words = `warn averylongwordwithoutanyblankwhichisstillonewordandgoesonandonandonandon ${'a long way home through the snow '.repeat(8)}`
  await say(page, `/t2v ${words} --takes 3`)
  await newest(own, 3)
  const [done = '', failed = ''] = own.studio.generations
  await page.locator('.mood').first().waitFor()
  await own.studio.deliver(done, media)
  await own.studio.fail(failed, 'The model refused these words; say it differently.')
  await page.locator('.post[data-kind="clip"]').waitFor()
  await say(page, '/quota')
  await page.locator('.private-reply .chart').waitFor()
  await say(page, '/nonsense')
  await page.locator('#fault:not([hidden])').waitFor()
  await check('waiting, done and failed, a chart and a fault')

  await page.locator('.action.more').click()
  await page.locator('.menu:popover-open').waitFor()
  await check('the menu of a clip', '.menu:popover-open')
  await page.keyboard.press('Escape')
  await page.locator('#say').fill('')
  await page.locator('.setting[data-option="model"]').click()
  await check('the menu of a chip', '.menu:popover-open')
  await page.keyboard.press('Escape')
  await page.locator('.play').focus()
  await page.keyboard.press('?')
  await page.locator('#keys[open]').waitFor()
  await check('the keys', '#keys')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^(Edit|수정)$/ }).click()
  await page.locator('dialog summary').click()
  await check('a form', '#form')
  await page.keyboard.press('Escape')
  await say(page, '/report')
  await page.getByRole('radio').first().waitFor()
  await check('a form with a choice', '#form')
})

test('a chart has the colours of the page', async () => {
  const colours = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const page = await open(playground, { colorScheme })
      await say(page, '/quota')
      const bars = page.locator('.chart rect')
      await bars.first().waitFor()
      expect(await bars.evaluateAll((nodes) => nodes.map((node) => node.textContent))).toEqual(['Nov 21: 3', 'Nov 22: 0', 'Nov 23: 5'])
      const button = await page.locator('.round.send').evaluate((node) => getComputedStyle(node).backgroundColor)
      const bar = await bars.first().evaluate((node) => getComputedStyle(node).fill)
      expect(bar).toBe(button)
      return bar
    }),
  )
  expect(new Set(colours).size).toBe(2)
})

test('what the server keeps for the menu stands in the menu, and its row is the row', async () => {
  const media = await storeClip(playground, 'parted')
  const page = await open(playground)
  const [id = ''] = await ask(page, 'parted by the server')
  const action = (command: 'animate' | 'restyle') => ({ command, argument: id, label: sentence(`action.${command}`) })
  await playground.studio.deliver(id, media, { number: '3', actions: [action('animate')], more: [action('restyle')] })
  const card = page.getByRole('article', { name: 'parted by the server' })
  await card.getByRole('button', { name: 'Animate' }).waitFor()
  expect(await card.getByRole('button', { name: 'Restyle' }).count()).toBe(0)
  expect(await card.locator('.facts .number').allTextContents()).toContain('3')
  await card.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Restyle' }).waitFor()
})

test('a long clip calls somebody who looks elsewhere and who let the page call, and nobody is asked', async () => {
  const media = await storeClip(playground, 'called')
  const page = await open(playground, { permissions: ['notifications'] })
  await page.evaluate(() => {
    const calls: string[] = []
    class Called extends EventTarget {
      static permission = 'granted'
      static requestPermission = () => calls.push('asked')
      constructor(title: string, { body }: NotificationOptions) {
        super()
        calls.push(`${title}: ${body}`)
      }
    }
    Object.assign(window, { calls, Notification: Called })
    Object.defineProperty(document, 'hidden', { get: () => true })
  })
  const [quick = '', long = ''] = [...(await ask(page, 'a quick one')), ...(await ask(page, 'a long one'))]
  await playground.studio.deliver(quick, media)
  await playground.studio.deliver(long, { ...media, fileName: 'long.mp4' }, { mention: 'local' })
  await eventually(() => page.evaluate(() => Reflect.get(window, 'calls'))).toEqual(['Your clip is done: a long one'])
})

test('who may still be asked is offered a call for what takes long, and asked when they press it', async () => {
  const page = await open(playground)
  await page.evaluate(() => {
    const asked = {
      permission: 'default',
      requestPermission: async () => {
        asked.permission = 'granted'
      },
    }
    Object.assign(window, { Notification: asked })
  })
  const [id = ''] = await ask(page, 'something slow')
  const card = page.getByRole('article', { name: 'something slow' })
  const offer = card.getByRole('button', { name: 'Tell me when it is done' })
  await card.getByRole('progressbar').waitFor()
  expect(await offer.count()).toBe(0)
  await playground.studio.progress(id, { stage: 'rendering', estimateSeconds: 300 })
  await offer.click()
  await eventually(() => offer.count()).toBe(0)
})
