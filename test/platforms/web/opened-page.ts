import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Playground, startPlayground } from './playground.ts'

/** One browser for the tests of a file; each test opens the page in it as often as it likes. */
export const useBrowser = () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  /** Opens the page in a browser of its own; whatever goes wrong inside fails the test. */
  const open = async (playground: Playground, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      expect(faults).toEqual([])
    })
    await page.goto(playground.url)
    await page.waitForFunction(() => !document.querySelector('#welcome[hidden]') || document.querySelector('.thread'))
    return page
  }

  return open
}

export const start = async (): Promise<Playground> => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  return playground
}

export const say = async (page: Page, text: string): Promise<void> => {
  await page.locator('#say').fill(text)
  await page.locator('#say').press('Enter')
}
/** Waits until the server knows of so many generations, and names the newest. */
export const newest = async (playground: Playground, count: number): Promise<string> => {
  await eventually(() => playground.studio.generations.length).toBe(count)
  return playground.studio.generations.at(-1) ?? ''
}
/** A busy machine may take its time; the test's own limit is the end of it. */
export const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 })
