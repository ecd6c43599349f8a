const kind = 'application/x-moodreel-clip'

/**
 * Lets people drag a clip, or the frame that it shows, from the feed to the message box.
 *
 * @param {{
 *   list: HTMLElement,
 *   desk: HTMLElement,
 *   frameOf(post: Element): (() => Promise<File>) | undefined,
 *   clipOf(post: Element): (() => Promise<File>) | undefined,
 *   use(file: () => Promise<File>): void,
 * }} options
 */
export const followDrags = ({ list, desk, frameOf, clipOf, use }) => {
  /** @type {(() => Promise<File>) | undefined} */
  let dragged

  list.addEventListener('dragstart', (event) => {
    const { target, dataTransfer } = event
    const post = target instanceof Element ? target.closest('.post[data-kind="clip"]') : null
    if (!(target instanceof Element) || !post || !dataTransfer) return
    const isFrame = target.matches('.controls button')
    dragged = isFrame ? frameOf(post) : target.matches('.player') ? clipOf(post) : undefined
    if (!dragged) return event.preventDefault()
    dataTransfer.setData(kind, isFrame ? 'frame' : 'clip')
    dataTransfer.effectAllowed = 'copy'
    const still = post.querySelector('video')
    if (still) dataTransfer.setDragImage(still, 24, 24)
    desk.classList.add('awaits')
  })
  addEventListener('dragend', () => {
    dragged = undefined
    desk.classList.remove('awaits', 'over')
  })
  desk.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes(kind)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    desk.classList.add('over')
  })
  desk.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !desk.contains(event.relatedTarget)) desk.classList.remove('over')
  })
  desk.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes(kind)) return
    event.preventDefault()
    desk.classList.remove('awaits', 'over')
    if (dragged) use(dragged)
  })
}
