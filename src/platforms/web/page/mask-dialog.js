import { element } from './element.js'
import { label } from './labels.js'
import { createMaskCanvas } from './mask-canvas.js'

/**
 * Lets a person paint the mask of a still. What they painted is there again when it opens for the same still.
 *
 * @param {HTMLDialogElement} dialog
 */
export const createMaskDialog = (dialog) => {
  /** @type {{ src: string, canvas: ReturnType<typeof createMaskCanvas> } | null} */
  let last = null

  /**
   * @param {import('./mask-canvas.js').Still} still
   * @param {(mask: File) => void} use
   */
  return (still, use) => {
    if (last?.src !== still.src) last = { src: still.src, canvas: createMaskCanvas(still) }
    const { canvas } = last
    const take = async () => {
      if (canvas.isEmpty()) return canvas.tell(label('maskEmpty'))
      use(await canvas.file())
      dialog.close()
    }
    dialog.replaceChildren(
      element('h2', { id: 'mask-title', text: label('maskTitle') }),
      element('p', { class: 'help', text: label('maskLead') }),
      canvas.node,
      element(
        'div',
        { class: 'actions' },
        element('button', { type: 'button', class: 'action', 'data-style': 'primary', text: label('maskUse'), click: take }),
        element('button', { type: 'button', class: 'action', text: label('cancel'), click: () => dialog.close() }),
      ),
    )
    dialog.showModal()
    canvas.area.focus({ preventScroll: true })
  }
}
