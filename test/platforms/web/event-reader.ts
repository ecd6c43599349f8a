import type { WebMessage } from '../../../src/core/message-log.ts'

export interface StreamEvent {
  id: string
  event: string
  data: string
}

/** An open `GET /api/events`, read as it comes. Comments are events named `comment`. */
export interface EventReader {
  next(): Promise<StreamEvent>
  /** The next message. */
  message(): Promise<WebMessage>
  close(): void
}

export const openEvents = async (url: string, headers: Record<string, string> = {}): Promise<EventReader> => {
  const controller = new AbortController()
  const response = await fetch(url, { headers, signal: controller.signal })
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`)
  const events = parse(response.body)
  const next = async (): Promise<StreamEvent> => {
    const { done, value } = await events.next()
    if (done) throw new Error('the stream has ended')
    return value
  }
  return {
    next,
    message: async () => {
      for (;;) {
        const { event, data } = await next()
        if (event === 'message' && data) return JSON.parse(data) as WebMessage
      }
    },
    close: () => controller.abort(),
  }
}

async function* parse(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = { id: '', event: 'message', data: '' }
      for (const line of text.slice(0, end).split('\n')) {
        const [, name = '', value = ''] = /^(\w*):\s?(.*)$/.exec(line) ?? []
        if (name === '') Object.assign(fields, { event: 'comment', data: value })
        else if (name in fields) Object.assign(fields, { [name]: value })
      }
      text = text.slice(end + 2)
      yield fields
    }
  }
}
