import { expect, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import { notice } from '../../../src/core/post.ts'
import { eventually, newest, say, start, useBrowser } from './opened-page.ts'
import { storeClip } from './playground.ts'

const open = useBrowser()

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

  await two.getByRole('button', { name: 'More' }).click()
  await two.getByRole('menuitem', { name: 'Delete' }).click()
  for (const page of [one, two]) await page.locator('video').waitFor({ state: 'detached' })
})

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

test('many clips stay light: nothing is loaded that is not looked at', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'many')
  for (let count = 1; count <= 150; count += 1) {
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
  await page.getByRole('article', { name: 'clip 150', exact: true }).locator('video').waitFor()

  const count = () => page.locator('.thread').count()
  while ((await count()) < 150) {
    const before = await count()
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
    await eventually(count).toBeGreaterThan(before)
  }
  const loaded = await page
    .locator('video')
    .evaluateAll((nodes) => nodes.map((node) => node instanceof HTMLVideoElement && [node.readyState > 0, node.poster !== '']))
  expect(loaded).toHaveLength(150)
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
