import { element } from './element.js'
import { createIcon } from './icons.js'
import { label } from './labels.js'

const speeds = [0.25, 0.5, 1, 1.5, 2]
/** Of a film that was not measured yet. */
const usualFrameSeconds = 1 / 24

/**
 * @typedef {object} Player
 * @property {() => void} toggle
 * @property {(seconds: number) => void} seek
 * @property {(way: 1 | -1) => void} step one frame on or back
 * @property {() => boolean} loop
 * @property {() => void} sound
 * @property {(way: 1 | -1, round?: boolean) => string} faster `round`: from the fastest on to the slowest
 * @property {() => void} full
 * @property {() => Promise<File>} frame the frame that is shown, as a picture
 */

/** @type {WeakMap<Element, Player>} */
const players = new WeakMap()

/** The player in a post. @param {Element} post @returns {Player | undefined} */
export const playerIn = (post) => [...post.querySelectorAll('.player')].flatMap((node) => players.get(node) ?? [])[0]

/** @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/**
 * A clip with what one does to it while looking: one stop of the Tab key, all else by keys of their own (`clip-keys.js`) or by pointer.
 *
 * @param {HTMLElement} node the frame around the film
 * @param {HTMLVideoElement} video
 * @param {import('./media.js').PostMedia} media
 * @param {(frame: () => Promise<File>) => void} useFrame
 */
export const createPlayer = (node, video, media, useFrame) => {
  const { alt, durationSeconds, fileName } = media
  const sign = createIcon('play')
  const play = element('button', { type: 'button', class: 'play', 'aria-keyshortcuts': 'Space' }, sign.node)
  const line = element('input', { type: 'range', min: 0, max: durationSeconds || 1, step: 'any', value: 0, tabindex: -1 })
  line.setAttribute('aria-label', label('position'))
  const time = element('span', { class: 'time' })
  const sound = createIcon('sound')
  const speed = element('button', { type: 'button', tabindex: -1, class: 'speed', click: () => player.faster(1, true) })

  const tellsFrames = Reflect.has(video, 'requestVideoFrameCallback')
  /** Where the shown frame stands and how long one is, as the browser tells while it shows them. */
  let shownAt = 0
  let frameSeconds = usualFrameSeconds
  const follow = () => {
    if (!tellsFrames) return
    video.requestVideoFrameCallback((_, { mediaTime }) => {
      const passed = mediaTime - shownAt
      if (!video.paused && passed > 0.005 && passed < 0.2) frameSeconds = passed
      shownAt = mediaTime
      follow()
    })
  }
  follow()

  const draw = () => {
    const { currentTime, duration, paused, muted, loop, playbackRate } = video
    const length = Number.isFinite(duration) ? duration : durationSeconds
    line.max = String(length || 1)
    line.value = String(currentTime)
    line.style.setProperty('--share', String(length ? currentTime / length : 0))
    line.setAttribute('aria-valuetext', clock(currentTime))
    time.textContent = `${clock(currentTime)} / ${clock(length)}`
    sign.set(paused ? 'play' : 'pause')
    play.setAttribute('aria-label', label(paused ? 'playClip' : 'pauseClip', { clip: alt }))
    node.dataset.paused = String(paused)
    sound.set(muted ? 'silent' : 'sound')
    buttons.loop.setAttribute('aria-pressed', String(loop))
    buttons.sound.setAttribute('aria-pressed', String(!muted))
    speed.textContent = `${playbackRate}×`
    speed.setAttribute('aria-label', label('speed', { speed: `${playbackRate}×` }))
    speed.title = label('speed', { speed: `${playbackRate}×` })
  }

  /** @type {Player} */
  const player = {
    toggle: () => {
      if (!video.paused) return video.pause()
      video.play().catch(() => undefined)
    },
    seek: (seconds) => {
      video.currentTime = Math.max(0, Math.min(video.duration || durationSeconds, video.currentTime + seconds))
    },
    step: (way) => {
      video.pause()
      const from = tellsFrames ? shownAt : video.currentTime
      // Into the midst of a frame, for at its edge a browser may show either.
      const to = from + frameSeconds * (way > 0 ? 1.5 : -0.5)
      video.currentTime = Math.max(0, Math.min(video.duration || durationSeconds, to))
    },
    loop: () => {
      video.loop = !video.loop
      draw()
      return video.loop
    },
    sound: () => {
      video.muted = !video.muted
    },
    faster: (way, round = false) => {
      const at = speeds.indexOf(video.playbackRate) + way
      video.playbackRate = speeds[round ? at % speeds.length : Math.max(0, Math.min(speeds.length - 1, at))] ?? 1
      return `${video.playbackRate}×`
    },
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen()
      else if (node.requestFullscreen) node.requestFullscreen().catch(() => undefined)
    },
    frame: async () => {
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        video.preload = 'auto'
        await new Promise((resolve, reject) => {
          video.addEventListener('loadeddata', resolve, { once: true })
          video.addEventListener('error', () => reject(new Error(label('cannotLoad'))), { once: true })
        })
      }
      const canvas = element('canvas', { width: video.videoWidth, height: video.videoHeight })
      canvas.getContext('2d')?.drawImage(video, 0, 0)
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
      if (!(blob instanceof Blob)) throw new Error(label('pageBroken'))
      const name = `${fileName.replace(/\.\w+$/, '')}-${video.currentTime.toFixed(2)}s.png`
      return new File([blob], name, { type: 'image/png' })
    },
  }

  /**
   * @param {Element} shown
   * @param {string} name
   * @param {() => void} press
   */
  const button = (shown, name, press) =>
    element('button', { type: 'button', tabindex: -1, 'aria-label': name, title: name, click: press }, shown)
  const buttons = {
    back: button(createIcon('back').node, label('frameBack'), () => player.step(-1)),
    forward: button(createIcon('forward').node, label('frameForward'), () => player.step(1)),
    loop: button(createIcon('loop').node, label('loop'), () => player.loop()),
    sound: button(sound.node, label('soundOn'), () => player.sound()),
    frame: button(createIcon('frame').node, label('useFrame'), () => useFrame(player.frame)),
    full: button(createIcon('full').node, label('fullScreen'), () => player.full()),
  }
  buttons.frame.draggable = true
  const { back, forward, loop, frame, full } = buttons
  node.draggable = true
  node.classList.add('player')
  node.append(
    play,
    element(
      'div',
      { class: 'controls' },
      line,
      element('div', { class: 'line' }, time, back, forward, loop, speed, buttons.sound, frame, full),
    ),
  )
  play.addEventListener('click', player.toggle)
  line.addEventListener('input', () => {
    video.currentTime = Number(line.value)
  })
  for (const happens of ['timeupdate', 'seeked', 'play', 'pause', 'loadedmetadata', 'ratechange', 'volumechange', 'ended'])
    video.addEventListener(happens, draw)
  draw()
  players.set(node, player)
  return player
}
