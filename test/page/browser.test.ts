import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../platforms/web/browser.ts'
import { named, outerAddresses } from './ask.ts'
import { openPage, token } from './open-page.ts'
import { startProxy } from './proxy.ts'

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
  await page.getByText('Open the link with ?token= that Moodreel prints when it starts').waitFor()

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

test('a link on a page elsewhere lets in who may, and shows others the sentence', async () => {
  const { server, lines } = await openPage()
  const port = await startProxy(server.port, ({ headers, peer }) => ({ 'x-forwarded-for': peer, 'x-forwarded-host': headers.host ?? '' }))
  const url = `http://127.0.0.1:${port}/`
  const elsewhere = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end(`<a href="${url}?token=${encodeURIComponent(token)}">in</a> <a href="${url}">out</a>`)
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void elsewhere.close())
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const other = `http://localhost:${(elsewhere.address() as AddressInfo).port}/`
  await page.goto(other)
  await page.getByRole('link', { name: 'out' }).click()
  await page.getByText('Open the link with ?token= that Moodreel prints when it starts').waitFor()
  for (const name of ['in', 'out']) {
    await page.goto(other)
    await page.getByRole('link', { name }).click()
    await page.locator('#say').waitFor()
    expect(page.url()).toBe(url)
  }
  // Each time once before the cookie came along, and the second time of one who has none: nothing turns in a circle.
  expect(lines.filter(({ fields }) => fields['route'] === '/' && fields['status'] === 401)).toHaveLength(4)
})
