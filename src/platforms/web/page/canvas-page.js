import { byId, element, setLine } from './element.js'
import { timeOf } from './figures.js'
import { label } from './labels.js'
import { createMaskCanvas } from './mask-canvas.js'

/**
 * What the link is for, as the server wrote it into the page: the still, what was said of it already, what sending it costs, and until when it
 * can be sent.
 *
 * @type {{ width: number, height: number, alt: string, prompt: string, price: string, credits: number | null, expiresAt: number }}
 */
const { prompt, price, credits, expiresAt, ...still } = JSON.parse(byId('canvas', HTMLScriptElement).text)
const here = location.pathname.replace(/\/$/, '')

const form = byId('fix', HTMLFormElement)
const words = byId('words', HTMLTextAreaElement)
const wrong = byId('wrong', HTMLElement)
const send = byId('send', HTMLButtonElement)
const canvas = createMaskCanvas({ ...still, src: `${here}/still` })
byId('place', HTMLElement).append(canvas.node)
setLine(byId('price', HTMLElement), price)
setLine(byId('until', HTMLElement), label('maskUntil', { time: timeOf(expiresAt) }))
words.value = prompt
/** What stands here that it costs: it is agreed to by sending, and more than that is not taken. */
let told = credits
canvas.picture.addEventListener('error', () => setLine(wrong, label('stillFailed')))

/** Sends what was painted and what should be there; answers with what is wrong, or with nothing. @returns {Promise<string>} */
const submit = async () => {
  const body = new FormData()
  body.set('mask', await canvas.file())
  body.set('prompt', words.value.trim())
  if (told !== null) body.set('credits', String(told))
  try {
    const response = await fetch(here, { method: 'POST', body })
    const answer = await response.json()
    if (answer.told) {
      told = answer.told.credits
      setLine(byId('price', HTMLElement), answer.told.price)
    }
    return answer.ok === true ? '' : (answer.problem ?? answer.error?.message ?? label('noAnswer'))
  } catch {
    return label('noAnswer')
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  if (send.getAttribute('aria-disabled') === 'true') return
  setLine(wrong, '')
  if (canvas.isEmpty()) {
    setLine(wrong, label('maskEmpty'))
    return canvas.area.focus()
  }
  send.setAttribute('aria-disabled', 'true')
  const problem = await submit()
  send.removeAttribute('aria-disabled')
  if (problem !== '') return setLine(wrong, problem)
  const done = element('p', { class: 'sent', role: 'status', tabindex: -1, text: label('maskSent') })
  form.replaceWith(done)
  done.focus()
})
words.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})
canvas.area.focus({ preventScroll: true })
