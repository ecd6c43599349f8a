import { createHistory } from './history.js'
import { label } from './labels.js'

/**
 * The field in which people speak: Enter sends, Shift and Enter makes a new line, the upper arrow in an empty field
 * brings back what was said.
 *
 * @param {{
 *   form: HTMLFormElement,
 *   field: HTMLTextAreaElement,
 *   attachments: ReturnType<typeof import('./attachments.js').createAttachments>,
 *   completion: ReturnType<typeof import('./completion.js').createCompletion>,
 *   say(text: string, attachments: import('./api.js').UploadedFile[], writeAgain: () => void): void,
 *   announce(sentence: string): void,
 * }} parts
 */
export const createComposer = ({ form, field, attachments, completion, say, announce }) => {
  const history = createHistory()
  let sending = false

  const grow = () => {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }

  /** @param {string} text */
  const write = (text) => {
    field.value = text
    field.setSelectionRange(text.length, text.length)
    grow()
  }

  const send = async () => {
    const text = field.value.trim()
    if ((text === '' && attachments.empty) || sending) return
    sending = true
    form.setAttribute('aria-busy', 'true')
    field.readOnly = true
    completion.close()
    const files = await attachments.ready()
    field.readOnly = false
    form.removeAttribute('aria-busy')
    sending = false
    if (files === null) return announce(label('fixFiles'))
    const taken = attachments.take()
    if (text !== '') history.add(text)
    write('')
    say(text, files, () => {
      attachments.putBack(taken)
      write(text)
      field.focus()
    })
  }

  field.addEventListener('input', () => {
    history.rewind()
    grow()
  })
  field.addEventListener('keydown', (event) => {
    if (completion.key(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && (field.value === '' || history.shows(field.value))) {
      const line = history.earlier()
      if (line === null) return
      event.preventDefault()
      write(line)
    } else if (event.key === 'ArrowDown' && history.shows(field.value)) {
      event.preventDefault()
      write(history.later() ?? '')
    }
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    send()
    field.focus()
  })

  return {
    /**
     * Puts a text into the field, ready to be sent or changed.
     *
     * @param {string} text
     */
    write: (text) => {
      write(text)
      field.focus()
    },
  }
}
