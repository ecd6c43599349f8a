import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { eventually, newest, say, start, useBrowser } from './opened-page.ts'
import { storeClip } from './playground.ts'

const open = useBrowser()
let axeSource: string
beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})

const horizontalOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test('the keyboard alone reaches everything, in Korean', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'keys')
  const page = await open(playground, { locale: 'ko-KR' })
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko')
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim().replace(/\s+/g, ' '),
    )
  const back = async (name: string) => {
    for (let count = 0; (await focused()) !== name; count += 1) {
      if (count > 20) throw new Error(`${name} cannot be reached`)
      await page.keyboard.press('Shift+Tab')
    }
    expect(await page.evaluate(() => document.activeElement?.matches(':focus-visible'))).toBe(true)
  }
  const example = '소나무 숲에서 걷히는 안개 --takes 4'
  await back(example)
  await page.keyboard.press('Enter')
  expect([await focused(), await page.locator('#say').inputValue()]).toEqual(['메시지', example])
  await page.keyboard.press('Enter')
  const ids = (await newest(playground, 4)) && playground.studio.generations
  for (const id of ids) await playground.studio.deliver(id, media)
  await eventually(() => page.getByRole('button', { name: '수정' }).count()).toBe(4)

  await back('다시 만들기')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('수정')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: '클립 수정' })
  await form.waitFor()
  expect(await form.getByLabel('프롬프트').evaluate((node) => node === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })
  expect(await focused()).toBe('수정')

  await page.keyboard.press('End')
  expect(await focused()).toBe('더 보기')
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: '더 보기' }).waitFor()
  await page.keyboard.press('End')
  expect(await focused()).toBe('삭제')
  await page.keyboard.press('Enter')
  await eventually(() => page.locator('video').count()).toBe(3)
  // The focus does not fall out of the card with the clip that had it.
  await eventually(focused).toBe('실행 취소')

  await page.locator('#say').focus()
  await page.keyboard.press('ArrowUp')
  expect(await page.locator('#say').inputValue()).toBe(example)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('two')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('lines')
  expect(await page.locator('#say').inputValue()).toBe('two\nlines')
})

test.each([
  ['light', 'en-US'],
  ['dark', 'ko-KR'],
] as const)('axe finds nothing serious in the %s look in %s, and nothing sticks out of a narrow screen', async (colorScheme, locale) => {
  const playground = await start()
  const media = await storeClip(playground, 'axe')
  const page = await open(playground, { colorScheme, locale, viewport: { width: 360, height: 740 } })
  const check = async (state: string) => {
    await page.evaluate(axeSource)
    const violations = await page.evaluate(async () => {
      const { violations } = await Reflect.get(window, 'axe').run()
      return violations
        .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) => [
          id,
          nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
        ])
    })
    expect([state, violations]).toEqual([state, []])
    expect([state, await horizontalOverflow(page)]).toEqual([state, 0])
  }
  await check('empty')
  await page.locator('#say').pressSequentially('/')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await check('completion')
  await say(page, '/t2v warn a verylongwordwithoutanyblankwhichisstillonewordandgoesonandonandonandon --takes 3')
  await newest(playground, 3)
  const [first = '', second = ''] = playground.studio.generations
  await playground.studio.deliver(first, media)
  await playground.studio.fail(second, 'The model refused these words; say it differently.')
  await say(page, '/quota')
  await page.locator('.private-reply').waitFor()
  await page.locator('video').waitFor()
  await check('feed')
  await page
    .getByRole('button', { name: /^(Edit|수정)$/ })
    .first()
    .click()
  await page.locator('dialog summary').click()
  await check('form')
})
