import type { FakeSlack } from './slack.ts'

/** What the app answered at once, and how soon. */
export interface Delivered {
  payload: unknown
  ms: number
}

/** Delivers payloads by the open sockets, or by signed requests to the app at `http`. */
export const appOf = (slack: FakeSlack, http?: string) => ({
  deliver: async (type: 'slash_commands' | 'interactive' | 'events_api', payload: object): Promise<Delivered> => {
    if (!http) return slack.sockets.deliver(type, payload)
    const from = performance.now()
    const fields =
      type === 'slash_commands'
        ? Object.entries(payload).map(([name, value]) => [name, String(value)])
        : [['payload', JSON.stringify(payload)]]
    const response =
      type === 'events_api'
        ? await slack.signed(http, JSON.stringify(payload))
        : await slack.signed(http, new URLSearchParams(fields).toString(), { contentType: 'application/x-www-form-urlencoded' })
    if (response.status !== 200) throw new Error(`the app answered ${response.status}`)
    const text = await response.text()
    return { payload: text === '' ? undefined : (JSON.parse(text) as unknown), ms: performance.now() - from }
  },
})
