import { element, setLine } from './element.js'
import { lowerCase } from './figures.js'
import { label } from './labels.js'

/**
 * @typedef {import('../form-view.ts').FormView} FormView
 * @typedef {import('../form-view.ts').FormField} FormField
 * @typedef {Record<string, string | number | boolean>} Values
 * @typedef {Record<string, File>} Files
 */

/** A price is asked for when somebody pauses. */
const pauseMs = 250

/**
 * Asks a person to fill in a form. It stays open until `submit` has found nothing wrong.
 *
 * @param {HTMLDialogElement} dialog
 * @param {FormView} form
 * @param {(values: Values, files: Files) => Promise<string>} submit answers with what is wrong, or with nothing
 * @param {(values: Values) => Promise<string>} priceOf tells what it would cost as it stands
 */
export const openForm = (dialog, form, submit, priceOf) => {
  const inputs = form.fields.map((field) => ({ field, input: inputOf(field) }))
  const wrong = element('p', { class: 'wrong', role: 'alert' })
  const send = element('button', { type: 'submit', class: 'action', 'data-style': 'primary', text: form.submit })
  const rows = (/** @type {boolean} */ more) =>
    inputs.filter(({ field }) => field.more === more).map(({ field, input }) => rowOf(field, input))
  const others = rows(true)
  const body = element('form', { class: 'form', novalidate: false }, element('h2', { id: 'form-title', text: form.title }), ...rows(false))
  if (others.length > 0)
    body.append(element('details', {}, element('summary', { text: label('moreSettings') }), element('div', { class: 'form' }, ...others)))
  const price = element('p', { class: 'price', role: 'status', text: form.price ?? '' })
  if (form.price !== null) body.append(price)
  body.append(wrong, element('div', { class: 'actions' }, send, closer(dialog, label('cancel'))))
  setLine(wrong, '')

  let asked = 0
  const askPrice = () => {
    const turn = ++asked
    priceOf(valuesOf(inputs)).then(
      // An earlier answer may come later.
      (line) => turn === asked && setLine(price, line),
      () => undefined,
    )
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  body.addEventListener('input', () => {
    if (form.price === null) return
    clearTimeout(pause)
    pause = setTimeout(askPrice, pauseMs)
  })

  body.addEventListener('submit', (event) => {
    event.preventDefault()
    if (send.getAttribute('aria-disabled') === 'true') return
    send.setAttribute('aria-disabled', 'true')
    submit(valuesOf(inputs), filesOf(inputs)).then((reason) => {
      send.removeAttribute('aria-disabled')
      setLine(wrong, reason)
      if (reason === '') dialog.close()
    })
  })
  dialog.replaceChildren(body)
  dialog.showModal()
  inputs[0]?.input.focus()
}

/**
 * Asks before something that cannot be undone.
 *
 * @param {HTMLDialogElement} dialog
 * @param {string} action what the button says that was pressed
 * @returns {Promise<boolean>}
 */
export const confirmed = (dialog, action) =>
  new Promise((resolve) => {
    const yes = element('button', {
      type: 'button',
      class: 'action',
      'data-style': 'danger',
      text: label('yes', { action: lowerCase(action) }),
      click: () => dialog.close('yes'),
    })
    dialog.returnValue = ''
    dialog.replaceChildren(
      element('h2', { id: 'confirm-title', text: label('confirm', { action }) }),
      element('p', { text: label('confirmText') }),
      element('div', { class: 'actions' }, yes, closer(dialog, label('no'))),
    )
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
    dialog.showModal()
  })

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} text
 */
const closer = (dialog, text) => element('button', { type: 'button', class: 'action', text, click: () => dialog.close() })

/** @param {FormField} field */
const inputOf = (field) => {
  const { name, kind, value, required } = field
  const common = { id: `field-${name}`, name, required, 'aria-describedby': field.help ? `help-${name}` : null }
  if (kind === 'choice') {
    const choices =
      value === null || value === '' || field.choices.includes(String(value)) ? field.choices : [String(value), ...field.choices]
    const nameOf = (/** @type {string} */ choice) => field.choiceLabels[field.choices.indexOf(choice)] ?? choice
    const options = choices.map((choice) => element('option', { value: choice, text: nameOf(choice), selected: choice === String(value) }))
    return element(
      'select',
      common,
      ...(value === null || value === '' ? [element('option', { value: '', text: label('byDefault') })] : []),
      ...options,
    )
  }
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

/**
 * @param {FormField} field
 * @param {HTMLElement} input
 */
const rowOf = ({ name, label: text, help, kind, choices }, input) => {
  const row = element('div', { class: `row ${kind}` }, element('label', { for: `field-${name}`, text }), input)
  if (help) row.append(element('p', { class: 'help', id: `help-${name}`, text: help }))
  if (kind === 'text' && choices.length > 0) {
    row.append(element('datalist', { id: `choices-${name}` }, ...choices.map((choice) => element('option', { value: choice }))))
  }
  return row
}

/**
 * What stands in the form. A field that is empty and always was is not sent.
 *
 * @param {{ field: FormField, input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement }[]} inputs
 */
const valuesOf = (inputs) => {
  /** @type {Values} */
  const values = {}
  for (const { field, input } of inputs) {
    if (field.kind === 'file') continue
    const number = field.kind === 'number' || field.kind === 'integer'
    if (field.kind === 'switch' && input instanceof HTMLInputElement) {
      if (field.value !== null || input.checked) values[field.name] = input.checked
    } else if (input.value !== '') values[field.name] = number ? Number(input.value) : input.value
    else if (field.value !== null) values[field.name] = ''
  }
  return values
}

/**
 * The files that were chosen, by their fields.
 *
 * @param {{ field: FormField, input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement }[]} inputs
 */
const filesOf = (inputs) => {
  /** @type {Files} */
  const files = {}
  for (const { field, input } of inputs) {
    const [file] = input instanceof HTMLInputElement && field.kind === 'file' ? (input.files ?? []) : []
    if (file) files[field.name] = file
  }
  return files
}
