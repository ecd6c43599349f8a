import { api } from './api.js'
import { createList, element, setLine } from './element.js'
import { countOf, sizeOf } from './figures.js'
import { label } from './labels.js'

const limitBytes = 200 * 1024 * 1024
const limitFiles = 10

/**
 * @typedef {object} Chip
 * @property {string} key
 * @property {File} file
 * @property {number} fraction how much of it is uploaded
 * @property {string} id of the upload, empty until it is done
 * @property {string} wrong
 * @property {string} preview a URL of the browser's own
 * @property {AbortController} stop
 * @property {Promise<void>} done settles when the upload has ended, either way
 */

/**
 * Files that go with the next message: chosen, dropped or pasted, uploaded at once.
 *
 * @param {{
 *   list: HTMLElement, button: HTMLButtonElement, picker: HTMLInputElement, field: HTMLTextAreaElement, drop: HTMLElement,
 *   announce(sentence: string): void, onChange(): void,
 * }} parts
 */
export const createAttachments = ({ list, button, picker, field, drop, announce, onChange }) => {
  /** @type {Chip[]} */
  let chips = []
  let count = 0

  const show = createList(
    list,
    ({ key }) => key,
    (chip) => createChip(chip, remove),
  )
  const draw = () => show(chips)

  /** @param {Chip} chip */
  const upload = async (chip) => {
    if (chip.file.size > limitBytes) chip.wrong = label('tooLarge', { limit: sizeOf(limitBytes) })
    else if (chips.length > limitFiles) chip.wrong = label('tooMany', { limit: countOf(limitFiles) })
    if (chip.wrong) return
    try {
      chip.id = await api.upload(chip.file, {
        signal: chip.stop.signal,
        onProgress: (fraction) => {
          chip.fraction = fraction
          draw()
        },
      })
    } catch (reason) {
      chip.wrong = reason instanceof Error ? reason.message : String(reason)
    }
  }

  /** @param {Iterable<File>} files */
  const add = (files) => {
    if (![...files].length) return
    for (const file of files) {
      count += 1
      /** @type {Chip} */
      const chip = {
        key: `file-${count}`,
        file,
        fraction: 0,
        id: '',
        wrong: '',
        preview: previewOf(file),
        stop: new AbortController(),
        done: Promise.resolve(),
      }
      chips.push(chip)
      chip.done = upload(chip).then(() => {
        draw()
        if (chips.includes(chip)) announce(toldOf(chip))
      })
    }
    draw()
    onChange()
    field.focus()
  }

  /** @param {Chip} chip */
  function remove(chip) {
    chip.stop.abort()
    // Nobody will name it again. If it cannot be taken back now, it only takes up room.
    if (chip.id) api.removeUpload(chip.id).catch(() => undefined)
    forget([chip])
    field.focus()
  }

  /** @param {Chip[]} gone */
  const forget = (gone) => {
    for (const { preview } of gone) if (preview) URL.revokeObjectURL(preview)
    chips = chips.filter((chip) => !gone.includes(chip))
    draw()
    onChange()
  }

  button.addEventListener('click', () => picker.click())
  picker.addEventListener('change', () => {
    add(picker.files ?? [])
    picker.value = ''
  })
  field.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files ?? []
    if (files.length === 0) return
    event.preventDefault()
    add(files)
  })
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    drop.hidden = false
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) drop.hidden = true
  })
  addEventListener('drop', (event) => {
    drop.hidden = true
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    add(event.dataTransfer.files)
  })

  return {
    add,
    /** What they claim to be. */
    get files() {
      return chips.map(({ file }) => ({ name: file.name.slice(-255) || 'file', mediaType: file.type || undefined }))
    },
    get empty() {
      return chips.length === 0
    },
    /** Resolves to the uploaded files once all are here; to null when one is not, which its chip tells. */
    ready: async () => {
      await Promise.all(chips.map(({ done }) => done))
      if (chips.some(({ wrong }) => wrong)) return null
      return chips.map(({ id, file }) => ({ id, name: file.name.slice(-255) || 'file', mediaType: file.type || undefined }))
    },
    /** Takes them off, as they were sent. */
    take: () => {
      const taken = chips
      forget(taken)
      return taken
    },
    /**
     * Puts back what was sent in vain, without uploading it again.
     *
     * @param {Chip[]} taken
     */
    putBack: (taken) => {
      for (const chip of taken) chip.preview = previewOf(chip.file)
      chips = [...taken, ...chips]
      draw()
      onChange()
    },
  }
}

/** @param {Chip} chip */
const toldOf = ({ file: { name }, wrong }) => (wrong ? label('notAttached', { name, reason: wrong }) : label('attached', { name }))

/** @param {File} file */
const previewOf = (file) => (/^(image|video)\//.test(file.type) ? URL.createObjectURL(file) : '')

/**
 * @param {Chip} chip
 * @param {(chip: Chip) => void} remove
 */
const createChip = (chip, remove) => {
  const { file, preview } = chip
  const state = element('span', { class: 'facts' })
  const bar = element('progress', { max: 1, 'aria-label': label('uploading', { name: file.name }) })
  const node = element('li', { class: 'chip' })
  if (file.type.startsWith('image/')) node.append(element('img', { src: preview, alt: '' }))
  else if (preview)
    node.append(element('video', { src: `${preview}#t=0.1`, muted: true, preload: 'metadata', tabindex: -1, 'aria-hidden': true }))
  node.append(
    element('span', { class: 'about' }, element('span', { class: 'file-name', text: file.name }), state, bar),
    element('button', {
      type: 'button',
      class: 'quiet',
      text: label('remove'),
      'aria-label': label('removeFile', { name: file.name }),
      click: () => remove(chip),
    }),
  )
  return {
    node,
    /** @param {Chip} now */
    update: ({ wrong, id, fraction }) => {
      node.classList.toggle('wrong', wrong !== '')
      setLine(state, wrong || sizeOf(file.size))
      bar.hidden = wrong !== '' || id !== ''
      bar.value = fraction
    },
  }
}
