import { element, setLine } from './element.js'
import { createField } from './field.js'
import { lowerCase } from './figures.js'
import { label } from './labels.js'

/**
 * @typedef {import('../form-view.ts').FormView} FormView
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
 * @param {(values: Values) => Promise<import('../form-view.ts').PriceView>} priceOf tells what it would cost as it stands, and what is better said
 * @param {(use: (mask: File) => void) => void} [draw] lets a person paint on what it is about
 */
export const openForm = (dialog, form, submit, priceOf, draw) => {
  const fields = form.fields.map((field) => createField(field, draw))
  const wrong = element('p', { class: 'wrong', role: 'alert' })
  const send = element('button', { type: 'submit', class: 'action', 'data-style': 'primary', text: form.submit })
  const rows = (/** @type {boolean} */ more) => fields.filter(({ field }) => field.more === more).map(({ row }) => row)
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
    priceOf(valuesOf(fields)).then(
      // An earlier answer may come later.
      (found) => {
        if (turn !== asked) return
        setLine(price, found.price)
        for (const { advise } of fields) advise?.(found.advice)
      },
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
    submit(valuesOf(fields), filesOf(fields)).then((reason) => {
      send.removeAttribute('aria-disabled')
      setLine(wrong, reason)
      if (reason === '') dialog.close()
    })
  })
  dialog.replaceChildren(body)
  dialog.showModal()
  fields[0]?.first.focus()
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

/**
 * What stands in the form. A field that is empty and always was is not sent.
 *
 * @param {import('./field.js').Field[]} fields
 */
const valuesOf = (fields) => {
  /** @type {Values} */
  const values = {}
  for (const { field, read } of fields) {
    const { name, kind, value } = field
    if (kind === 'file') continue
    const said = read()
    if (typeof said === 'boolean') {
      if (value !== null || said) values[name] = said
    } else if (said !== '') values[name] = kind === 'number' || kind === 'integer' ? Number(said) : said
    else if (value !== null) values[name] = ''
  }
  return values
}

/**
 * The files that were chosen, by their fields.
 *
 * @param {import('./field.js').Field[]} fields
 */
const filesOf = (fields) => {
  /** @type {Files} */
  const files = {}
  for (const { field, file } of fields) {
    const chosen = file()
    if (chosen) files[field.name] = chosen
  }
  return files
}
