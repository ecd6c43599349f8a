import type { Log } from '../../core/log.ts'
import { createTopics, type PubSub } from '../../core/pub-sub.ts'
import type { Session } from './session.ts'

/** Of NOTIFY, for all topics. */
export const channel = 'moodreel'

/** PubSub by LISTEN and NOTIFY on a session that listens to `channel`. A topic has no space in it. */
export const createPostgresPubSub = (session: Session, log: Log): PubSub => {
  const { tell, tellAll, subscribe } = createTopics()
  session.events.on('notice', (notice) => {
    const end = notice.indexOf(' ')
    tell(notice.slice(0, end), notice.slice(end + 1))
  })
  session.events.on('again', () => tellAll(''))
  return {
    publish(topic, text) {
      session.query('select pg_notify($1, $2)', [channel, `${topic} ${text}`]).catch((cause: unknown) => {
        log.debug({ err: cause, topic }, 'other processes could not be told')
        // This one at least.
        tell(topic, text)
      })
    },
    subscribe,
  }
}
