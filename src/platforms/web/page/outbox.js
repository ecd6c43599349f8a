import { api, newRequestId, Refusal } from './api.js'
import { confirmed, openForm } from './dialog.js'
import { element, setLine } from './element.js'
import { label } from './labels.js'
import { createPrivateReplies, createPrivateReply, failure, privateRepliesAround } from './private-reply.js'

/**
 * @typedef {import('./api.js').Answer} Answer
 * @typedef {import('./api.js').UploadedFile} UploadedFile
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 */

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
 * }} options
 */
export const createOutbox = ({ feed, tools, announce, toEnd, formDialog, confirmDialog }) => {
  /** Lines that no card stands for yet, by the id of their request. @type {Map<string, HTMLElement>} */
  const pending = new Map()

  /**
   * @param {Post} post
   * @param {import('./private-reply.js').Choice[]} choices
   */
  const privateReply = (post, choices) => {
    announce(post.text)
    return createPrivateReply(post, choices, tools())
  }

  /** A place at the end of the feed, for an answer whose card is gone. */
  const ownPlace = () => {
    const place = createPrivateReplies()
    feed().append(element('li', { class: 'thread' }, element('article', {}, place)))
    return place
  }

  /**
   * Shows an answer: the cards it opened, what it says privately, the form it asks for.
   *
   * @param {Answer} answer
   * @param {{ place: Element | null, card: string | undefined }} from where it was asked
   */
  const show = ({ messages, replies, form }, from) => {
    for (const message of messages) feed().apply(message)
    if (messages.length > 0) toEnd()
    for (const post of replies) {
      const node = privateReply(post, [{ text: label('dismiss'), press: () => node.remove() }])
      const place = from.place?.isConnected ? from.place : ownPlace()
      place.append(node)
    }
    if (!form) return
    openForm(formDialog, form, async (values) => {
      try {
        const answer = await api.act({
          id: newRequestId(),
          command: form.command,
          generationId: form.generationId,
          values,
          replyTo: from.card,
        })
        const refused = answer.replies.find(({ kind }) => kind === 'failure')
        if (refused) return refused.text
        show(answer, from)
        return ''
      } catch (reason) {
        return sentence(reason)
      }
    })
  }

  /**
   * A typed line, seen at once and sent.
   *
   * @param {string} text
   * @param {UploadedFile[]} attachments
   * @param {() => void} writeAgain puts both back where they were written
   */
  const say = (text, attachments, writeAgain) => {
    const id = newRequestId()
    const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? [text, '', text]
    const state = element('span')
    const replyPlace = createPrivateReplies()
    const asked = element(
      'p',
      { class: 'asked' },
      element('b', { text: label('you') }),
      element('span', { class: 'command', text: command }),
      state,
    )
    const article = element('article', { tabindex: '-1' }, asked, element('p', { class: 'said prompt', text: rest }))
    if (attachments.length > 0) article.append(element('p', { class: 'facts', text: attachments.map(({ name }) => name).join(' · ') }))
    article.append(replyPlace)
    const node = element('li', { class: 'thread sending' }, article)
    const discard = () => {
      pending.delete(id)
      feed().discard(node)
    }
    const dismiss = { text: label('dismiss'), press: discard }
    const again = {
      text: label('writeAgain'),
      press: () => {
        discard()
        writeAgain()
      },
    }

    const send = async () => {
      setLine(state, label('sending'))
      replyPlace.replaceChildren()
      try {
        const { replies, ...rest } = await api.say({ id, text, attachments })
        setLine(state, '')
        node.classList.remove('sending')
        // A card of its own has taken this one's place, or there is nothing more to say.
        if (replies.length === 0) discard()
        replyPlace.append(...replies.map((post) => privateReply(post, post.kind === 'failure' || !command ? [again, dismiss] : [dismiss])))
        show({ ...rest, replies: [] }, { place: replyPlace, card: undefined })
      } catch (reason) {
        setLine(state, label('notSent'))
        replyPlace.append(
          privateReply(failure(sentence(reason)), [
            { text: label('tryAgain'), press: send },
            again,
            { text: label('discard'), press: discard },
          ]),
        )
      }
    }

    pending.set(id, node)
    feed().append(node)
    toEnd()
    send()
  }

  return {
    say,
    /** @type {import('./actions.js').Press} */
    press: async (action, button) => {
      if (action.style === 'danger' && !(await confirmed(confirmDialog, action.label))) return
      const from = { place: privateRepliesAround(button), card: button.closest('article')?.id.replace(/^card-/, '') || undefined }
      const { command, argument } = action
      button.setAttribute('aria-disabled', 'true')
      try {
        show(await api.act({ id: newRequestId(), command, generationId: argument, replyTo: from.card }), from)
      } catch (reason) {
        show({ replies: [failure(sentence(reason))], form: null, messages: [] }, from)
      } finally {
        button.removeAttribute('aria-disabled')
      }
    },
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
