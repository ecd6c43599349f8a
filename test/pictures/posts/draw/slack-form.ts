import { z } from 'zod'
import type { Box } from './box.ts'
import { drawForm } from './form.ts'

const look = {
  ground: '#ffffff',
  line: '#bbbdbf',
  field: '#ffffff',
  text: '#1d1c1d',
  quiet: '#616061',
  note: '#8a6d3b',
  button: '#007a5a',
}

const words = z.object({ text: z.string() })
const option = z.object({ text: words })
const blockSchema = z.object({
  optional: z.boolean().optional(),
  label: words.optional(),
  hint: words.optional(),
  elements: z.array(z.looseObject({ text: z.union([words, z.string()]).optional() })).default([]),
  text: words.optional(),
  element: z
    .object({
      initial_value: z.string().optional(),
      placeholder: words.optional(),
      options: z.array(option).default([]),
      initial_option: option.optional(),
      initial_options: z.array(option).default([]),
    })
    .optional(),
})
const viewSchema = z.object({ title: words, submit: words.optional(), blocks: z.array(blockSchema) })

const partOf = ({ label, hint, element, optional = false, elements, text }: z.infer<typeof blockSchema>) => {
  if (!label || !element)
    return [text, ...elements.map((one) => one.text)].map((one) => (typeof one === 'object' ? one.text : (one ?? ''))).join(' ')
  const chosen = [...(element.initial_option ? [element.initial_option] : []), ...element.initial_options].map((one) => one.text.text)
  const filled = element.initial_value ?? chosen.join(', ')
  return {
    label: optional ? `${label.text} (optional)` : label.text,
    help: hint?.text ?? '',
    value: filled !== '' ? filled : (element.placeholder?.text ?? ''),
    isEmpty: filled === '',
    choices: element.options.map((one) => one.text.text),
  }
}

/** A modal, about as Slack shows it in its light theme. */
export const drawSlackForm = (json: object): Box => {
  const { title, submit, blocks } = viewSchema.parse(json)
  return drawForm({ title: title.text, parts: blocks.map(partOf), submit: submit?.text ?? '' }, look)
}
