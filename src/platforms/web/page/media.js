import { createChart } from './chart.js'
import { element } from './element.js'
import { label } from './labels.js'
import { createPlayer } from './player.js'

/** @typedef {import('../../../core/post.ts').PostMedia<string>} PostMedia */

/** @param {string} key */
export const mediaUrl = (key) => `/media/${key}`

/** @param {PostMedia} media */
export const downloadUrl = ({ key, fileName }) => `/media/${key}?download=1&name=${encodeURIComponent(fileName)}`

/**
 * Draws files. A poster is loaded when its clip comes near, and a clip that was scrolled away stops.
 *
 * @param {(frame: () => Promise<File>) => void} useFrame
 * @returns {(media: PostMedia, fresh: boolean) => HTMLElement} `fresh`: it has just been made, so it starts by itself
 */
export const createGallery = (useFrame) => {
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!(target instanceof HTMLVideoElement)) continue
        if (!isIntersecting) target.pause()
        else if (target.dataset.poster && !target.poster) target.poster = target.dataset.poster
      }
    },
    { rootMargin: '800px 0px' },
  )

  /** @param {PostMedia} media @param {boolean} fresh @returns {HTMLElement} */
  const draw = (media, fresh) => {
    const { key, mediaType, alt, width, height } = media
    if (media.bars) return createChart(media.bars, alt)
    const ratio = width > 0 && height > 0 ? width / height : 16 / 9
    if (mediaType.startsWith('image/')) {
      return frame(ratio, element('img', { src: mediaUrl(key), alt, width, height, loading: 'lazy', decoding: 'async' }))
    }
    if (mediaType.startsWith('audio/')) return element('audio', { src: mediaUrl(key), controls: true, preload: 'none', 'aria-label': alt })
    if (!mediaType.startsWith('video/'))
      return element('a', { class: 'file', href: downloadUrl(media), download: media.fileName, text: media.fileName })
    const video = element('video', {
      // Before the address, or the browser begins to load at once.
      preload: 'none',
      src: mediaUrl(key),
      loop: true,
      playsinline: true,
      width,
      height,
      'aria-label': alt,
      'data-poster': media.posterKey && mediaUrl(media.posterKey),
    })
    const node = frame(ratio, video)
    createPlayer(node, video, media, useFrame)
    const waits = [...againMs]
    video.addEventListener('error', () => {
      const wait = waits.shift()
      if (wait === undefined) {
        node.classList.add('broken')
        node.append(element('p', { text: label('cannotLoad') }))
      } else setTimeout(() => again(video, fresh), wait)
    })
    nearness.observe(video)
    if (fresh) start(video)
    return node
  }

  return (media, fresh) =>
    media.spoiler
      ? element('details', { class: 'covered' }, element('summary', { text: label('covered') }), draw(media, false))
      : draw(media, fresh)
}

/**
 * A place of a known shape, so that nothing moves when it is filled.
 *
 * @param {number} ratio width over height
 * @param {...Node} children
 */
export const frame = (ratio, ...children) => {
  const node = element('div', { class: 'frame' }, ...children)
  node.style.setProperty('--ratio', String(ratio))
  return node
}

/** A clip that is brought back is told of a moment before its file may be read. */
const againMs = [1000, 4000]

/** @param {HTMLVideoElement} video @param {boolean} plays */
const again = (video, plays) => {
  if (!video.isConnected) return
  video.load()
  if (plays) start(video)
}

/** @param {HTMLVideoElement} video */
const start = (video) => {
  if (document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  video.muted = true
  // A browser that lets nothing start by itself leaves the clip to the person.
  video.play().catch(() => undefined)
}
