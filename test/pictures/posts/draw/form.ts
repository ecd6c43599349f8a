import { type Box, column, grounded } from './box.ts'
import { label } from './text.ts'

/** One field of a form: what stands above it, below it and in it. */
export interface DrawnField {
  label: string
  help: string
  /** What stands in it, or what it says while it is empty. */
  value: string
  isEmpty: boolean
  /** What it can be, of which a closed one shows nothing. */
  choices: readonly string[]
}

export interface DrawnForm {
  title: string
  /** A field, or words between fields. */
  parts: readonly (DrawnField | string)[]
  submit: string
}

export interface FormLook {
  ground: string
  line: string
  field: string
  text: string
  quiet: string
  note: string
  button: string
}

const width = 440

const fieldOf = ({ label: name, help, value, isEmpty, choices }: DrawnField, look: FormLook): Box =>
  column(
    [
      label(name, { size: 14, colour: look.text, bold: true, width }),
      ...(help === '' ? [] : [label(help, { size: 12.5, colour: look.quiet, width })]),
      grounded(label(value, { size: 14, colour: isEmpty ? look.quiet : look.text, width: width - 24 }), {
        fill: look.field,
        line: look.line,
        radius: 5,
        room: [12, 8],
        width,
      }),
      ...(choices.length === 0 ? [] : [label(`▾ ${choices.join(' · ')}`, { size: 12, colour: look.note, width })]),
    ],
    4,
  )

/** A form as it is when it opens. */
export const drawForm = ({ title, parts, submit }: DrawnForm, look: FormLook): Box => {
  const inside = parts.map((part) =>
    typeof part === 'string' ? label(part, { size: 13, colour: look.quiet, width }) : fieldOf(part, look),
  )
  const button = grounded(label(submit, { size: 14, colour: '#ffffff', bold: true }), { fill: look.button, room: [18, 8] })
  const all = [label(title, { size: 18, colour: look.text, bold: true, width }), ...inside, button]
  return grounded(column(all, 14), { fill: look.ground, line: look.line, room: [20, 18] })
}
