/** Lines of 20 by 20, by the command or the deed that they stand for. */
const lines = {
  reroll: 'M15.5 8A6 6 0 1 0 16 11.5M15.8 4v4.2h-4.2',
  vary: 'M4 6.5h3.2l5.6 7H16M4 13.5h3.2l1.2-1.5M11.6 8l1.2-1.5H16M14 4.5l2 2-2 2M14 11.5l2 2-2 2',
  edit: 'M4.5 15.5v-3l8.2-8.2 3 3-8.2 8.2zM11 6l3 3',
  extend: 'M4 5.5h6.5v9H4zM13 10h4.5M15.2 7.5l2.3 2.5-2.3 2.5',
  animate: 'M4 5h8v10H4zM12 9l4.5-2.4v6.8L12 11',
  refine: 'M10 3.5l1.6 4.9 4.9 1.6-4.9 1.6L10 16.5l-1.6-4.9L3.5 10l4.9-1.6z',
  vote: 'M4 9h2.6v7H4zM6.6 9.4 9.6 4c1.3 0 1.9.9 1.6 2.2L10.7 8.4h4.1c1 0 1.6.9 1.3 1.8l-1.4 4.6c-.2.7-.8 1.2-1.6 1.2H6.6',
  dots: 'M5 10h.01M10 10h.01M15 10h.01',
  more: 'M4 7h9v9H4zM7 4h9v9M8.5 9.5v4M6.5 11.5h4',
  info: 'M5.5 3.5h9v13h-9zM8 7h4M8 10h4M8 13h2.5',
  keep: 'M6 3.5h8v13l-4-3.5-4 3.5z',
  play: 'M7 4.8v10.4l8.2-5.2z',
  pause: 'M7 5v10M13 5v10',
  back: 'M13.5 5.5 8.5 10l5 4.5M6 5.5v9',
  forward: 'M6.5 5.5 11.5 10l-5 4.5M14 5.5v9',
  loop: 'M4.5 9.5V9A2.8 2.8 0 0 1 7.3 6.2h7M12.5 4l2.2 2.2-2.2 2.2M15.5 10.5v.5a2.8 2.8 0 0 1-2.8 2.8h-7M7.5 16l-2.2-2.2 2.2-2.2',
  sound: 'M4 8v4h2.6L10.5 15V5L6.6 8zM13 7.5a3.6 3.6 0 0 1 0 5M15 5.5a6.4 6.4 0 0 1 0 9',
  silent: 'M4 8v4h2.6L10.5 15V5L6.6 8zM13 8l4 4M17 8l-4 4',
  full: 'M4.5 8V4.5H8M12 4.5h3.5V8M15.5 12v3.5H12M8 15.5H4.5V12',
  frame: 'M4 5h12v10H4zM4.5 13l3.5-3.5 2.6 2.6 2-2L16 13.2M12.5 8h.01',
  t2v: 'M5 5.5h10M10 5.5v9M8 14.5h4',
  i2v: 'M4 5h12v10H4zM4.5 13l3.5-3.5 2.6 2.6 2-2L16 13.2M12.5 8h.01',
  brush: 'M16.5 3.5 9 11M9 11l-1.6 1.1c-2 .6-1.2 2.9-3.9 3.9 2.6 1 6 .4 6.4-2.4z',
  eraser: 'M8 15.5l-4-4 7.5-7.5 5 5-6.5 6.5zM7.5 8l5 5M8 15.5h8.5',
  lasso: 'M10 4c4 0 6.5 1.9 6.5 4.4s-2.5 4.4-6.5 4.4-6.5-1.9-6.5-4.4S6 4 10 4M6.3 12c-1.3 1-.6 2.6.7 2.4M7 14.4c0 1.1-.9 1.7-2 1.6',
  star: 'M10 3.6l2 4.1 4.5.6-3.3 3.1.8 4.5-4-2.1-4 2.1.8-4.5L3.5 8.3l4.5-.6z',
  fix: 'M16.5 3.5 9 11M9 11l-1.6 1.1c-2 .6-1.2 2.9-3.9 3.9 2.6 1 6 .4 6.4-2.4z',
  wipe: 'M3.5 5h13v10h-13zM10 3v14M6.8 8.5 5.3 10l1.5 1.5M13.2 8.5l1.5 1.5-1.5 1.5',
  v2v: 'M3.5 5.5h9v9h-9zM12.5 9l4-2.2v6.4l-4-2.2',
}

/** @typedef {keyof typeof lines} IconName */

/** @param {string} name @returns {name is IconName} */
export const isIcon = (name) => name in lines

const svg = 'http://www.w3.org/2000/svg'

/** A drawing beside or in place of words, which say it to those who listen. @param {IconName} name */
export const createIcon = (name) => {
  const node = document.createElementNS(svg, 'svg')
  for (const [key, value] of [
    ['viewBox', '0 0 20 20'],
    ['class', 'icon'],
    ['aria-hidden', 'true'],
  ])
    node.setAttribute(key ?? '', value ?? '')
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', lines[name])
  node.append(path)
  return {
    node,
    /** @param {IconName} now */
    set: (now) => path.setAttribute('d', lines[now]),
  }
}
