import { z } from 'zod'
import type { Settings } from '../../../core/kept.ts'
import type { Locks } from '../../../core/locks.ts'

/** A form is open for some minutes at most. */
const openMs = 60 * 60_000

/** A change of a form that is open; `at` is Slack's time of it, in seconds. */
export interface FormChange {
  form: string
  at: number
}

/** The changes of forms, of which only the last one is drawn. */
export interface FormChanges {
  /** Makes a drawing and puts it up, unless a later change comes first. Throws what these throw. */
  draw(change: FormChange, make: () => Promise<() => Promise<void>>): Promise<void>
}

export interface FormChangesOptions {
  locks: Pick<Locks, 'keyed'>
  /** Whether two changes of one form may come to different processes. */
  isShared: boolean
  settings: Settings | undefined
}

/** In this process the last change that has begun is the last one; of other processes it is known by `settings` which they put up. */
export const createFormChanges = ({ locks, isShared, settings }: FormChangesOptions): FormChanges => {
  const last = new Map<string, symbol>()
  const alone = locks.keyed('slack-form')

  const unlessLater = ({ form, at }: FormChange, putUp: () => Promise<void>): Promise<void> =>
    alone(form, async () => {
      const key = `slack:drawn:${form}`
      const drawnAt = z
        .number()
        .catch(0)
        .parse(await settings?.get(key))
      if (drawnAt > at) return
      await settings?.set(key, at, openMs)
      await putUp()
    })

  return {
    async draw(change, make) {
      const mine = Symbol(change.form)
      const isLast = (): boolean => last.get(change.form) === mine
      last.set(change.form, mine)
      try {
        const putUp = await make()
        if (isLast()) await (isShared ? unlessLater(change, putUp) : putUp())
      } finally {
        if (isLast()) last.delete(change.form)
      }
    },
  }
}
