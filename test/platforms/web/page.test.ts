import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import { notice } from '../../../src/core/post.ts'
import { makeJpeg } from '../../media/fixtures.ts'
import { launchBrowser } from './browser.ts'
import { type Playground, startPlayground, storeClip } from './playground.ts'

let browser: Browser
let axeSource: string

beforeAll(async () => {
  browser = await launchBrowser()
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(() => browser.close())

const start = async (): Promise<Playground> => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  return playground
}

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
const say = async (page: Page, text: string): Promise<void> => {
  await page.locator('#say').fill(text)
  await page.locator('#say').press('Enter')
}
/** Waits until the server knows of so many generations, and names the newest. */
const newest = async (playground: Playground, count: number): Promise<string> => {
  await eventually(() => playground.studio.generations.length).toBe(count)
  return playground.studio.generations.at(-1) ?? ''
}
/** A busy machine may take its time; the test's own limit is the end of it. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 })
const horizontalOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test.each([
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])('a newcomer types a line, sees the bar and then the clip, and hears that it is done ($width wide)', async (viewport) => {
  const playground = await start()
  const media = await storeClip(playground, 'sunset', 854, 480)
  const page = await open(playground, { viewport, hasTouch: viewport.width < 400 })
  const field = page.getByRole('combobox', { name: 'Message' })
  expect(await field.evaluate((node) => node === document.activeElement)).toBe(true)

  await page.keyboard.type('/t2')
  await page.getByRole('option', { name: '/t2v Make a clip from words' }).waitFor()
  expect(await field.getAttribute('aria-activedescendant')).toBe('suggestion-0')
  await page.keyboard.press('Tab')
  await page.keyboard.type('a sunset over the ocean --model l')
  await page.getByRole('option', { name: 'local' }).waitFor()
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('/t2v a sunset over the ocean --model local ')
  await page.keyboard.press('Enter')

  const card = page.getByRole('article', { name: 'a sunset over the ocean' })
  await card.getByText('Waiting in line, next · about 12 s').waitFor()
  expect(await field.inputValue()).toBe('')
  const id = await newest(playground, 1)
  await playground.studio.progress(id, { stage: 'rendering', fraction: 0.5, estimateSeconds: 6 })
  const bar = card.getByRole('progressbar', { name: 'The clip: Rendering' })
  await bar.waitFor()
  expect(await bar.evaluate((node) => node instanceof HTMLProgressElement && node.value)).toBe(0.5)

  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(entry.toJSON().value))
    }).observe({ type: 'layout-shift', buffered: false })
  })
  const reserved = await card.locator('.frame').boundingBox()
  await playground.studio.deliver(id, media)
  const video = card.locator('video')
  await expect
    .poll(() => video.evaluate((node) => node instanceof HTMLVideoElement && node.currentTime > 0 && node.videoWidth === 854))
    .toBe(true)
  await card.getByText('seed 42 · local · 4 s · 16:9 · 480p · 3 s · 1 credit').waitFor()
  const filled = await card.locator('.frame').boundingBox()
  for (const side of ['x', 'y', 'width', 'height'] as const) expect(filled?.[side]).toBeCloseTo(reserved?.[side] ?? 0, 0)
  const shifted = await page.evaluate(() => Reflect.get(window, 'shifts').reduce((sum: number, value: number) => sum + value, 0))
  expect(shifted).toBeLessThan(0.005)
  expect(await card.getByRole('progressbar').count()).toBe(0)
  await eventually(() => page.locator('#announcer').textContent()).toBe('Clip finished: a sunset over the ocean')
})

test('a reload keeps the feed, and nothing plays by itself in it', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'kept')
  const page = await open(playground)
  await say(page, '/t2v a quiet harbour --takes 2')
  await newest(playground, 2)
  const [first = '', second = ''] = playground.studio.generations
  await playground.studio.deliver(first, media)
  await playground.studio.fail(second, 'The model refused these words; say it differently.')
  await page.locator('.takes').getByText('The model refused these words').waitFor()
  await page.reload()
  const card = page.getByRole('article', { name: 'a quiet harbour' })
  await card.getByText('The model refused these words').waitFor()
  expect(
    await card
      .locator('video')
      .evaluateAll((nodes) => nodes.map((node) => node instanceof HTMLVideoElement && [node.paused, node.readyState])),
  ).toEqual([[true, 0]])
  expect(await page.locator('.thread').count()).toBe(1)
})

test('two browsers show the same thread as it goes on', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'shared')
  const [one, two] = [await open(playground), await open(playground)]
  await say(one, '/t2v a lantern')
  for (const page of [one, two]) await page.getByRole('article', { name: 'a lantern' }).getByRole('progressbar').waitFor()
  const id = await newest(playground, 1)
  await playground.studio.deliver(id, media)
  for (const page of [one, two]) await page.getByRole('article', { name: 'a lantern' }).locator('video').waitFor()
  expect(await one.locator('.thread').count()).toBe(1)

  await two.getByRole('button', { name: 'Delete' }).click()
  await two.getByRole('button', { name: 'Yes, delete' }).click()
  for (const page of [one, two]) await page.locator('video').waitFor({ state: 'detached' })
})

test('buttons make more of a clip, and a form brings the old values', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'base')
  const page = await open(playground)
  await say(page, '/t2v a paper boat --seed 7')
  await playground.studio.deliver(await newest(playground, 1), media)

  await page.getByRole('button', { name: 'Reroll' }).click()
  await newest(playground, 2)
  await eventually(() => page.locator('.thread').count()).toBe(2)
  expect(await page.locator('.thread').nth(1).getByRole('link', { name: 'from an earlier clip' }).getAttribute('href')).toBe(
    await page
      .locator('article')
      .first()
      .getAttribute('id')
      .then((id) => `#${id}`),
  )

  await page.getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('dialog', { name: 'Edit the clip' })
  expect(await form.getByLabel('Prompt').inputValue()).toBe('a paper boat')
  expect(await form.getByLabel('Seed').inputValue()).toBe('7')
  expect(await form.getByLabel('Model').inputValue()).toBe('local')
  await form.getByLabel('Prompt').fill('a paper boat in the rain')
  await form.getByLabel('Seed').fill('0')
  await form.getByRole('button', { name: 'Make the clip' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('article', { name: 'a paper boat in the rain' }).waitFor()
  expect(playground.studio.invocations.at(-1)).toMatchObject({
    command: 'edit',
    input: {
      kind: 'values',
      values: { id: playground.studio.generations[0], prompt: 'a paper boat in the rain', seed: 0, model: 'local' },
    },
  })
})

test('answers for one person are shown to nobody else', async () => {
  const playground = await start()
  const [asking, other] = [await open(playground), await open(playground)]
  await say(asking, '/quota')
  await asking.locator('.whisper').getByText('You have 12 clips left today.').waitFor()
  await asking.getByRole('button', { name: 'Ask again' }).click()
  await asking.locator('.whisper').getByText('There is no command /nonsense').waitFor()
  await asking.getByRole('button', { name: 'Dismiss' }).last().click()
  await say(asking, '/nonsense')
  await asking.locator('.whisper').getByText('There is no command /nonsense').waitFor()
  await asking.getByRole('button', { name: 'Write again' }).click()
  expect(await asking.locator('#say').inputValue()).toBe('/nonsense')
  await say(asking, '/status')
  await other.getByText('All is well.').waitFor()
  expect(await other.locator('.thread').count()).toBe(1)
  await asking.reload()
  await asking.getByText('All is well.').waitFor()
  expect(await asking.locator('.thread').count()).toBe(1)
})

test('shows every word as text', async () => {
  const playground = await start()
  const page = await open(playground)
  const nasty = `<img src=x onerror="document.title='owned'"> <script>document.title='owned'</script> &amp;`
  await say(page, `/t2v ${nasty}`)
  const card = page.locator('.thread:not(.sending)')
  await card.waitFor()
  expect(await card.locator('.said').textContent()).toBe(nasty)
  await playground.studio.fail(await newest(playground, 1), nasty)
  await card.locator('[data-kind=failure] .text').waitFor()
  expect(await card.locator('img, script').count()).toBe(0)
  expect(await page.title()).toBe('Moodreel')
})

test('takes pictures that are dropped, pasted or chosen, and sends them with the words', async () => {
  const playground = await start()
  const path = join(playground.folder, 'photo.jpg')
  await makeJpeg(path, { width: 64, height: 48 })
  const photo = await readFile(path, 'base64')
  const page = await open(playground)
  const give = (how: 'drop' | 'paste', name: string) =>
    page.evaluate(
      ([event, fileName, base64]) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], fileName, { type: 'image/jpeg' }))
        const target = document.querySelector('#say')
        if (event === 'drop') target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
        else target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      },
      [how, name, photo] as const,
    )
  await give('drop', 'dropped.jpg')
  await give('paste', 'pasted.jpg')
  await page.locator('#file').setInputFiles(path)
  const chips = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  await eventually(() => chips.count()).toBe(3)
  await expect
    .poll(() =>
      chips.locator('img').evaluateAll((nodes) => nodes.every((node) => node instanceof HTMLImageElement && node.naturalWidth === 64)),
    )
    .toBe(true)
  await page.getByRole('button', { name: 'Remove pasted.jpg' }).click()
  await say(page, '/i2v slow push-in')
  await newest(playground, 1)
  const { attachments } = playground.studio.invocations[0] ?? { attachments: [] }
  expect(attachments.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ['dropped.jpg', 'image/jpeg'],
    ['photo.jpg', 'image/jpeg'],
  ])
  const kept = await new Response(await playground.mediaStore.read(attachments[0]?.url.slice('media:'.length) ?? '')).arrayBuffer()
  expect(Buffer.from(kept).toString('base64')).toBe(photo)
  expect(await chips.count()).toBe(0)
})

test('the keyboard alone reaches everything', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'keys')
  const page = await open(playground)
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
  await back('/t2v fog lifting from a pine forest --takes 4')
  await page.keyboard.press('Enter')
  expect([await focused(), await page.locator('#say').inputValue()]).toEqual(['Message', '/t2v fog lifting from a pine forest --takes 4'])
  await page.keyboard.press('Enter')
  const ids = (await newest(playground, 4)) && playground.studio.generations
  for (const id of ids) await playground.studio.deliver(id, media)
  await eventually(() => page.getByRole('button', { name: 'Edit' }).count()).toBe(4)

  await back('Edit')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Edit the clip' })
  await form.waitFor()
  expect(await form.getByLabel('Prompt').evaluate((node) => node === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'hidden' })
  expect(await focused()).toBe('Edit')

  while (!(await focused())?.startsWith('Save')) await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Delete')
  await page.keyboard.press('Enter')
  expect(await focused()).toBe('Yes, delete')
  await page.keyboard.press('Enter')
  await eventually(() => page.locator('video').count()).toBe(3)
  // The focus does not fall out of the card with the clip that had it.
  expect(await page.evaluate(() => document.activeElement?.closest('article') !== null)).toBe(true)

  await page.locator('#say').focus()
  await page.keyboard.press('ArrowUp')
  expect(await page.locator('#say').inputValue()).toBe('/t2v fog lifting from a pine forest --takes 4')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('two')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('lines')
  expect(await page.locator('#say').inputValue()).toBe('two\nlines')
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing serious in the %s look, and nothing sticks out of a narrow screen',
  async (colorScheme) => {
    const playground = await start()
    const media = await storeClip(playground, 'axe')
    const page = await open(playground, { colorScheme, viewport: { width: 360, height: 740 } })
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
    await page.locator('.whisper').getByText('12 clips left').waitFor()
    await page.locator('video').waitFor()
    await check('feed')
    await page.getByRole('button', { name: 'Edit' }).first().click()
    await page.getByText('More settings').click()
    await check('form')
  },
)

test('comes back by itself after the server was away, and sends again what was not sent', async () => {
  const playground = await start()
  const page = await open(playground)
  await say(page, '/t2v before')
  await page.getByRole('article', { name: 'before' }).waitFor()
  await page.context().setOffline(true)
  await say(page, '/t2v while away')
  await page.getByText('Not sent').waitFor()
  await page.context().setOffline(false)
  await playground.restart()
  await playground.platform.post({ platform: 'web', workspace: 'local', channel: 'playground' }, notice('news'), {
    key: 'news',
    again: false,
  })
  await page.getByText('news').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('article', { name: 'while away' }).waitFor()
  await newest(playground, 2)
  await eventually(() => page.locator('.sending').count()).toBe(0)
  expect(await page.locator('.thread').count()).toBe(3)
})

test('five hundred clips stay light: nothing is loaded that is not looked at', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'many')
  for (let count = 1; count <= 500; count += 1) {
    const post = { ...notice(`clip ${count}`), kind: 'clip' as const, media: [media], facts: ['seed 42'], generationIds: [newId()] }
    await playground.platform.post({ platform: 'web', workspace: 'local', channel: 'playground' }, post, {
      key: `clip:${count}`,
      again: false,
    })
  }
  const clips: string[] = []
  const page = await open(playground)
  page.on('request', (request) => request.url().endsWith('.mp4') && clips.push(request.url()))
  await expect
    .poll(() => page.evaluate(() => Math.round(document.documentElement.scrollHeight - innerHeight - scrollY)))
    .toBeLessThanOrEqual(1)
  expect(await page.locator('.thread').count()).toBeLessThanOrEqual(40)
  expect(await page.locator('video[poster]').count()).toBeLessThanOrEqual(10)
  await page.getByRole('article', { name: 'clip 500', exact: true }).locator('video').waitFor()

  const count = () => page.locator('.thread').count()
  while ((await count()) < 500) {
    const before = await count()
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    await eventually(count).toBeGreaterThan(before)
  }
  const loaded = await page
    .locator('video')
    .evaluateAll((nodes) => nodes.map((node) => node instanceof HTMLVideoElement && [node.readyState > 0, node.poster !== '']))
  expect(loaded).toHaveLength(500)
  expect(loaded.filter((state) => state !== false && state[0])).toEqual([])
  expect(clips).toEqual([])

  // A change of one card touches that card alone.
  await page.evaluate(() => {
    const touched = new Set<Element | null>()
    Object.assign(window, { touched })
    new MutationObserver((records) => {
      for (const { target } of records) touched.add((target instanceof Element ? target : target.parentElement)?.closest('.thread') ?? null)
    }).observe(document.querySelector('#feed') ?? document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const [last] = await playground.messages.page({ limit: 1 })
  await playground.platform.edit(
    { platform: 'web', channel: 'playground', message: last?.id ?? '' },
    { ...notice('changed'), kind: 'clip', media: [media] },
  )
  await eventually(() => page.locator('.thread').last().locator('.said').textContent()).toBe('changed')
  expect(await page.evaluate(() => Reflect.get(window, 'touched').size)).toBe(1)
})
