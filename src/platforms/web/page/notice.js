import { label } from './labels.js'

/** A clip that took longer than this is worth a call, in milliseconds. */
const longMs = 30_000

/**
 * Calls somebody who looks elsewhere when a long clip is done. Only where they once let this page do so: it never asks by itself.
 *
 * @param {{ prompt: string, tookMs: number, isClip: boolean, announce(sentence: string): void, sentence: string }} finished
 */
export const callBack = ({ prompt, tookMs, isClip, announce, sentence }) => {
  announce(sentence)
  if (!document.hidden || tookMs < longMs || !('Notification' in window) || Notification.permission !== 'granted') return
  try {
    const note = new Notification(isClip ? label('noticeDone') : label('noticeFailed'), { body: prompt, icon: '/page/icon.svg' })
    note.addEventListener('click', () => {
      window.focus()
      note.close()
    })
  } catch {
    // Some browsers know the name and let only workers use it: the title of the page has said it.
  }
}

/** Whether the page may still be let call. */
export const canAsk = () => 'Notification' in window && window.isSecureContext && Notification.permission === 'default'
