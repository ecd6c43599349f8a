import { label } from './labels.js'
import { playerIn } from './player.js'

/** Letters by their place, for the keys of a Korean keyboard give others. @type {Record<string, import('./clip-deeds.js').Deed>} */
const deeds = { KeyF: 'useFrame', KeyV: 'useClip', KeyP: 'copyPrompt', KeyS: 'copySeed', KeyY: 'copyCommand' }

const seekSeconds = 1

/**
 * Keys for the clip that has the focus, in its player or in its row of buttons.
 *
 * @param {{
 *   list: HTMLElement,
 *   run(deed: import('./clip-deeds.js').Deed, node: Element): void,
 *   announce(sentence: string): void,
 * }} options
 */
export const followClipKeys = ({ list, run, announce }) => {
  /** @param {import('./player.js').Player} player @param {KeyboardEvent} event */
  const play = (player, { key, code, shiftKey, target }) => {
    const atPlayer = target instanceof Element && target.closest('.player') !== null
    if (key === ',') player.step(-1)
    else if (key === '.') player.step(1)
    else if (key === '<') announce(label('speed', { speed: player.faster(-1) }))
    else if (key === '>') announce(label('speed', { speed: player.faster(1) }))
    else if (code === 'KeyL') announce(label(player.loop() ? 'loopOn' : 'loopOff'))
    else if (code === 'KeyM') player.sound()
    else if (code === 'KeyF' && shiftKey) player.full()
    else if (atPlayer && key === 'ArrowLeft') player.seek(-seekSeconds)
    else if (atPlayer && key === 'ArrowRight') player.seek(seekSeconds)
    else return false
    return true
  }

  list.addEventListener('keydown', (event) => {
    const { target, key, code, shiftKey } = event
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return
    const post = target.closest('.post[data-kind="clip"]')
    if (!post || target.matches('input, textarea, select')) return
    const deed = key === '?' ? 'keys' : shiftKey ? undefined : deeds[code]
    const player = playerIn(post)
    if (player && play(player, event)) event.preventDefault()
    else if (deed) {
      event.preventDefault()
      run(deed, post)
    }
  })
}
