import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { AdviceView } from '../../../src/platforms/web/advice.ts'
import { axeFaults } from './axe-faults.ts'
import { eventually, start, useBrowser } from './opened-page.ts'
import { startPlayground } from './playground.ts'
import { openRound } from './still-round.ts'

const open = useBrowser()
const line = 'slow push in, then pan left, the grass moves'
const words = 'then pan left'
const simpler = 'slow push in, the grass moves'
const sentence = 'Two camera moves: one at a time is steadier.'

/** Advice on the line as the server would give it, about whatever stands there. */
const advise = async (page: Page) => {
  // A question that is on its way when the page is closed is nobody's fault.
  onTestFinished(() => page.unrouteAll({ behavior: 'ignoreErrors' }))
  await page.route('**/api/quote', async (route) => {
    const { text } = JSON.parse(route.request().postData() ?? '{}')
    const from = text.indexOf(words)
    const advice: AdviceView = {
      findings: from < 0 ? [] : [{ rule: 'cameraMoves', from, to: from + words.length, sentence }],
      simpler: from < 0 ? '' : simpler,
    }
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), advice } })
  })
}
const underlined = (page: Page) => page.locator('#underlines u').allTextContents()
/** Where a letter of the composer is drawn, and where the line beneath it. */
const places = (page: Page) =>
  page.evaluate(() => {
    const [field, behind] = ['say', 'underlines'].map((id) => document.getElementById(id))
    const look = (node: Element | null | undefined) => {
      const { font, lineHeight, paddingTop, paddingLeft, letterSpacing, wordBreak, whiteSpace } = node
        ? getComputedStyle(node)
        : ({} as CSSStyleDeclaration)
      return [
        font,
        lineHeight,
        paddingTop,
        paddingLeft,
        letterSpacing,
        wordBreak,
        whiteSpace,
        node?.getBoundingClientRect().top,
        node?.getBoundingClientRect().left,
      ]
    }
    return [look(field), look(behind)]
  })

test('words that are better said otherwise are underlined quietly, and what is better stands beneath them', async () => {
  const playground = await start()
  const page = await open(playground)
  await advise(page)
  const field = page.locator('#say')
  await field.fill(line)
  const advice = page.locator('#advice')
  await advice.getByText(sentence).waitFor()
  expect(await underlined(page)).toEqual([words])
  const [seen, beneath] = await places(page)
  expect(beneath).toEqual(seen)
  // Typed before them: they move along, and are not asked about anew first.
  await page.unroute('**/api/quote')
  await page.route('**/api/quote', (route) => route.abort())
  await field.press('Home')
  await page.keyboard.type('a ')
  expect(await underlined(page)).toEqual([words])
  // Changed themselves, they are not judged any more.
  await field.evaluate((node, at) => node instanceof HTMLTextAreaElement && node.setSelectionRange(at, at), `a ${line}`.indexOf('pan'))
  await page.keyboard.type('x')
  expect([await underlined(page), await advice.isHidden()]).toEqual([[], true])
})

test('the simpler words are a press away and undone like what is typed; what was typed is what is sent', async () => {
  const playground = await start()
  const page = await open(playground)
  await advise(page)
  const field = page.locator('#say')
  await field.fill(line)
  const use = page.getByRole('button', { name: `Use the simpler one: “${simpler}”` })
  await use.focus()
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe(simpler)
  await page.locator('#advice').waitFor({ state: 'hidden' })
  await page.keyboard.press('ControlOrMeta+z')
  expect(await field.inputValue()).toBe(line)
  await use.waitFor()
  await field.press('Enter')
  await eventually(() => playground.studio.invocations.at(-1)?.input).toEqual({ kind: 'text', text: line })
  expect([await underlined(page), await page.locator('#advice').isHidden()]).toEqual([[], true])
})

test('words of a form that say how a still moves are underlined where they stand', async () => {
  const playground = await start()
  await openRound(playground, 'a meadow', 2)
  playground.studio.answer('animate', async (id, respond) =>
    respond.form({ command: 'animate', generationId: id, title: 'Animate', values: {}, asks: ['prompt', 'motion'] }),
  )
  const page = await open(playground)
  await page.locator('.tile .open').first().focus()
  await page.keyboard.press('a')
  const form = page.getByRole('dialog', { name: 'Animate' })
  const field = form.getByLabel('Motion', { exact: true })
  await field.fill(line)
  await form.getByText('camera moves').waitFor()
  expect(await form.locator('.underlines u').allTextContents()).toEqual(['pan left'])
  expect(await axeFaults(page, '#form')).toEqual([])
  await form.getByRole('button', { name: /^Use the simpler one/ }).click()
  expect(await field.inputValue()).not.toContain('pan')
  await form.locator('.advice').waitFor({ state: 'hidden' })
})

test.each(['light', 'dark'] as const)('axe finds nothing at advice in the %s look', async (colorScheme) => {
  const playground = await start()
  const page = await open(playground, { colorScheme, viewport: { width: 360, height: 740 } })
  await advise(page)
  await page.locator('#say').fill(line)
  await page.locator('#advice').getByText(sentence).waitFor()
  expect(await axeFaults(page, 'html')).toEqual([])
})

test('a name is completed wherever it stands among the words', async () => {
  const asked: string[] = []
  const playground = await startPlayground({
    complete: async (text) => {
      asked.push(text)
      return /@ke$/.test(text) ? [{ insert: '@keeper ', label: '@keeper', detail: '3 pictures' }] : []
    },
  })
  onTestFinished(() => playground.stop())
  const page = await open(playground)
  await page.locator('#say').pressSequentially('a walk with @ke')
  await page.getByRole('option', { name: '@keeper' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator('#say').inputValue()).toBe('a walk with @keeper ')
  expect(asked.every((text) => text.includes('@'))).toBe(true)
})
