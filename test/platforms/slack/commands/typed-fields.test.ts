import { expect, it, vi } from 'vitest'
import fix from '../../../../commands/fix.ts'
import { maskFields } from '../../../../src/core/fixes.ts'
import type { FormPrice, Invocation } from '../../../../src/core/platform.ts'
import { modalOf, readModal } from '../../../../src/platforms/slack/commands/commands.ts'
import type { SlackOptions } from '../../../../src/platforms/slack/index.ts'
import type { FakeView } from '../fake/view.ts'
import { faultsOfModal } from '../fake/view-rules.ts'
import { delivered, image, openBot, openedForm, patient } from '../opened-bot.ts'

const fieldOf = (form: FakeView, option: string) => {
  const block = form.blocks.find(({ block_id }) => block_id?.split(':')[0] === option)
  if (!block?.element) throw new Error(`no field ${option}`)
  return { ...block, element: block.element }
}
const textOf = ({ blocks }: FakeView): string => JSON.stringify(blocks)

/** A bot whose prices are these. */
const priced = (price: (said: Invocation) => FormPrice | null | Promise<FormPrice | null>, changes: Partial<SlackOptions> = {}) =>
  openBot({ changes: { ...changes, priceOf: async (said) => price(said) } })

const credits = ({ input }: Invocation): FormPrice => {
  const { model = 'local', duration, takes } = input.kind === 'values' ? input.values : {}
  return { credits: (model === 'far' ? 100 : 10) * Number(duration || 1) * Number(takes || 1), perSecond: null }
}

it('asks for one of a few by radio buttons, and for one of many by a menu', async () => {
  const { ada } = await openBot()
  await ada.command('/t2v')
  const form = await openedForm(ada)
  expect(fieldOf(form, 'duration')).toMatchObject({ label: { text: 'Length in seconds' }, element: { type: 'radio_buttons' } })
  expect(fieldOf(form, 'model').element.type).toBe('static_select')
  expect(fieldOf(form, 'prompt').element.type).toBe('plain_text_input')
  expect(form).toMatchObject({ title: { text: 'Make a clip' }, submit: { text: 'Make the clip' } })
})

it('takes back what was chosen, and tells the bot that it was', async () => {
  const { bot, ada, slack } = await openBot()
  await ada.command('/i2v', 'a boat --duration 8 --ar 1:1')
  const form = await openedForm(ada)
  await ada.submit(form, { duration: '+none', image: [slack.addFile(image)] })
  const { invocation } = await delivered(bot)
  expect(invocation.input).toMatchObject({ values: { duration: '', aspect: '1:1' } })
})

it('draws the price again when what it hangs on is changed', async () => {
  const { ada, slack } = await priced(credits)
  await ada.command('/t2v')
  const form = await openedForm(ada)
  expect(textOf(form)).toContain('Costs 10 credits.')
  await ada.change(form, 'duration', '8', { prompt: 'a boat' })
  await vi.waitFor(() => expect(textOf(ada.form())).toContain('Costs 80 credits.'), patient)
  await ada.change(ada.form(), 'takes', '3')
  await vi.waitFor(() => expect(textOf(ada.form())).toContain('Costs 240 credits.'), patient)
  await ada.choose(ada.form(), 'far')
  await vi.waitFor(() => expect(textOf(ada.form())).toContain('Costs 300 credits.'), patient)
  expect(slack.called('views.update')).toHaveLength(3)
})

it('opens without a price where nobody can tell it in time', async () => {
  const { ada } = await priced(() => new Promise(() => undefined))
  await ada.command('/t2v')
  expect(textOf(await openedForm(ada))).not.toContain('Costs')
})

it('says why it cannot be made inside of the form, where nothing is lost', async () => {
  const { bot, ada } = await priced(() => ({ problem: 'That model is away today.' }))
  await ada.command('/t2v')
  const form = await openedForm(ada)
  expect(textOf(form)).toContain('That model is away today.')
  const { payload } = await ada.submit(form, { prompt: 'a boat' })
  expect(payload).toMatchObject({ response_action: 'errors', errors: { 'prompt:': 'That model is away today.' } })
  expect(bot.invocations).toEqual([])
})

it('asks for another picture of a clip, which stays where none is given', async () => {
  const { bot, ada, slack } = await openBot({
    further: {
      template: (respond) =>
        respond.form({ command: 'edit', generationId: '4k7q0c2m9xwd', title: 'Edit', values: { prompt: 'x' }, without: ['video'] }),
    },
  })
  await ada.command('/template')
  const form = await openedForm(ada)
  expect(fieldOf(form, 'image')).toMatchObject({ label: { text: 'Another first frame' }, optional: true, element: { type: 'file_input' } })
  expect(form.blocks.map(({ block_id }) => block_id)).not.toContain('video:')
  await ada.submit(form, { image: [slack.addFile(image)] })
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(2), patient)
  expect(bot.invocations[1]).toMatchObject({ input: { values: { image: [{ name: 'photo.png' }] } } })
})

it('a switch is a checkbox that says off only where it was on', async () => {
  const { bot, ada } = await openBot({
    further: {
      template: (respond) => respond.form({ command: 'settings', generationId: '', title: 'Settings', values: { clear: true } }),
    },
  })
  await ada.command('/template')
  const form = await openedForm(ada)
  expect(fieldOf(form, 'clear')).toMatchObject({ element: { type: 'checkboxes', initial_options: [{ value: 'on' }] } })
  await ada.submit(form, { clear: '' })
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(2), patient)
  expect(bot.invocations[1]).toMatchObject({ command: 'settings', input: { values: { clear: 'off' } } })
})

it('reads a form that an earlier version drew', async () => {
  const { bot, ada } = await openBot()
  await ada.command('/t2v')
  const form = await openedForm(ada)
  const { without: _, needs: __, ...remembered } = JSON.parse(String(form.private_metadata))
  const old: FakeView = {
    ...form,
    private_metadata: JSON.stringify(remembered),
    blocks: [
      { type: 'input', block_id: 'prompt:', element: { type: 'plain_text_input', action_id: 'value', initial_value: 'old words' } },
      { type: 'input', block_id: 'model:', element: { type: 'static_select', action_id: 'm1:model', options: [{ value: 'local' }] } },
      {
        type: 'input',
        block_id: 'draft:local',
        element: { type: 'static_select', action_id: 'value', options: [{ value: 'off' }], initial_option: { value: 'off' } },
      },
      { type: 'input', block_id: 'takes:', element: { type: 'number_input', action_id: 'value', initial_value: '2' } },
    ],
  }
  await ada.submit(old, { model: 'local' })
  expect((await delivered(bot)).invocation.input).toEqual({
    kind: 'values',
    values: { prompt: 'old words', model: 'local', draft: 'off', takes: '2' },
  })
})

it('the fake refuses what Slack refuses', () => {
  const text = (words: string) => ({ type: 'plain_text', text: words })
  const option = (value: string) => ({ text: text(value), value })
  const modal = (element: object) => ({
    type: 'modal',
    title: text('Title'),
    submit: text('Send'),
    blocks: [{ type: 'input', label: text('Label'), element: { action_id: 'a', ...element } }],
  })
  const few = Array.from({ length: 11 }, (_, at) => option(`o${at}`))
  expect(faultsOfModal(modal({ type: 'radio_buttons', options: few.slice(0, 10) }))).toEqual([])
  expect(faultsOfModal(modal({ type: 'radio_buttons', options: few }))).toEqual(['11 options in radio_buttons'])
  expect(faultsOfModal(modal({ type: 'radio_buttons', options: few.slice(0, 2), initial_option: option('x') }))).toEqual([
    'invalid initial_option',
  ])
  expect(faultsOfModal(modal({ type: 'button' }))).toEqual(['an input block holds no button'])
  expect(faultsOfModal({ ...modal({ type: 'plain_text_input' }), submit: text('x'.repeat(25)) })).toEqual(['submit is 1 to 24 long'])
})

it('asks for several of a few by a menu of several, and knows that all were taken away', () => {
  const place = { channel: 'C1', user: 'U1', team: 'T1', at: 0 }
  const values = { prompt: 'a storm', field: 'top middle' }
  const view = modalOf(
    { command: 'fix', generationId: '4k7q0c2m9xwd', title: 'Fix a part', language: 'en', place, files: [], values },
    [fix],
    [],
    [],
  )
  expect(faultsOfModal(view)).toEqual([])
  const drawn: FakeView = JSON.parse(JSON.stringify(view))
  const { element } = fieldOf(drawn, 'field')
  expect(element.type).toBe('multi_static_select')
  expect(element.options?.map(({ value }) => value)).toEqual([...maskFields])
  expect(element).toMatchObject({ initial_options: [{ text: { text: 'top' } }, { text: { text: 'middle' } }] })
  const sent = (chosen: string[]) => {
    const answer = { type: 'multi_static_select', selected_options: chosen.map((value) => ({ value })) }
    return readModal({ ...view, state: { values: { 'field:': { value: answer }, 'prompt:': { value: { value: 'a storm' } } } } }).values
  }
  expect(sent(['top-left', 'bottom'])).toEqual({ prompt: 'a storm', field: 'top-left bottom' })
  expect(sent([])).toEqual({ prompt: 'a storm', field: '' })
})
