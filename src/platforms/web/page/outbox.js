import { api, newRequestId, Refusal } from './api.js'
import { confirmed, openForm } from './dialog.js'
import { element, focusNear, setLine } from './element.js'
import { label } from './labels.js'
import { mediaUrl } from './media.js'
import { createPrivateReplies, createPrivateReply, failure, privateRepliesAround } from './private-reply.js'
import { createWhispers } from './whispers.js'

/**
 * @typedef {import('./api.js').Answer} Answer
 * @typedef {import('./api.js').UploadedFile} UploadedFile
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 *
 * @typedef {object} Line what somebody wrote
 * @property {string} text
 * @property {UploadedFile[]} attachments
 * @property {import('./api.js').Chosen} chosen
 * @property {File | undefined} still a picture among them
 * @property {(reason: string) => boolean} writeAgain puts it back where it was written and says why; false where something else stands there
 */

/**
 * The files of a form, once the server has them.
 *
 * @param {import('./dialog.js').Files} files
 */
const uploaded = async (files) => {
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  const one = async (/** @type {[string, File]} */ [name, file]) => {
    const id = await api.upload(file, options)
    return [name, { id, name: file.name, mediaType: file.type || undefined }]
  }
  return Object.fromEntries(await Promise.all(Object.entries(files).map(one)))
}

/** @param {unknown} reason */
const sentence = (reason) => (reason instanceof Refusal ? reason.message : label('pageBroken'))

/**
 * What goes out: typed lines, pressed buttons and filled forms, and the private answers to them.
 *
 * @param {{
 *   feed: () => ReturnType<typeof import('./feed.js').createFeed>,
 *   tools: () => import('./post.js').Tools,
 *   announce(sentence: string): void,
 *   toEnd(): void,
 *   formDialog: HTMLDialogElement,
 *   confirmDialog: HTMLDialogElement,
 *   drawMask: ReturnType<typeof import('./mask-dialog.js').createMaskDialog>,
 * }} options
 */
export const createOutbox = ({ feed, tools, announce, toEnd, formDialog, confirmDialog, drawMask }) => {
  /** Lines that no card stands for yet, by the id of their request. @type {Map<string, HTMLElement>} */
  const pending = new Map()
  /** Pictures that clips of this browser start from, by the id of their request. @type {Map<string, string>} */
  const stills = new Map()
  const whispers = createWhispers()
  /** What is shown of them. @type {Map<string, HTMLElement>} */
  const answers = new Map()

  /** A line as it was said, with a place for its answer. @param {string} text @param {string} [files] */
  const createSaid = (text, files = '') => {
    const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [text, '', text]
    const state = element('span')
    const place = createPrivateReplies()
    const asked = element(
      'p',
      { class: 'asked' },
      element('b', { text: label('you') }),
      element('span', { class: 'command', text: command }),
      state,
    )
    const article = element('article', { tabindex: '-1' }, asked, element('p', { class: 'said prompt', text: rest }))
    if (files) article.append(element('p', { class: 'facts', text: files }))
    article.append(place)
    return { node: element('li', { class: 'thread' }, article), place, state }
  }

  /** Takes a private answer away, and a card that was there for it alone. @param {string} id */
  const dismiss = (id) => {
    const node = answers.get(id)
    whispers.forget(id)
    answers.delete(id)
    if (!node) return
    const thread = node.closest('.thread')
    const isLast = node.parentElement?.childElementCount === 1 && !node.closest('[id^=card-]')
    if (isLast && thread instanceof HTMLElement) return feed().discard(thread)
    const hadFocus = node.contains(document.activeElement)
    const place = node.parentElement
    node.remove()
    if (hadFocus && place) focusNear(place)
  }

  /**
   * A private answer where it belongs: in the card it is about, or behind the line that asked.
   *
   * @param {import('./whispers.js').Whisper} whisper
   * @param {Element | null} place
   */
  const show = ({ id, post, said, order }, place) => {
    const node = createPrivateReply(post, [{ text: label('dismiss'), press: () => dismiss(id) }], tools())
    answers.set(id, node)
    ;(place ?? createOwnPlace(said ?? '', order)).append(node)
    return node
  }

  /** A card for an answer whose own is gone. @param {string} text @param {number} order */
  const createOwnPlace = (text, order) => {
    const { node, place } = createSaid(text)
    if (text === '') node.querySelector('.asked')?.remove()
    feed().append(node, order)
    return place
  }

  /**
   * @param {Post} post
   * @param {{ place: Element | null, card: string | undefined, said: string }} from where it was asked
   */
  const whisper = (post, { place, card, said }) => {
    announce(post.text)
    const id = newRequestId()
    const order = Number(place?.closest('.thread')?.getAttribute('data-order')) || feed().end()
    const one = { id, post, card: card ?? null, said: said || null, order, at: Date.now() }
    // What went wrong is of the moment.
    if (post.kind !== 'failure') whispers.keep(one)
    return show(one, place?.isConnected ? place : null)
  }

  /**
   * Shows an answer: the cards it opened, what it says privately, the form it asks for.
   *
   * @param {Answer} answer
   * @param {{ place: Element | null, card: string | undefined, said: string }} from where it was asked
   */
  const take = ({ messages, replies, form }, from) => {
    for (const message of messages) feed().apply(message)
    if (messages.length > 0) toEnd()
    const shown = replies.map((post) => whisper(post, from))
    if (!form) return shown
    const { command, generationId } = form
    const send = async (/** @type {import('./dialog.js').Values} */ values, /** @type {import('./dialog.js').Files} */ given) => {
      try {
        const files = await uploaded(given)
        const answer = await api.act({ id: newRequestId(), command, generationId, values, files, replyTo: from.card })
        const refused = answer.replies.find(({ kind }) => kind === 'failure')
        if (refused) return refused.text
        take(answer, from)
        return ''
      } catch (reason) {
        return sentence(reason)
      }
    }
    const draw = async (/** @type {(mask: File) => void} */ use) => {
      const { still } = await api.clip(generationId).catch(() => ({ still: null }))
      if (still) drawMask({ ...still, src: mediaUrl(still.key) }, use)
      else announce(label('maskNone'))
    }
    openForm(formDialog, form, send, (values) => api.price({ command, generationId, values }), generationId === '' ? undefined : draw)
    return shown
  }

  /** The answer whose button was pressed has nothing more to say. @param {Element} button */
  const takeBack = (button) => {
    const answer = button.closest('.private-reply')
    for (const [id, node] of answers) if (node === answer) dismiss(id)
  }

  /** What is gone leaves no place for the focus but the way back. @param {HTMLElement[]} shown @param {Element} pressed */
  const focusUndo = ([answer], pressed) => {
    const { activeElement, body } = document
    const hasMovedOn = pressed.isConnected && activeElement !== pressed && activeElement !== body
    if (!hasMovedOn) answer?.querySelector('button')?.focus({ preventScroll: true })
  }

  /** A typed line, seen at once and sent. @param {Line} line */
  const say = ({ text, attachments, chosen, still, writeAgain }) => {
    const id = newRequestId()
    const { node, place, state } = createSaid(text, attachments.map(({ name }) => name).join(' · '))
    node.classList.add('sending')
    if (still) stills.set(id, URL.createObjectURL(still))
    const discard = () => {
      pending.delete(id)
      feed().discard(node)
    }

    /** @param {string} reason @param {boolean} isRefused it is known that nothing was done */
    const fail = (reason, isRefused) => {
      // What may have been done is sent again under the same id, for then it is done once.
      if (isRefused && writeAgain(reason)) return discard()
      setLine(state, label('notSent'))
      const again = () => {
        discard()
        writeAgain('')
      }
      const choices = [
        { text: label('tryAgain'), press: send },
        { text: label('writeAgain'), press: again },
        { text: label('discard'), press: discard },
      ]
      announce(reason)
      place.append(createPrivateReply(failure(reason), choices, tools()))
    }

    const send = async () => {
      setLine(state, label('sending'))
      place.replaceChildren()
      try {
        const answer = await api.say({ id, text, attachments, chosen })
        const refused = answer.replies.find(({ kind }) => kind === 'failure')
        if (refused && answer.messages.length === 0) return fail(refused.text, true)
        setLine(state, '')
        node.classList.remove('sending')
        take(answer, { place, card: undefined, said: text })
        // A card of its own has taken this one's place, or there is nothing more to say.
        if (answer.replies.length === 0) discard()
      } catch (reason) {
        fail(sentence(reason), reason instanceof Refusal && reason.isAnswered)
      }
    }

    pending.set(id, node)
    feed().append(node)
    toEnd()
    send()
  }

  /**
   * What the page shows by itself is only said; what went wrong is told as ever.
   *
   * @param {Answer} answer
   * @returns {Answer}
   */
  const quietly = (answer) => {
    const refused = answer.replies.filter(({ kind }) => kind === 'failure')
    if (refused.length === 0) announce(answer.replies.map(({ warnings: [warning], text }) => warning ?? text).join(' '))
    return { ...answer, replies: refused }
  }
  /** @param {Action} action @param {HTMLButtonElement} button @param {boolean} [isShown] the page shows what came of it */
  const press = async (action, button, isShown = false) => {
    const { command, argument } = action
    // What can be undone is not asked about.
    if (action.style === 'danger' && command !== 'delete' && !(await confirmed(confirmDialog, action.label))) return
    const card = button.closest('article')?.id.replace(/^card-/, '') || undefined
    const from = { place: privateRepliesAround(button), card, said: '' }
    button.setAttribute('aria-disabled', 'true')
    try {
      const answer = await api.act({ id: newRequestId(), command, generationId: argument, replyTo: from.card })
      const isDone = !answer.replies.some(({ kind }) => kind === 'failure')
      const shown = take(isShown ? quietly(answer) : answer, from)
      if (command === 'restore' && isDone) takeBack(button)
      if (command === 'delete' && isDone) focusUndo(shown, button)
    } catch (reason) {
      take({ replies: [failure(sentence(reason))], form: null, messages: [] }, from)
    } finally {
      button.removeAttribute('aria-disabled')
    }
  }

  return {
    say,
    /** @type {import('./actions.js').Press} */
    press: (action, button) => press(action, button),
    /** The still itself shows that it is kept. @param {string} id @param {HTMLButtonElement} button */
    star: (id, button) => press({ command: 'star', argument: id, label: '' }, button, true),
    /** What was whispered before the page was loaded again. */
    restore: () => {
      for (const one of whispers.all()) {
        const card = one.card === null ? null : document.getElementById(`card-${one.card}`)
        show(one, card && privateRepliesAround(card))
      }
    },
    /**
     * The picture that a clip starts from, where this browser gave it.
     *
     * @param {string} requestId
     */
    stillOf: (requestId) => stills.get(requestId) ?? '',
    /**
     * A card has come for something that was said here.
     *
     * @param {string} requestId
     */
    arrived: (requestId) => {
      const node = pending.get(requestId)
      pending.delete(requestId)
      if (node) feed().discard(node)
    },
  }
}
