/** @typedef {import('../word-message.ts').ShownMessage} Message */

const quietBeforeSayingSoMs = 1500
const againMs = 3000

/**
 * Follows the changes of the feed from `since` on, and comes back by itself after every interruption.
 *
 * @param {{
 *   since: number,
 *   onMessage(message: Message): void,
 *   onReset(): void,
 *   onConnected(connected: boolean): void,
 * }} options `onReset`: the server has another log than the one that is shown
 */
export const followChanges = ({ since, onMessage, onReset, onConnected }) => {
  let seen = since
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let saying

  const connect = () => {
    const source = new EventSource(`/api/events?since=${seen}`)
    source.addEventListener('open', () => {
      clearTimeout(saying)
      saying = undefined
      onConnected(true)
    })
    source.addEventListener('message', ({ data, lastEventId }) => {
      seen = Number(lastEventId)
      onMessage(JSON.parse(data))
    })
    source.addEventListener('reset', () => {
      source.close()
      onReset()
    })
    source.addEventListener('error', () => {
      // A short interruption is nobody's business.
      saying ??= setTimeout(() => onConnected(false), quietBeforeSayingSoMs)
      // The browser tries again by itself, unless it was answered with an error.
      if (source.readyState !== EventSource.CLOSED) return
      source.close()
      setTimeout(connect, againMs)
    })
  }
  connect()
}
