import { createCanvas, loadImage } from '@napi-rs/canvas'
import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { attachmentSchema } from '../../../src/core/request.ts'
import { startHttpServer } from '../../../src/http/server.ts'
import { canvasPage, createCanvasFiles } from '../../../src/platforms/web/canvas-page.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { axeFaults } from './axe-faults.ts'
import { eventually, start, useBrowser } from './opened-page.ts'
import type { Playground } from './playground.ts'
import { openRound } from './still-round.ts'

const open = useBrowser()
const prompt = 'a harbour at dawn'

/** A mask as whoever gets it sees it: its size, and how bright it is at a place, in pixels of the still. */
const readMask = async (bytes: ArrayBuffer) => {
  const image = await loadImage(Buffer.from(bytes))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  return {
    size: [image.width, image.height],
    at: (x: number, y: number) => [...data.slice((y * image.width + x) * 4, (y * image.width + x) * 4 + 4)],
    /** How many of its pixels are white. */
    white: data.filter((value, at) => at % 4 === 0 && value > 127).length,
  }
}
const white = [255, 255, 255, 255]
const black = [0, 0, 0, 255]

/** The form of a fix of the first still, on whose mask field somebody draws. */
const openMask = async (playground: Playground, page: Page) => {
  playground.studio.answer('fix', async (id, respond, { input }) => {
    if (input.kind === 'values' && input.values['prompt'] !== undefined) return respond.reply(notice('Done.'), { private: true })
    return respond.form({
      command: 'fix',
      generationId: id,
      title: 'Fix a part',
      values: { prompt: '' },
      asks: ['prompt', 'field', 'mask'],
      needs: ['prompt'],
    })
  })
  await page.locator('.tile .open').first().focus()
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Draw the mask' }).click()
  const area = page.getByRole('application', { name: `Drawing area on: ${prompt}` })
  await area.waitFor()
  return area
}
const pressed = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Sends the form, and reads what came as the mask. */
const send = async (playground: Playground, page: Page) => {
  await page.getByRole('button', { name: 'Use this mask' }).click()
  await page.locator('#mask').waitFor({ state: 'hidden' })
  await page.locator('#form').getByLabel('Into what').fill('heavy clouds')
  await page.locator('#form button[type="submit"]').click()
  await eventually(() => playground.studio.invocations.at(-1)?.input).toMatchObject({ values: { prompt: 'heavy clouds' } })
  const { input } = playground.studio.invocations.at(-1) ?? {}
  const { url } = attachmentSchema.parse(input?.kind === 'values' ? input.values['mask'] : null)
  return readMask(await new Response(await playground.mediaStore.read(url.replace('media:', ''))).arrayBuffer())
}

test('a mask is painted by keys alone: brush, eraser, lasso, size and undo', async () => {
  const playground = await start()
  await openRound(playground, prompt, 2)
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  const area = await openMask(playground, page)
  expect(await area.evaluate((node) => node === document.activeElement)).toBe(true)
  const told = page.locator('#mask [role="status"]')
  // From the middle to the right.
  await pressed(page, 'Space', ...Array(8).fill('ArrowRight'), 'Space')
  await told.getByText(/^\d+ % of the still is marked\.$/).waitFor()
  // A dot with a smaller eraser takes some of it back.
  await pressed(page, 'e', '[', '[', '[', 'Enter')
  // A shape at the top left, by its corners; Shift goes far.
  await pressed(
    page,
    'l',
    ...Array(11).fill('Shift+ArrowLeft'),
    ...Array(5).fill('Shift+ArrowUp'),
    'Space',
    'Shift+ArrowRight',
    'Shift+ArrowRight',
    'Space',
  )
  await told.getByText('Corner 2').waitFor()
  await pressed(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Space', 'Enter')
  // What is undone is not in it.
  await pressed(page, 'b', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Enter', 'z')
  const mask = await send(playground, page)
  expect(mask.size).toEqual([320, 180])
  expect([mask.at(162, 90), mask.at(160, 60)]).toEqual([white, black])
  expect(mask.at(196, 90)).toEqual(black)
  expect([mask.at(30, 8), mask.at(36, 108), mask.at(300, 170)]).toEqual([white, black, black])
})

test('a mask is painted by a pointer, undone and cleared, and is there again when it is opened again', async () => {
  const playground = await start()
  await openRound(playground, prompt, 2)
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  const area = await openMask(playground, page)
  const box = (await area.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  const to = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  const drag = async (...points: (readonly [number, number])[]) => {
    const [[firstX, firstY] = [0, 0], ...others] = points
    await page.mouse.move(...to(firstX, firstY))
    await page.mouse.down()
    for (const [x, y] of others) await page.mouse.move(...to(x, y), { steps: 4 })
    await page.mouse.up()
  }
  const told = page.locator('#mask [role="status"]')
  await page.getByRole('button', { name: 'Use this mask' }).click()
  await told.getByText('Nothing is marked yet.').waitFor()
  await drag([0.2, 0.5], [0.8, 0.5])
  await page.getByRole('button', { name: 'Lasso' }).click()
  await drag([0.4, 0.05], [0.6, 0.05], [0.6, 0.25], [0.4, 0.25])
  await page.getByRole('button', { name: 'Clear' }).click()
  await told.getByText('Nothing is marked yet.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await told.getByText(/ % of the still is marked\.$/).waitFor()
  await page.locator('#mask').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Draw the mask' }).click()
  const mask = await send(playground, page)
  expect([mask.at(160, 90), mask.at(160, 27), mask.at(160, 160), mask.at(10, 90)]).toEqual([white, white, black, black])
  // Ten of a hundred of its height over six of ten of its width, the ends, and a fifth by a fifth.
  expect(mask.white / (320 * 180)).toBeGreaterThan(0.09)
  expect(mask.white / (320 * 180)).toBeLessThan(0.13)
})

test('the fields of a picture are chosen as they stand in it', async () => {
  const playground = await start()
  await openRound(playground, prompt, 2)
  const page = await open(playground)
  await openMask(playground, page)
  await pressed(page, 'Escape')
  const form = page.getByRole('dialog', { name: 'Fix a part' })
  const fields = form.getByRole('group', { name: 'Field' })
  const boxes = await Promise.all((await fields.getByRole('checkbox').all()).map((one) => one.boundingBox()))
  const [columns, rows] = [boxes.map((box) => box?.x), boxes.map((box) => box?.y)]
  expect(columns).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2].map((at) => columns[at]))
  expect(rows).toEqual([0, 0, 0, 3, 3, 3, 6, 6, 6].map((at) => rows[at]))
  expect(await form.locator('[name="draw"]').count()).toBe(0)
  await fields.getByLabel('top left').check()
  await fields.getByLabel('middle').check()
  await form.getByLabel('Into what').fill('clouds')
  await form.locator('button[type="submit"]').click()
  await eventually(() => playground.studio.invocations.at(-1)?.input).toMatchObject({
    values: { prompt: 'clouds', field: 'top-left middle' },
  })
})

/** The page of a link, with a server behind it that obeys the test. */
const startCanvas = async () => {
  const sent: { mask: ArrayBuffer; prompt: string; credits: unknown }[] = []
  let refusal: { problem: string; told?: { price: string; credits: number } } | null = null
  const playground = await start()
  await openRound(playground, prompt, 1)
  const facts = {
    language: 'en' as const,
    width: 320,
    height: 180,
    alt: `Still 1: ${prompt} </script>`,
    prompt: 'a sky',
    price: '12 credits',
    credits: 12,
    expiresAt: Date.now() + 600_000,
  }
  const [still] = await Array.fromAsync(playground.mediaStore.list('clips/'))
  const routes = new Hono()
    .get('/canvas/token.of-it', async (c) => c.html(await canvasPage({ ...facts })))
    .get('/canvas/token.of-it/still', async (c) =>
      c.body(await playground.mediaStore.read(still?.key ?? ''), 200, { 'content-type': 'image/jpeg' }),
    )
    .post('/canvas/token.of-it', async (c) => {
      const body = await c.req.formData()
      const [mask, words] = [body.get('mask'), body.get('prompt')]
      if (!(mask instanceof Blob)) throw new Error('no mask')
      sent.push({ mask: await mask.arrayBuffer(), prompt: String(words), credits: body.get('credits') })
      return refusal === null ? c.json({ ok: true }) : c.json(refusal, 400)
    })
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: [], openRoutes: [createCanvasFiles(), routes], log: quietLog })
  onTestFinished(() => server.stop())
  return {
    playground: { ...playground, url: `${server.url}/canvas/token.of-it` },
    sent,
    refuse: (answer: typeof refusal) => {
      refusal = answer
    },
  }
}

test('whoever has the link paints on the still, says what should be there, and is told what came of it', async () => {
  const { playground, sent, refuse } = await startCanvas()
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  const words = page.getByLabel('What should be there?')
  expect(await words.inputValue()).toBe('a sky')
  await page.getByText('12 credits').waitFor()
  await page.getByText(/This link is good until \d/).waitFor()
  await words.fill('heavy clouds')
  await pressed(page, 'Enter')
  await page.getByRole('alert').getByText('Nothing is marked yet.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('application')
  await pressed(page, 'Enter')
  refuse({ problem: 'The whole still is marked. Leave some of it as it is.' })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('alert').getByText('The whole still is marked.').waitFor()
  refuse({ problem: 'This costs more now.', told: { price: '15 credits', credits: 15 } })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('15 credits').waitFor()
  refuse(null)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Sent. The result comes into the chat').waitFor()
  expect(sent.map(({ prompt, credits }) => [prompt, credits])).toEqual([
    ['heavy clouds', '12'],
    ['heavy clouds', '12'],
    ['heavy clouds', '15'],
  ])
  const mask = await readMask(sent[2]?.mask ?? new ArrayBuffer())
  expect([mask.size, mask.at(160, 90), mask.at(20, 20)]).toEqual([[320, 180], white, black])
})

test.each([
  ['light', 1280],
  ['dark', 360],
] as const)('axe finds nothing at the canvas in the %s look at %i px, in the page and on its own', async (colorScheme, width) => {
  const { playground } = await startCanvas()
  const page = await open(playground, { colorScheme, viewport: { width, height: 740 }, hasTouch: width < 500 })
  await page.getByRole('application').waitFor()
  expect(await axeFaults(page, 'html')).toEqual([])
  const own = await start()
  await openRound(own, prompt, 2)
  const inside = await open(own, { colorScheme, viewport: { width, height: 740 } })
  await openMask(own, inside)
  expect(await axeFaults(inside, '#mask')).toEqual([])
  await pressed(inside, 'Escape')
  expect(await axeFaults(inside, '#form')).toEqual([])
})
