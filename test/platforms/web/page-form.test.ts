import { expect, test } from 'vitest'
import { eventually, say, start, useBrowser } from './opened-page.ts'

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
