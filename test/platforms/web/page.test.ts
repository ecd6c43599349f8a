import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeJpeg } from '../../media/fixtures.ts'
import { eventually, newest, say, start, useBrowser } from './opened-page.ts'
import { storeClip } from './playground.ts'

const open = useBrowser()

test.each([
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])('a newcomer types a line, sees the bar and then the clip, and hears that it is done ($width wide)', async (viewport) => {
  const playground = await start()
  const media = await storeClip(playground, 'sunset', 854, 480)
  const page = await open(playground, { viewport, hasTouch: viewport.width < 400 })
  const field = page.getByRole('textbox', { name: 'Message' })
  expect(await field.evaluate((node) => node === document.activeElement)).toBe(true)
  // What is asked of an empty field after the line was sent is answered when the test says so, as by a busy machine.
  const late = Promise.withResolvers<void>()

  await page.keyboard.type('/t2')
  await page.getByRole('option', { name: '/t2v Make a clip from words' }).waitFor()
  expect(await field.getAttribute('aria-activedescendant')).toBeNull()
  await page.keyboard.press('Tab')
  await page.keyboard.type('a sunset over the ocean --model l')
  await page.getByRole('option', { name: 'local' }).waitFor()
  await page.getByText('There is no model l.').waitFor()
  await page.route('**/api/quote', (route) => late.promise.then(() => route.continue()))
  await page.keyboard.press('ArrowDown')
  expect(await field.getAttribute('aria-activedescendant')).toBe('suggestion-0')
  await page.keyboard.press('Enter')
  expect(await field.inputValue()).toBe('/t2v a sunset over the ocean --model local ')
  await page.keyboard.press('Enter')

  const card = page.getByRole('article', { name: 'a sunset over the ocean' })
  await card.getByText('Waiting in line, position 1 · about 12 s').waitFor()
  expect(await field.inputValue()).toBe('')
  const id = await newest(playground, 1)
  await playground.studio.progress(id, { stage: 'rendering', fraction: 0.5, estimateSeconds: 6 })
  const bar = card.getByRole('progressbar', { name: 'The clip: rendering' })
  await bar.waitFor()
  expect(await bar.evaluate((node) => node instanceof HTMLProgressElement && node.value)).toBe(0.5)

  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(entry.toJSON().value))
    }).observe({ type: 'layout-shift', buffered: false })
  })
  // Within its card: a page whose end is in view follows it, and scrolls when the buttons come.
  const placed = () =>
    card.evaluate((node) => {
      const [outer, frame] = [node.getBoundingClientRect(), node.querySelector('.frame')?.getBoundingClientRect()]
      return frame && { x: frame.x - outer.x, y: frame.y - outer.y, width: frame.width, height: frame.height }
    })
  const reserved = await placed()
  late.resolve()
  await page.locator('#settings').getByText('1 take').waitFor()
  await playground.studio.deliver(id, media)
  const video = card.locator('video')
  await expect
    .poll(() => video.evaluate((node) => node instanceof HTMLVideoElement && node.currentTime > 0 && node.videoWidth === 854))
    .toBe(true)
  await card.getByText('seed 42 · local · 4 s · 16:9 · 480p · 3 s · 1 credit').waitFor()
  const filled = await placed()
  for (const side of ['x', 'y', 'width', 'height'] as const) expect(filled?.[side]).toBeCloseTo(reserved?.[side] ?? 0, 0)
  const shifted = await page.evaluate(() => Reflect.get(window, 'shifts').reduce((sum: number, value: number) => sum + value, 0))
  expect(shifted).toBeLessThan(0.005)
  expect(await card.getByRole('progressbar').count()).toBe(0)
  await eventually(() => page.locator('#announcer').textContent()).toBe('Clip finished: a sunset over the ocean')
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
  await asking.locator('.private-reply').getByText('You have 12 clips left today.').waitFor()
  await asking.getByRole('button', { name: 'Ask again' }).click()
  await asking.locator('.private-reply').getByText('There is no command /nonsense').waitFor()
  await asking.getByRole('button', { name: 'Dismiss' }).last().click()
  await say(asking, '/nonsense')
  await asking.locator('#fault').getByText('There is no command /nonsense').waitFor()
  expect(await asking.locator('#say').inputValue()).toBe('/nonsense')
  await say(asking, '/status')
  await other.getByText('All is well.').waitFor()
  expect(await other.locator('.thread').count()).toBe(1)
  await asking.reload()
  await asking.getByText('All is well.').waitFor()
  expect(await asking.locator('.thread').count()).toBe(2)
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

test('a picture that a refused line had is put back with its words, and one without words is a clip of its own', async () => {
  const playground = await start()
  const path = join(playground.folder, 'photo.jpg')
  await makeJpeg(path, { width: 64, height: 48 })
  const page = await open(playground)
  const chips = page.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  await page.locator('#file').setInputFiles(path)
  await say(page, '/i2w slow push-in')
  // Until then the line stands there because it was not sent yet.
  await page.locator('#fault').getByText('There is no command /i2w').waitFor()
  await eventually(() => page.locator('#say').inputValue()).toBe('/i2w slow push-in')
  await eventually(() => chips.count()).toBe(1)
  await say(page, '')
  await newest(playground, 1)
  expect(playground.studio.invocations.at(-1)).toMatchObject({ command: 'i2v', input: { text: '' }, attachments: [{ name: 'photo.jpg' }] })
  expect(await chips.count()).toBe(0)
})
