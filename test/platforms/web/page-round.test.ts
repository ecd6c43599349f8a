import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { say as sentence } from '../../../src/core/words/sentence.ts'
import { eventually, say, start, useBrowser } from './opened-page.ts'
import { type Playground, storeClip } from './playground.ts'

const open = useBrowser()

/** A round of so many takes, and its card. */
const ask = async (playground: Playground, page: Page, prompt: string, takes: number) => {
  const count = playground.studio.generations.length
  await say(page, `${prompt} --takes ${takes}`)
  await eventually(() => playground.studio.generations.length).toBe(count + takes)
  const card = page.getByRole('article', { name: prompt })
  await eventually(() => card.locator('.takes > .post').count()).toBe(takes)
  return { card, ids: playground.studio.generations.slice(count) }
}
const facts = (seed: number, credits = 9) => [
  sentence('member.seed', { seed }),
  'wan-2.7',
  sentence('member.seconds', { seconds: 4 }),
  '16:9',
  sentence('clip.madeIn', { seconds: 38 }),
  sentence('clip.credits', { credits }),
]

test('the clips of a round stand side by side and say only what is their own; the card says the rest once', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'round')
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  const { card, ids } = await ask(playground, page, 'a fox in the snow', 4)
  const head = card.locator(':scope > .post .facts')
  await eventually(() => head.textContent()).toContain('all done in about 12 s')
  for (const [at, id] of ids.entries()) await playground.studio.deliver(id, media, { facts: facts(42 + at), number: String(at + 1) })
  await eventually(() => card.locator('video').count()).toBe(4)
  await eventually(() => head.textContent()).toBe('wan-2.7 · 4 s · 16:9 · local · 4 takes')
  const takes = card.locator('.takes > .post')
  expect(await takes.locator('.facts').allTextContents()).toEqual(
    [1, 2, 3, 4].map((number) => `${number}seed ${41 + number} · made in 38 s · 9 credits`),
  )
  expect(await takes.locator('.text:visible').count()).toBe(0)
  expect(await card.getByText('a fox in the snow', { exact: true }).count()).toBe(1)
  const places = async () => Promise.all((await takes.all()).map((take) => take.boundingBox()))
  const [one, two, three] = await places()
  expect([two?.y === one?.y, three?.x === one?.x, (two?.x ?? 0) > (one?.x ?? 0)]).toEqual([true, true, true])
  // Two stops of the Tab key a clip.
  const stops = await takes.evaluateAll((nodes) =>
    nodes.map((node) => [...node.querySelectorAll<HTMLElement>('button, a[href], input')].filter(({ tabIndex }) => tabIndex === 0).length),
  )
  expect(stops).toEqual([2, 2, 2, 2])
  await page.setViewportSize({ width: 360, height: 740 })
  const [first, second] = await places()
  expect([second?.x === first?.x, (second?.y ?? 0) > (first?.y ?? 0)]).toEqual([true, true])
})

test('one button stops all takes that run, after one question', async () => {
  const playground = await start()
  const page = await open(playground)
  const { card, ids } = await ask(playground, page, 'a hare in the rain', 3)
  await card.getByRole('button', { name: 'Cancel all' }).click()
  await page.getByRole('button', { name: 'Yes, cancel all' }).click()
  const canceled = () =>
    playground.studio.invocations.flatMap(({ command, input }) =>
      command === 'cancel' && input.kind === 'values' ? [input.values['id']] : [],
    )
  await eventually(canceled).toEqual([`of-${ids[0]}`])
  const media = await storeClip(playground, 'last')
  for (const id of ids.slice(1)) await playground.studio.deliver(id, media)
  await eventually(() => card.getByRole('button', { name: 'Cancel all' }).count()).toBe(0)
  expect(await card.getByRole('button', { name: 'Cancel' }).count()).toBe(1)
})

test('takes that fail for one reason speak once, and one that fails for another speaks for itself', async () => {
  const playground = await start()
  const page = await open(playground)
  const heard: string[] = []
  await page.exposeFunction('hear', (text: string) => heard.push(text))
  await page.locator('#announcer').evaluate((node) => {
    new MutationObserver(() => Reflect.get(window, 'hear')(node.textContent)).observe(node, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  const { card, ids } = await ask(playground, page, 'a wolf at dawn', 4)
  const [one = '', two = '', three = '', four = ''] = ids
  for (const id of [one, two, three]) await playground.studio.fail(id, 'The model refused these words.')
  await playground.studio.fail(four, 'The provider is away.')
  const failures = card.locator('.post[data-kind="failure"]')
  await eventually(() => failures.locator('.text').allTextContents()).toEqual(['The model refused these words.', 'The provider is away.'])
  expect(await card.locator('.takes > .post').count()).toBe(2)
  expect(await card.locator('.notes > *').count()).toBe(0)
  await eventually(() => heard.filter((text) => text.includes('The provider is away.')).length).toBeGreaterThan(0)
  const said = heard.filter((text, at) => text !== '' && text !== heard[at - 1])
  expect(said.filter((text) => text.includes('refused these words'))).toHaveLength(1)
})

test('failures that are numbered are named together, and each can be tried again', async () => {
  const playground = await start()
  const page = await open(playground)
  const { card, ids } = await ask(playground, page, 'an owl', 2)
  for (const [at, id] of ids.entries()) {
    await playground.studio.fail(id, 'The model refused these words.', {
      facts: [`#${at + 7}`, 'an owl', sentence('clip.id', { id })],
      warnings: [sentence('failure.creditsBack', { credits: 9 })],
      actions: [{ command: 'reroll', argument: id, label: sentence('clip.tryAgain') }],
    })
  }
  const failure = card.locator('.post[data-kind="failure"]')
  await eventually(() => failure.locator('.facts').allTextContents()).toEqual(['7, 8'])
  expect(await failure.locator('.warnings').textContent()).toMatch(/9 credits.* \(2×\)$/)
  expect(await failure.getByRole('button').allTextContents()).toEqual(['Try again 7', 'Try again 8'])
})
