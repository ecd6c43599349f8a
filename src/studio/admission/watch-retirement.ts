import type { Model } from '../../core/model.ts'
import { notice, type Post } from '../../core/post.ts'
import { say } from '../../core/words/sentence.ts'
import { spaceOf } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'
import { moderatedPlaces } from './moderated-places.ts'

const everyMs = 3_600_000
const aheadMs = 30 * 24 * 60 * 60_000

const newsOf = (model: Model, { date, orLater, successor }: NonNullable<Model['retires']>): Post =>
  notice(say(orLater ? 'moderator.retiresOrLater' : 'moderator.retires', { model: model.name, date, successor }))

/**
 * Tells moderators of each model that can be used and that its vendor takes away within thirty days, once in each workspace: its post has
 * a key. Another date is news again. Where there is no channel for moderators yet they are told when there is one.
 */
export const createRetirementWatch = (
  parts: Pick<Parts, 'catalogue' | 'clock' | 'knownWorkspaces' | 'log' | 'platforms' | 'policy' | 'workspaces'>,
  desk: Pick<Desk, 'inform'>,
) => {
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()

  const look = async (): Promise<void> => {
    const due = parts.catalogue.models().flatMap((model) => {
      const { retires, unavailable } = model
      const isNear = retires !== undefined && Date.parse(`${retires.date}T00:00:00Z`) - parts.clock.now() <= aheadMs
      return isNear && !unavailable ? [{ model, retires }] : []
    })
    if (due.length === 0) return
    for (const place of await moderatedPlaces(parts)) {
      const { modelsOff } = await parts.workspaces.of(place)
      for (const { model, retires } of due) {
        if (modelsOff[model.name]) continue
        await desk.inform(place, `retires:${spaceOf(place)}:${model.name}:${retires.date}`, newsOf(model, retires))
      }
    }
  }

  const again = (): void => {
    looking = looking.then(look).catch((cause: unknown) => {
      parts.log.error({ err: cause }, 'moderators could not be told of a model that is retired soon')
    })
  }

  return {
    start(): void {
      timer = setInterval(again, everyMs).unref()
      again()
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      await looking
    },
  }
}
