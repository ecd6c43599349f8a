import { z } from 'zod'

const text = z.looseObject({ type: z.string(), text: z.string() })
const choice = z.looseObject({ text, value: z.string(), description: text.optional() })
const element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  options: z.array(choice).optional(),
  initial_option: choice.optional(),
  initial_options: z.array(choice).optional(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  max_length: z.number().optional(),
  max_files: z.number().optional(),
  dispatch_action_config: z.looseObject({ trigger_actions_on: z.array(z.string()) }).optional(),
})
type Element = z.infer<typeof element>
const block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  label: text.optional(),
  hint: text.optional(),
  dispatch_action: z.boolean().optional(),
  element: element.optional(),
  elements: z.array(z.unknown()).optional(),
})
const modal = z.looseObject({
  type: z.literal('modal'),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  title: text,
  submit: text.optional(),
  close: text.optional(),
  blocks: z.array(block).max(100),
})

/** What may stand in an input block of a modal, as far as the bot has a use for it. */
const mostOptions: Readonly<Record<string, number | null>> = {
  plain_text_input: null,
  number_input: null,
  file_input: null,
  conversations_select: null,
  static_select: 100,
  multi_static_select: 100,
  radio_buttons: 10,
  checkboxes: 10,
}

const severals: ReadonlySet<string> = new Set(['checkboxes', 'multi_static_select'])

const faultsOfElement = (one: Element): string[] => {
  const { type, options = [], initial_option: initial, initial_options: initials = [] } = one
  const most = mostOptions[type]
  if (most === undefined) return [`an input block holds no ${type}`]
  const known = options.map(({ value }) => value)
  const preset = [...(initial ? [initial] : []), ...initials]
  const value = one.initial_value
  return [
    ...(most === null && options.length > 0 ? [`${type} takes no options`] : []),
    ...(most !== null && (options.length < 1 || options.length > most) ? [`${options.length} options in ${type}`] : []),
    ...(new Set(known).size === known.length ? [] : ['the same option twice']),
    ...options.flatMap((option) => [
      ...(option.text.text === '' || option.text.text.length > 75 ? ['the text of an option is 1 to 75 long'] : []),
      ...(option.value === '' || option.value.length > 150 ? ['the value of an option is 1 to 150 long'] : []),
    ]),
    // It must be one of the options to the letter.
    ...preset.flatMap((given) =>
      options.some((option) => JSON.stringify(option) === JSON.stringify(given)) ? [] : ['invalid initial_option'],
    ),
    ...(severals.has(type) && initial ? [`${type} takes initial_options`] : []),
    ...(!severals.has(type) && initials.length > 0 ? [`${type} takes initial_option`] : []),
    ...(type === 'number_input' && value !== undefined && Number.isNaN(Number(value)) ? ['initial_value is no number'] : []),
    ...(type === 'number_input' && value !== undefined && Number(value) < Number(one.min_value ?? value) ? ['below min_value'] : []),
    ...(type === 'number_input' && value !== undefined && Number(value) > Number(one.max_value ?? value) ? ['above max_value'] : []),
    ...(type === 'plain_text_input' && (value ?? '').length > (one.max_length ?? 3000) ? ['initial_value is too long'] : []),
    ...(type === 'file_input' && ((one.max_files ?? 10) < 1 || (one.max_files ?? 10) > 10) ? ['max_files is 1 to 10'] : []),
    ...(one.dispatch_action_config && !['plain_text_input', 'number_input'].includes(type)
      ? [`${type} takes no dispatch_action_config`]
      : []),
    ...(one.action_id === undefined || one.action_id === '' || one.action_id.length > 255 ? ['action_id is 1 to 255 long'] : []),
  ]
}

const long = (what: string, given: z.infer<typeof text> | undefined, most: number): string[] =>
  given && (given.text === '' || given.text.length > most) ? [`${what} is 1 to ${most} long`] : []

/** What Slack finds wrong with a modal; empty where it opens. https://docs.slack.dev/reference/block-kit */
export const faultsOfModal = (view: unknown): string[] => {
  const read = modal.safeParse(view)
  if (!read.success) return [z.prettifyError(read.error)]
  const { title, submit, close, blocks } = read.data
  const inputs = blocks.filter(({ type }) => type === 'input')
  const ids = blocks.flatMap(({ block_id: id }) => id ?? [])
  return [
    ...long('title', title, 24),
    ...long('submit', submit, 24),
    ...long('close', close, 24),
    ...(inputs.length > 0 && !submit ? ['a modal with inputs needs submit'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['the same block_id twice']),
    ...ids.flatMap((id) => (id.length > 255 ? ['block_id is 1 to 255 long'] : [])),
    ...inputs.flatMap(({ label, hint, element: one }) => [
      ...(label ? [] : ['an input needs a label']),
      ...long('label', label, 2000),
      ...long('hint', hint, 2000),
      ...(one ? faultsOfElement(one) : ['an input needs an element']),
    ]),
  ]
}
