import { modalBody } from '../../../platforms/discord/fake/modal-rules.ts'
import type { Box } from './box.ts'
import { drawForm } from './form.ts'

const look = {
  ground: '#2b2d31',
  line: '#3f4147',
  field: '#1e1f22',
  text: '#dbdee1',
  quiet: '#949ba4',
  note: '#6f8ea8',
  button: '#5865f2',
}

/** A modal, about as Discord shows it in its dark theme. */
export const drawDiscordForm = (json: object): Box => {
  const { title, components } = modalBody.parse(json)
  const parts = components.map(({ label, description = '', component: { options = [], value = '', placeholder = '', required } }) => {
    const chosen = options.filter((option) => option.default === true).map((option) => option.label)
    const filled = value !== '' ? value : chosen.join(', ')
    return {
      label: required ? `${label} *` : label,
      help: description,
      value: filled !== '' ? filled : placeholder,
      isEmpty: filled === '',
      choices: options.map((option) => option.label),
    }
  })
  return drawForm({ title, parts, submit: 'Submit' }, look)
}
