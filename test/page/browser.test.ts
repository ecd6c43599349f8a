import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../platforms/web/browser.ts'
import { named, outerAddresses } from './ask.ts'
import { openPage, token } from './open-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.skipIf(outerAddresses.length === 0)('a browser on another address is told what to do, enters with the link, and works', async () => {
  const { server, studio } = await openPage()
  const [address = ''] = outerAddresses
  const url = `http://${named(address, server.port)}`
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  expect((await page.goto(url))?.status()).toBe(401)
  await page.getByText('open the one with ?token= that Moodreel prints when it starts').waitFor()

  await page.goto(`${url}/?token=${encodeURIComponent(token)}`)
  expect(page.url()).toBe(`${url}/`)
  await page.locator('#say').fill('/t2v a quiet harbour')
  await page.locator('#say').press('Enter')
  await page.getByRole('article', { name: 'a quiet harbour' }).waitFor()
  const [id = ''] = studio.generations
  // Comes by the stream of events.
  await studio.progress(id, { stage: 'rendering', fraction: 0.5 })
  await page.getByRole('progressbar', { name: 'Rendering' }).waitFor()
  expect(await page.evaluate(() => document.cookie)).toBe('')

  await page.goto(url)
  await page.getByRole('article', { name: 'a quiet harbour' }).waitFor()
  const other = await browser.newContext()
  onTestFinished(() => other.close())
  expect((await (await other.newPage()).goto(url))?.status()).toBe(401)
})
