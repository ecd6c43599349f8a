import { element } from './element.js'
import { label } from './labels.js'

/** When to offer a call, in seconds that the clip still takes. */
const longSeconds = 30

/**
 * Calls somebody who looks elsewhere. Only where they once let this page do so.
 *
 * @param {string} title
 * @param {string} body
 */
export const callBack = (title, body) => {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return
  try {
    const note = new Notification(title, { body, icon: '/page/icon.svg' })
    note.addEventListener('click', () => {
      window.focus()
      note.close()
    })
  } catch {
    // Some browsers know the name and let only workers use it: the title of the page has said it.
  }
}

/** Offers to call when a long clip is done: the browser asks once this is pressed, and never by itself. */
export const createOffer = () => {
  const node = element('button', { type: 'button', class: 'offer', text: label('callMe'), hidden: true })
  node.addEventListener('click', async () => {
    await Notification.requestPermission()
    node.hidden = true
  })
  return {
    node,
    /** @param {number | undefined} seconds that the clip still takes */
    update: (seconds) => {
      const canAsk = 'Notification' in window && window.isSecureContext && Notification.permission === 'default'
      node.hidden = !canAsk || (seconds ?? 0) < longSeconds
    },
  }
}
