import { element } from './element.js'
import { label } from './labels.js'

/** Words that few lines hold whatever the width. */
const shortest = 90

/** A long text shows its first lines, and a button the rest. */
export const createFold = () => {
  const text = element('p', { class: 'said' })
  const button = element('button', { type: 'button', class: 'quiet fold', hidden: true, 'aria-expanded': 'false' })
  let open = false

  const draw = () => {
    text.classList.toggle('folded', !open)
    button.textContent = label(open ? 'showLess' : 'showAll')
    button.setAttribute('aria-expanded', String(open))
  }
  button.addEventListener('click', () => {
    open = !open
    draw()
  })
  const observer = new ResizeObserver(() => {
    // While it is open nothing sticks out, and the way back stays.
    if (!open) button.hidden = text.scrollHeight <= text.clientHeight + 1
  })
  draw()

  return {
    text,
    button,
    /** After its words changed. */
    settle: () => {
      if ((text.textContent?.length ?? 0) > shortest) observer.observe(text)
    },
  }
}
