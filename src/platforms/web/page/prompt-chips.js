import { element } from './element.js'
import { countOf, secondsOf } from './figures.js'
import { createIcon, isIcon } from './icons.js'
import { label } from './labels.js'
import { createMenu } from './menu.js'
import { createToolbar } from './toolbar.js'

/**
 * @typedef {import('../quote.ts').QuoteView} Quote
 * @typedef {import('../chosen.ts').Chosen} Chosen
 * @typedef {import('../chosen.ts').PageMode} Mode
 * @typedef {import('./menu.js').MenuItem} MenuItem
 * @typedef {{ button: HTMLButtonElement, show(text: string, name: string, icon?: string): void, fix(fixed: boolean): void }} PromptChip
 */

const pauseMs = 120

/** What is asked for, by what it starts from. @type {Record<Mode, 'placeholder' | 'placeholderMotion' | 'placeholderRestyle'>} */
const placeholders = { t2v: 'placeholder', i2v: 'placeholderMotion', v2v: 'placeholderRestyle' }

/** @param {number} count */
const takesOf = (count) => (count === 1 ? label('oneTake') : label('someTakes', { count: countOf(count) }))

/** @param {Mode} mode */
const modeName = (mode) => label(mode)

/**
 * What the next clip will be, as chips that each open a small menu: mode, model, shape, length, and what it costs. Asked of the server
 * while the words are typed.
 *
 * @param {{
 *   row: HTMLElement,
 *   field: HTMLTextAreaElement,
 *   files: () => { name: string, mediaType: string | undefined }[],
 *   hint: HTMLElement,
 *   quote: typeof import('./api.js').api.quote,
 *   advise(text: string, advice: import('../quote.ts').QuoteView['advice']): void,
 * }} parts
 */
export const createPromptChips = ({ row, field, hint, files, quote, advise }) => {
  /** @type {Chosen} */
  let chosen = {}
  /** @type {Quote | null} */
  let shown = null
  let request = new AbortController()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const toolbar = createToolbar(row)
  const isCommand = () => field.value.trimStart().startsWith('/')
  const problem = element('p', { class: 'problem', role: 'status', hidden: true })
  const price = element('span', { class: 'price', role: 'status' })

  /** @param {Chosen} change */
  const choose = (change) => {
    chosen = { ...chosen, ...change }
    ask()
  }

  /**
   * @param {string} name of the option
   * @param {() => MenuItem[]} items
   * @returns {PromptChip}
   */
  const createChip = (name, items) => {
    const text = element('span')
    const button = element('button', { type: 'button', class: 'setting', 'data-option': name }, text)
    /** @type {ReturnType<typeof createIcon> | null} */
    let drawing = null
    row.append(button)
    const menu = createMenu(button, items, name)
    return {
      button,
      show: (value, spoken, icon) => {
        button.hidden = value === ''
        text.textContent = value
        button.setAttribute('aria-label', `${spoken}: ${value}`)
        button.title = spoken
        menu.setAttribute('aria-label', spoken)
        if (!icon || !isIcon(icon)) return
        if (drawing) drawing.set(icon)
        else {
          drawing = createIcon(icon)
          button.prepend(drawing.node)
        }
      },
      fix: (fixed) => {
        button.disabled = fixed
      },
    }
  }

  /** @param {string | undefined} taken @param {() => void} press @returns {MenuItem} */
  const usualItem = (taken, press) => ({ text: label('usual'), chosen: taken === undefined, press })
  const chips = {
    mode: createChip('mode', () =>
      (shown?.modes ?? []).map((mode) => ({ text: modeName(mode), chosen: mode === shown?.command, press: () => choose({ mode }) })),
    ),
    model: createChip('model', () => [
      usualItem(chosen.model, () => choose({ model: undefined })),
      ...(shown?.clip?.models ?? []).map(({ name, title }) => ({
        text: title,
        detail: name,
        chosen: name === chosen.model,
        press: () => choose({ model: name }),
      })),
    ]),
    aspect: createChip('aspect', () => [
      usualItem(chosen.aspect, () => choose({ aspect: undefined })),
      ...(shown?.clip?.aspects ?? []).map((aspect) => ({
        text: aspect,
        chosen: aspect === chosen.aspect,
        press: () => choose({ aspect }),
      })),
    ]),
    duration: createChip('duration', () => [
      usualItem(chosen.duration === undefined ? undefined : '', () => choose({ duration: undefined })),
      ...(shown?.clip?.durations ?? []).map((duration) => ({
        text: secondsOf(duration),
        chosen: duration === chosen.duration,
        press: () => choose({ duration }),
      })),
    ]),
    takes: createChip('takes', () =>
      (shown?.clip?.prices ?? []).map((price, at) => ({
        text: takesOf(at + 1),
        detail: price,
        chosen: at + 1 === shown?.clip?.takes,
        press: () => choose({ takes: at === 0 ? undefined : at + 1 }),
      })),
    ),
  }

  row.append(price, problem)

  const draw = () => {
    const { command = '', clip = null } = shown ?? {}
    const mode = shown?.modes.find((one) => one === command)
    field.placeholder = label(mode ? placeholders[mode] : 'placeholder')
    hint.textContent = label(mode || !isCommand() ? 'hint' : 'hintCommand')
    const first = chips.mode
    first.show(mode ? modeName(mode) : command && `/${command}`, label('mode'), mode ?? undefined)
    first.button.querySelector('svg')?.toggleAttribute('hidden', !mode)
    first.fix(!mode || isCommand())
    const typed = clip?.typed ?? []
    chips.model.show(clip?.model ?? '', label('model'))
    chips.model.fix(typed.includes('model'))
    chips.aspect.show(clip?.aspect || (clip && clip.aspects.length > 0 ? label('shapeOfSource') : ''), label('shape'))
    chips.aspect.fix(typed.includes('aspect'))
    chips.duration.show(clip?.duration ? secondsOf(clip.duration) : '', label('length'))
    chips.duration.fix(typed.includes('duration') || clip?.durations.length === 0)
    chips.takes.show(clip ? takesOf(clip.takes) : '', label('takes'))
    price.textContent = clip?.price ?? ''
    chips.takes.fix(typed.includes('takes'))
    row.hidden = false
    problem.textContent = shown?.problem ?? ''
    problem.hidden = !shown?.problem
    toolbar.settle()
  }

  const ask = async () => {
    clearTimeout(timer)
    request.abort()
    request = new AbortController()
    const { signal } = request
    const text = field.value
    row.setAttribute('aria-busy', 'true')
    // Without an answer the chips stay as they are: sending tells what is wrong.
    const found = await quote({ text, files: files(), chosen }, signal).catch(() => null)
    if (signal.aborted) return
    row.removeAttribute('aria-busy')
    if (!found) return
    shown = found
    advise(text, found.advice)
    // What another model was given and this one does not know is nobody's wish any more.
    const { clip } = found
    const unknown = {
      ...(chosen.aspect && clip && !clip.aspects.includes(chosen.aspect) ? { aspect: undefined } : {}),
      ...(chosen.duration && clip && !clip.durations.includes(chosen.duration) ? { duration: undefined } : {}),
    }
    if (found.problem && Object.keys(unknown).length > 0) return choose(unknown)
    draw()
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, pauseMs)
  }
  field.addEventListener('input', soon)
  ask()

  return {
    /** After the words or the files changed by other means than typing. */
    refresh: soon,
    /** What the next line is sent with. */
    get chosen() {
      return chosen
    },
    /** A mode and a number are meant for one line alone. */
    sent: () => {
      const { mode: _, takes: __, ...kept } = chosen
      chosen = kept
      // What was wrong with it goes with it, and moves nothing when the next answer comes.
      request.abort()
      problem.hidden = true
      advise('', undefined)
      soon()
    },
  }
}
