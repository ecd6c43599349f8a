import { label } from './labels.js'
import { createLargeView } from './large-view.js'
import { createWipe } from './wipe.js'

/**
 * What the page itself does with one of several stills.
 *
 * @param {{
 *   large: HTMLDialogElement,
 *   wipe: HTMLDialogElement,
 *   press: import('./actions.js').Press,
 *   star(id: string, from: HTMLButtonElement): void,
 *   view(id: string): Promise<import('../word-message.ts').ShownPost | null>,
 *   keys(): void,
 *   announce(sentence: string): void,
 * }} options
 * @returns {import('./tiles.js').StillDesk}
 */
export const createStillDesk = ({ large, wipe, press, star, view, keys, announce }) => {
  const openWipe = createWipe(wipe)

  /** @type {import('./tiles.js').StillDesk} */
  const desk = {
    large: (at, from) => openLarge(at, from),
    wipe: (at, from) => {
      const { tiles: all, chosen } = from.stills()
      const tiles = all.filter((_, place) => !from.isCovered(place))
      const one = tiles.findIndex((tile) => tile === all[at])
      if (one < 0 || tiles.length < 2) return announce(label('wipeNeedsTwo'))
      // Against what it was made from, else the one that was chosen, else the next.
      const partners = [
        tiles.findIndex(({ generationId }) => generationId === null),
        tiles.findIndex((tile) => tile.generationId === chosen),
      ]
      const other = partners.find((place) => place >= 0 && place !== one) ?? (one + 1) % tiles.length
      openWipe(tiles, Math.min(one, other), Math.max(one, other))
    },
    run: (command, id, from) => {
      if (command === 'star') star(id, from)
      else press({ command, argument: id, label: '' }, from)
    },
    keys,
  }
  const openLarge = createLargeView(large, { ...desk, press, view })
  return desk
}
