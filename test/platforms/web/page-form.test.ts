import { expect, test } from 'vitest'
import { eventually, newest, say, start, useBrowser } from './opened-page.ts'
import { storeClip } from './playground.ts'

const open = useBrowser()

test('a form asks for one of a few by radio buttons, which it cannot be sent without where it was opened for them', async () => {
  const playground = await start()
  const page = await open(playground)
  await say(page, '/report')
  const form = page.getByRole('dialog')
  const reasons = form.getByRole('group', { name: 'What is wrong with it?' }).getByRole('radio')
  await eventually(() => reasons.count()).toBe(3)
  expect(await form.locator('legend + label').textContent()).toBe('It shows a minor')
  await form.getByRole('button', { name: 'Send the report' }).click()
  expect(await form.isVisible()).toBe(true)
  await form.getByRole('radio', { name: 'It shows a minor' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await form.getByRole('button', { name: 'Send the report' }).click()
  await page.getByRole('list', { name: 'Clips' }).getByText('Thank you.').waitFor()
  expect(playground.studio.invocations.at(-1)).toMatchObject({
    command: 'report',
    input: { kind: 'values', values: { id: '4k7q0c2m9xwd', reason: 'violence' } },
  })
})

test('all fields of a form look alike, and only what its name does not say is explained', async () => {
  const playground = await start()
  const media = await storeClip(playground, 'formed')
  const page = await open(playground, { viewport: { width: 1280, height: 900 } })
  await say(page, 'a fox')
  await playground.studio.deliver(await newest(playground, 1), media)
  await page.getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('dialog')
  const looks = await Promise.all(
    ['Seed', 'Length in seconds', 'Model'].map((name) =>
      form.getByLabel(name).evaluate((node) => [getComputedStyle(node).fontWeight, Math.round(node.getBoundingClientRect().width)]),
    ),
  )
  expect(looks).toEqual([looks[0], looks[0], looks[0]])
  expect(await form.locator('.help:visible').allTextContents()).toEqual(['The same seed, prompt and settings make the same clip again'])
})

test('a list of names and values is one column in a narrow window', async () => {
  const playground = await start()
  const page = await open(playground, { viewport: { width: 360, height: 740 } })
  await say(page, '/quota')
  await page.getByText('480').waitFor()
  const [name, value] = await Promise.all(['dt', 'dd'].map((tag) => page.locator(`.fields ${tag}`).first().boundingBox()))
  expect([value?.x, (value?.y ?? 0) > (name?.y ?? 0)]).toEqual([name?.x, true])
})
