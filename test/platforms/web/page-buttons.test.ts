import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Action, PostMedia } from '../../../src/core/post.ts'
import { say as sentence } from '../../../src/core/words/sentence.ts'
import { eventually, say, useBrowser } from './opened-page.ts'
import { type Playground, startPlayground, storeClip } from './playground.ts'

const open = useBrowser()
let playground: Playground
let media: PostMedia
beforeAll(async () => {
  playground = await startPlayground()
  media = await storeClip(playground, 'pressed')
})
afterAll(() => playground.stop())

const row = ['reroll', 'edit', 'extend', 'vote'] as const
/** The buttons as the studio gives them: a row with a thumb, and a menu. */
const buttons = (id: string, votes = 0): { actions: Action[]; more: Action[] } => {
  const button = (command: (typeof row)[number] | 'info' | 'delete'): Action => ({
    command,
    argument: id,
    label: command === 'vote' ? sentence('action.vote', { votes }) : sentence(`action.${command === 'info' ? 'recipe' : command}`),
  })
  return { actions: row.map(button), more: [button('info'), { ...button('delete'), style: 'danger' }] }
}
/** A round of so many takes, which are done. */
const make = async (page: Page, prompt: string, takes: number) => {
  const count = playground.studio.generations.length
  await say(page, `${prompt} --takes ${takes}`)
  await eventually(() => playground.studio.generations.length).toBe(count + takes)
  const ids = playground.studio.generations.slice(count)
  const card = page.getByRole('article', { name: prompt })
  for (const id of ids) await playground.studio.deliver(id, media, buttons(id))
  await eventually(() => card.locator('video').count()).toBe(takes)
  return { ids, card, clips: await card.locator('.takes > .post').all() }
}
const rowOf = (clip: Locator) => clip.locator('.row-of-actions > button, .action.more')
const words = (clip: Locator) =>
  clip.locator('.action .words').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().width > 2))

test.each([
  ['a mouse', 1280],
  ['a finger', 360],
])('every button of an older clip runs at the first press of %s at %i px, without moving', async (by, width) => {
  const isTouch = by === 'a finger'
  const page = await open(playground, { viewport: { width, height: 740 }, hasTouch: isTouch, isMobile: isTouch })
  const older = [await make(page, `${by} a lone one`, 1), await make(page, `${by} two of them`, 2)]
  await make(page, `${by} the newest`, 1)
  for (const { ids, clips } of older) {
    for (const [at, clip] of clips.entries()) {
      expect(await rowOf(clip).count()).toBe(row.length + 1)
      for (const [place, button] of (await rowOf(clip).all()).entries()) {
        await page.locator('#say').focus()
        await button.evaluate((node) => node.scrollIntoView({ block: 'center', behavior: 'instant' }))
        const box = await button.boundingBox()
        const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
        const heard = playground.studio.invocations.length
        if (isTouch) await page.touchscreen.tap(x, y)
        else await page.mouse.click(x, y)
        const command = row[place]
        if (command) {
          await eventually(() => playground.studio.invocations.length).toBe(heard + 1)
          const ran = playground.studio.invocations.at(-1)
          expect([ran?.command, ran?.input]).toEqual([command, { kind: 'values', values: { id: ids[at] } }])
          await eventually(() => button.getAttribute('aria-disabled')).toBeNull()
          if (command === 'edit') await page.locator('#form[open]').waitFor()
        } else await page.locator('.menu:popover-open').waitFor()
        const now = await button.boundingBox()
        expect([now?.x, now?.width, now?.height]).toEqual([box?.x, box?.width, box?.height])
        await page.keyboard.press('Escape')
        await page.mouse.move(2, 2)
      }
    }
  }
})

test('all takes of the newest round have words on their buttons, wherever somebody is, and those before it none', async () => {
  const page = await open(playground, { viewport: { width: 1280, height: 740 } })
  const first = await make(page, 'the first round', 2)
  const second = await make(page, 'the second round', 4)
  const check = async () => {
    for (const clip of second.clips) expect(await words(clip)).toEqual([true, true, true, true])
    for (const clip of first.clips) expect(await words(clip)).toEqual([false, false, false, false])
  }
  await check()
  await first.card.getByRole('button', { name: 'Edit' }).first().focus()
  await check()
  await first.card.getByRole('button', { name: 'Extend' }).last().hover()
  await check()
  expect(await first.card.getByRole('button', { name: 'Edit' }).first().getAttribute('title')).toBe('Edit')
})

test('a row that somebody is at keeps its words when a newer clip comes', async () => {
  const page = await open(playground, { viewport: { width: 1280, height: 740 } })
  const held = await make(page, 'held by a hand', 1)
  const left = await make(page, 'nobody is here', 1)
  const [clip] = left.clips
  if (!clip) throw new Error('there is no clip')
  await left.card.getByRole('button', { name: 'Extend' }).focus()
  const box = await left.card.getByRole('button', { name: 'Extend' }).boundingBox()
  await playground.post('/api/say', { id: 'another-one', text: 'one from elsewhere', attachments: [] })
  const card = page.getByRole('article', { name: 'one from elsewhere' })
  await card.waitFor()
  const id = playground.studio.generations.at(-1) ?? ''
  await playground.studio.deliver(id, media, buttons(id))
  await card.locator('video').waitFor()
  expect((await left.card.getByRole('button', { name: 'Extend' }).boundingBox())?.width).toBe(box?.width)
  expect(await words(clip)).toEqual([true, true, true, true])
  expect(await words(held.card.locator('.takes > .post'))).toEqual([false, false, false, false])
})

test('a thumb is drawn like the other deeds, says its name and its count, and the first one moves nothing', async () => {
  const page = await open(playground, { viewport: { width: 1280, height: 740 } })
  const { ids, card } = await make(page, 'a thumb', 1)
  const thumb = card.getByRole('button', { name: 'Thumbs up' })
  expect([await thumb.locator('svg').count(), (await thumb.textContent())?.trim()]).toEqual([1, ''])
  const place = async () => (await card.getByRole('button', { name: 'More' }).boundingBox())?.x
  const before = await place()
  const [id = ''] = ids
  const ref = await playground.studio.deliver(id, media, buttons(id))
  await playground.platform.edit(ref, {
    ...{ kind: 'clip', text: 'a thumb', facts: [], warnings: [], media: [media], generationIds: [id] },
    ...buttons(id, 3),
  })
  await card.getByRole('button', { name: 'Thumbs up: 3' }).getByText('3').waitFor()
  expect(await place()).toBe(before)
})

test('a clip is deleted at once, the focus is on the way back, and what told of it goes when it is back', async () => {
  const page = await open(playground)
  const { card } = await make(page, 'to be deleted', 1)
  await card.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await card.getByText('The clip is deleted.').waitFor()
  await card.locator('video').waitFor({ state: 'detached' })
  await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo')
  await page.keyboard.press('Enter')
  await card.getByText('The clip is back in its thread.').waitFor()
  expect(await card.getByText('The clip is deleted.').count()).toBe(0)
  await page.reload()
  await card.getByText('The clip is back in its thread.').waitFor()
  expect(await page.getByText('The clip is deleted.').count()).toBe(0)
})

test('the menu of a clip fits into a small window, and shows no keys to fingers', async () => {
  const page = await open(playground, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const { card } = await make(page, 'a small window', 1)
  await card.getByRole('button', { name: 'More' }).tap()
  const menu = page.locator('.menu:popover-open')
  await menu.waitFor()
  const box = await menu.boundingBox()
  const last = await page.getByRole('menuitem', { name: 'Delete' }).boundingBox()
  const bottom = (last?.y ?? 0) + (last?.height ?? 0)
  expect([box && box.y >= 0, bottom <= (box?.y ?? 0) + (box?.height ?? 0), bottom <= 740]).toEqual([true, true, true])
  expect([await menu.locator('.detail').count(), await menu.getByText('Keys').count()]).toEqual([0, 0])
})

test('a bar is called by the number of its clip', async () => {
  const page = await open(playground)
  const count = playground.studio.generations.length
  await say(page, 'two by number --takes 2')
  await eventually(() => playground.studio.generations.length).toBe(count + 2)
  for (const [at, id] of playground.studio.generations.slice(count).entries())
    await playground.studio.progress(id, { stage: sentence('state.rendering'), number: String(at + 7) })
  await page.getByRole('progressbar', { name: 'Clip 8: rendering' }).waitFor()
})

test('a clip whose file cannot be read at once is asked for again', async () => {
  const page = await open(playground)
  await page.route('**/media/clips/**', (route) => route.fulfill({ status: 404 }), { times: 1 })
  const { card } = await make(page, 'read a moment later', 1)
  await eventually(() => card.locator('video').evaluate((node) => node instanceof HTMLVideoElement && node.readyState > 1)).toBe(true)
  expect(await card.getByText('cannot be loaded').count()).toBe(0)
})
