import { element } from './element.js'
import { label } from './labels.js'
import { underlined } from './underlines.js'

/**
 * @typedef {import('../form-view.ts').FormField} FormField
 *
 * @typedef {object} Field
 * @property {FormField} field
 * @property {HTMLElement} row
 * @property {HTMLElement} first what gets the focus
 * @property {() => string | boolean} read what stands in it, as words; of a switch whether it is on
 * @property {() => File | undefined} file
 * @property {(advice: import('../quote.ts').QuoteView['advice']) => void} [advise] shows what is better said otherwise in it
 */

/** What a choice is called. @param {FormField} field @param {string} choice */
const nameOf = ({ choices, choiceLabels }, choice) => choiceLabels[choices.indexOf(choice)] ?? choice

/** One that stood there before is offered too, and none where none need be. @param {FormField} field */
const offered = ({ value, choices, required, kind }) => {
  const known = value === null || value === '' || choices.includes(String(value)) ? choices : [String(value), ...choices]
  return value === null || value === '' ? (kind === 'radio' && required ? known : ['', ...known]) : known
}

/** @param {FormField} field @param {Record<string, string | boolean | null>} common */
const selectOf = (field, common) =>
  element(
    'select',
    common,
    ...offered(field).map((choice) =>
      element('option', {
        value: choice,
        text: choice === '' ? label('byDefault') : nameOf(field, choice),
        selected: choice !== '' && choice === String(field.value),
      }),
    ),
  )

/** @param {FormField} field @param {Record<string, string | boolean | null>} common */
const inputOf = (field, common) => {
  const { name, kind, value } = field
  if (kind === 'choice') return selectOf(field, common)
  if (kind === 'longText') {
    const area = element('textarea', { ...common, rows: 3 })
    area.value = String(value ?? '')
    return area
  }
  if (kind === 'file') return element('input', { ...common, type: 'file', accept: field.accept || null })
  if (kind === 'switch') return element('input', { ...common, required: false, type: 'checkbox', checked: value === true })
  const number = kind === 'number' || kind === 'integer'
  return element('input', {
    ...common,
    type: number ? 'number' : 'text',
    inputmode: kind === 'integer' ? 'numeric' : number ? 'decimal' : null,
    step: number ? (kind === 'integer' ? 1 : 'any') : null,
    min: field.min,
    max: field.max,
    list: field.choices.length > 0 ? `choices-${name}` : null,
    value: String(value ?? ''),
  })
}

/** One of a few. @param {FormField} field @returns {Field} */
const createRadios = (field) => {
  const { name, required, help } = field
  const radios = offered(field).map((choice) => ({
    choice,
    input: element('input', { type: 'radio', name, value: choice, required, checked: choice === String(field.value ?? '') }),
  }))
  const row = element(
    'fieldset',
    { class: 'row radio', 'aria-describedby': help ? `help-${name}` : null },
    element('legend', { text: field.label }),
    ...radios.map(({ choice, input }) =>
      element('label', {}, input, element('span', { text: choice === '' ? label('byDefault') : nameOf(field, choice) })),
    ),
  )
  if (help) row.append(element('p', { class: 'help', id: `help-${name}`, text: help }))
  return {
    field,
    row,
    first: radios.find(({ input }) => input.checked)?.input ?? radios[0]?.input ?? row,
    read: () => radios.find(({ input }) => input.checked)?.choice ?? '',
    file: () => undefined,
  }
}

/** Any of a few; nine are the fields of a picture, and stand as these do. @param {FormField} field @returns {Field} */
const createSeveral = (field) => {
  const { name, help, choices } = field
  const given = new Set(String(field.value ?? '').split(' '))
  const boxes = choices.map((choice) => ({
    choice,
    input: element('input', { type: 'checkbox', name, value: choice, checked: given.has(choice) }),
  }))
  const row = element(
    'fieldset',
    { class: `row several${choices.length === 9 ? ' of-nine' : ''}`, 'aria-describedby': help ? `help-${name}` : null },
    element('legend', { text: field.label }),
    ...boxes.map(({ choice, input }) => element('label', {}, input, element('span', { text: nameOf(field, choice) }))),
  )
  if (help) row.append(element('p', { class: 'help', id: `help-${name}`, text: help }))
  return {
    field,
    row,
    first: boxes[0]?.input ?? row,
    read: () => boxes.flatMap(({ choice, input }) => (input.checked ? choice : [])).join(' '),
    file: () => undefined,
  }
}

/** A mask may also be drawn here. @param {HTMLElement} row @param {HTMLInputElement} input @param {(use: (mask: File) => void) => void} draw */
const offerDrawing = (row, input, draw) => {
  const take = (/** @type {File} */ mask) => {
    const files = new DataTransfer()
    files.items.add(mask)
    input.files = files.files
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  row.append(element('button', { type: 'button', class: 'action draw', text: label('drawMask'), click: () => draw(take) }))
}

/**
 * A field of a form with its name and what it is for.
 *
 * @param {FormField} field
 * @param {(use: (mask: File) => void) => void} [draw] where what the form is about can be painted on
 * @returns {Field}
 */
export const createField = (field, draw) => {
  const { name, label: text, help, kind, choices, required } = field
  if (kind === 'radio') return createRadios(field)
  if (kind === 'several') return createSeveral(field)
  const input = inputOf(field, { id: `field-${name}`, name, required, 'aria-describedby': help ? `help-${name}` : null })
  const words = name === 'prompt' && input instanceof HTMLTextAreaElement ? underlined(input) : null
  const row = element('div', { class: `row ${kind}` }, element('label', { for: `field-${name}`, text }), words?.node ?? input)
  if (help) row.append(element('p', { class: 'help', id: `help-${name}`, text: help }))
  if (draw && name === 'mask' && input instanceof HTMLInputElement) offerDrawing(row, input, draw)
  if (kind === 'text' && choices.length > 0) {
    row.append(element('datalist', { id: `choices-${name}` }, ...choices.map((choice) => element('option', { value: choice }))))
  }
  return {
    field,
    row,
    first: input,
    advise: (advice) => words?.show(input.value, advice),
    read: () => (kind === 'switch' && input instanceof HTMLInputElement ? input.checked : input.value),
    file: () => (input instanceof HTMLInputElement && kind === 'file' ? input.files?.[0] : undefined),
  }
}
