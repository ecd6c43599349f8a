import { expect, test } from 'vitest'
import { eventually, newest, start, useBrowser } from './opened-page.ts'
import { storeClip } from './playground.ts'

const open = useBrowser()

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
