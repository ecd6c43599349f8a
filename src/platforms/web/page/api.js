import { label } from './labels.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../word-message.ts').ShownMessage} Message
 * @typedef {import('../../../core/options/complete-options.ts').Suggestion} Suggestion
 * @typedef {import('../form-view.ts').FormView} FormView
 * @typedef {import('../quote.ts').QuoteView} QuoteView
 * @typedef {import('../chosen.ts').Chosen} Chosen
 * @typedef {import('../quote.ts').ClipView} ClipRecipe
 * @typedef {{ replies: Post[], form: FormView | null, messages: Message[] }} Answer
 * @typedef {{ id: string, name: string, mediaType: string | undefined }} UploadedFile
 */

/** An answer of the server that is no success, or none at all; its message is a sentence for the person. */
export class Refusal extends Error {
  /** Whether the server said so: without an answer it may have done what it was asked. */
  get isAnswered() {
    return this.cause === undefined
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
const ask = async (path, options) => {
  const response = await fetch(path, options).catch((cause) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refusal(label('noAnswer'), { cause })
  })
  if (response.status === 204) return null
  const body = await response.json().catch(() => null)
  if (response.ok) return body
  throw new Refusal(body?.error?.message ?? label('noAnswer'))
}

/**
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal | null} [signal]
 */
const post = (path, body, signal = null) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal })

/** A fresh id for a request, so that sending it again is safe. It works without a secure context too. */
export const newRequestId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36).padStart(2, '0')).join('')

/** What the page asks of the server. Everything rejects with a `Refusal`. */
export const api = {
  /**
   * @param {number | null} [before]
   * @returns {Promise<{ messages: Message[], before: number | null, revision: number }>}
   */
  messages: (before = null) => ask(before === null ? '/api/messages' : `/api/messages?before=${before}`),
  /**
   * @param {{ id: string, text: string, attachments: UploadedFile[], chosen: Chosen, replyTo?: string }} body
   * @returns {Promise<Answer>}
   */
  say: (body) => post('/api/say', body),
  /**
   * @param {{ id: string, command: string, generationId: string, values?: Record<string, string | number | boolean>, files?: Record<string, UploadedFile>, replyTo?: string }} body
   * @returns {Promise<Answer>}
   */
  act: (body) => post('/api/act', body),
  /**
   * @param {{ command: string, generationId: string, values: Record<string, string | number | boolean> }} body
   * @returns {Promise<import('../form-view.ts').PriceView>}
   */
  price: (body) => post('/api/price', body),
  /**
   * @param {string} text
   * @param {AbortSignal} signal
   * @returns {Promise<Suggestion[]>}
   */
  complete: (text, signal) => ask(`/api/complete?text=${encodeURIComponent(text)}`, { signal }),
  /**
   * @param {{ text: string, files: { name: string, mediaType: string | undefined }[], chosen: Chosen }} body
   * @param {AbortSignal} signal
   * @returns {Promise<QuoteView>}
   */
  quote: (body, signal) => post('/api/quote', body, signal),
  /**
   * @param {string} id of a generation
   * @returns {Promise<ClipRecipe>}
   */
  clip: (id) => ask(`/api/clips/${encodeURIComponent(id)}`),
  /**
   * @param {string} id of a still
   * @returns {Promise<Post | null>} what is told of it to one person: its facts, and what can be done with it
   */
  view: async (id) => {
    /** @type {Answer} */
    const { replies } = await post('/api/act', { id: newRequestId(), command: 'show', generationId: id })
    return replies.find(({ kind }) => kind === 'clip') ?? null
  },
  /** @param {string} id */
  removeUpload: (id) => ask(`/api/uploads/${id}`, { method: 'DELETE' }),
  /**
   * Uploads a file. fetch cannot tell how far it is, so this is the older way.
   *
   * @param {File} file
   * @param {{ signal: AbortSignal, onProgress(fraction: number): void }} options
   * @returns {Promise<string>} its id
   */
  upload: (file, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', '/api/uploads')
      request.responseType = 'json'
      request.setRequestHeader('content-type', file.type || 'application/octet-stream')
      request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
      request.addEventListener('load', () => {
        if (request.status === 201) resolve(request.response.id)
        else reject(new Refusal(request.response?.error?.message ?? label('noAnswer')))
      })
      request.addEventListener('error', () => reject(new Refusal(label('noAnswer'))))
      signal.addEventListener('abort', () => {
        request.abort()
        reject(new Refusal(label('uploadStopped')))
      })
      request.send(file)
    }),
}
