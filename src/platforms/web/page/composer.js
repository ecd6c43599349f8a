import { setLine } from './element.js'
import { createHistory } from './history.js'
import { label } from './labels.js'

/**
 * The field in which people speak: Enter sends, Shift and Enter makes a new line, the upper arrow in an empty field
 * brings back what was said. What is wrong with a line is told beneath it until the next key.
 *
 * @param {{
 *   form: HTMLFormElement,
 *   field: HTMLTextAreaElement,
 *   attachments: ReturnType<typeof import('./attachments.js').createAttachments>,
 *   completion: ReturnType<typeof import('./completion.js').createCompletion>,
 *   chips: ReturnType<typeof import('./prompt-chips.js').createPromptChips>,
 *   fault: HTMLElement,
 *   say(line: import('./outbox.js').Line): void,
 * }} parts
 */
export const createComposer = ({ form, field, attachments, completion, chips, fault, say }) => {
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
    chips.refresh()
  }
  /** @param {string} sentence @param {boolean} [isFault] */
  const tell = (sentence, isFault = true) => {
    fault.classList.toggle('well', !isFault)
    setLine(fault, sentence)
  }

  const send = async () => {
    const text = field.value.trim()
    if ((text === '' && attachments.empty) || sending) return
    tell('')
    sending = true
    form.setAttribute('aria-busy', 'true')
    field.readOnly = true
    completion.close()
    const files = await attachments.ready()
    field.readOnly = false
    form.removeAttribute('aria-busy')
    sending = false
    if (files === null) return tell(label('fixFiles'))
    const taken = attachments.take()
    const { chosen } = chips
    if (text !== '') history.add(text)
    write('')
    say({
      text,
      attachments: files,
      chosen,
      still: taken.find(({ file }) => file.type.startsWith('image/'))?.file,
      writeAgain: (reason) => {
        // Who has gone on writing keeps that; the line is a press of the upper arrow away.
        if (reason !== '' && (field.value !== '' || !attachments.empty)) return false
        attachments.putBack(taken)
        write(text)
        tell(reason)
        field.focus()
        return true
      },
    })
    chips.sent()
  }

  field.addEventListener('input', () => {
    history.rewind()
    tell('')
    grow()
  })
  field.addEventListener('keydown', (event) => {
    if (!['Enter', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) tell('')
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
    tell,
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
