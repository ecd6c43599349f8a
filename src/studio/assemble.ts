import { MoodreelError } from '../core/errors.ts'
import type { Failure, Generation } from '../core/generation.ts'
import type { Studio } from '../core/studio.ts'
import { createDesk } from './admission/desk.ts'
import { createHeedEstimate } from './admission/heed-estimate.ts'
import { createPriceBook } from './admission/price-book.ts'
import { createReread, type Reread } from './admission/reread.ts'
import { createPriceNews } from './admission/tell-prices.ts'
import { createModelWatch } from './admission/watch-models.ts'
import { createPriceWatch } from './admission/watch-prices.ts'
import { createRetirementWatch } from './admission/watch-retirement.ts'
import { createWatchRoof } from './admission/watch-roof.ts'
import { createKeeper } from './keeper.ts'
import { createCaseCards } from './members/case-cards.ts'
import { createQueue } from './members/queue.ts'
import { createRemove } from './members/remove.ts'
import type { Parts } from './parts.ts'
import { createAnnouncer } from './posts/announcer.ts'
import { createEstimator } from './posts/estimate.ts'
import { createOnItsWay, type OnItsWay } from './posts/on-its-way.ts'
import { createSheets } from './posts/sheets.ts'
import { createStillRounds } from './posts/still-rounds.ts'
import { createWayBack, type WayBack } from './posts/way-back.ts'
import { createStudio } from './studio.ts'
import { createApproval } from './workflow/approval.ts'
import { createCheckFrames } from './workflow/check-frames.ts'
import { createClipPosts } from './workflow/clip-posts.ts'
import { createCollect } from './workflow/collect.ts'
import type { Engine } from './workflow/engine/engine.ts'
import { createFailurePosts } from './workflow/failure-posts.ts'
import { createGenerate, type StageEnd, type Stages } from './workflow/generate.ts'
import { createHeardWebhooks } from './workflow/heard-webhooks.ts'
import { createHousekeeping } from './workflow/housekeeping.ts'
import { createIngest } from './workflow/ingest.ts'
import { createLookAgain } from './workflow/look-again.ts'
import { createOpenThread } from './workflow/open-thread.ts'
import { createPoll } from './workflow/poll.ts'
import { createReceiveWebhook, type ReceiveWebhook } from './workflow/receive-webhook.ts'
import { reconcileDeadlineMs } from './workflow/reconcile.ts'
import { createReportEnd } from './workflow/report-end.ts'
import { createSettle } from './workflow/settle.ts'
import { createStage, type StageContext } from './workflow/stage.ts'
import { createSubmit } from './workflow/submit.ts'
import { createSweep } from './workflow/sweep.ts'
import { createSlotGiver } from './workflow/take-slot.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export interface RunningStudio {
  studio: Studio
  wayBack: WayBack
  onItsWay: OnItsWay
  webhooks: ReceiveWebhook
  /**
   * Takes up what an earlier process left and begins to work; platforms must have started. A process that does not `work` leaves that to
   * others, and only begins and wakes what they work on.
   */
  start(options?: { works?: boolean }): Promise<void>
  /** Whether this process keeps house for all. */
  isKeeper(): boolean
  /** What becomes of configuration files that were read again. */
  reread: Reread
  /** Throws when clips are not being worked on. */
  checkEngine(): void
  /** Ends the work; running steps get `graceMs`, the rest resumes at the next start. */
  stop(graceMs: number): Promise<void>
}

/** Puts the stages, the engine and the use cases together. */
export const createRunningStudio = (parts: Parts, engine: Engine): RunningStudio => {
  const estimate = createEstimator(parts)
  const sheets = createSheets(parts)
  const rounds = createStillRounds(parts, sheets)
  const announcer = createAnnouncer(parts, estimate, { sheetOf: sheets.ofClips, rounds })
  const openThread = createOpenThread(parts, announcer, engine.wake)
  const stage = createStage(parts)
  const slots = createSlotGiver(parts, engine.wake)
  const ingest = createIngest(parts)
  const desk = createDesk(parts)
  const book = createPriceBook(parts)
  const priceNews = createPriceNews(parts, desk)
  const submit = createSubmit(parts, slots.give, slots.release, createHeedEstimate(parts, book, priceNews))
  const heardWebhooks = createHeardWebhooks()
  const poll = createPoll(parts, announcer, heardWebhooks)
  const collect = createCollect(parts)
  const checkFrames = createCheckFrames(parts)
  const clipPosts = createClipPosts(parts, { rounds, announcer })
  const removals = parts.locks.keyed('removal')
  const failurePosts = createFailurePosts(parts, rounds)
  const areFramesChecked = ({ createdAt }: Generation): boolean =>
    parts.moderationService !== null && parts.rulebook.rulesAt(createdAt).policy.moderation.frames
  const watchRoof = createWatchRoof(parts, desk)
  const settle = createSettle(parts, watchRoof, book)
  const wayBack = createWayBack(parts)
  const cards = createCaseCards(parts, desk)

  /** A stage that has nothing to hand on. */
  const ending =
    (body: (context: StageContext) => Promise<void>) =>
    async (context: StageContext): Promise<StageEnd> => {
      announcer.touch(context.record.batch.id)
      await body(context)
      return { failure: null }
    }

  const stages: Stages = {
    async claim(id, runId) {
      const claimed = await parts.generations.claimRun(id, runId)
      parts.log.info({ generation: id, run: runId, claimed }, 'run begins')
      return claimed
    },
    openThread: stage('open-thread', { state: 'admitted', deadlineMs: hour, tryMs: minute, cancelable: true }, async ({ record }) => {
      const opened = await openThread.openStage(record)
      return record.approval && 'failure' in opened ? { ...opened, onward: 'approval' as const } : opened
    }),
    approve: stage('approval', { state: 'admitted', deadlineMs: 2 * day, tryMs: minute, cancelable: true }, createApproval(parts, desk)),
    ingest: stage(
      'ingest',
      { state: 'ingesting', deadlineMs: 2 * minute, tryMs: 5 * minute, cancelable: true },
      ending(({ record, signal }) => ingest(record, signal)),
    ),
    takeSlot: stage('slot', { state: 'queued', deadlineMs: day, tryMs: minute, cancelable: true }, async ({ record }) => {
      announcer.touch(record.batch.id)
      return slots.take(record)
    }),
    // Not cancelable from outside: what may have been paid for must be asked about first.
    submit: stage(
      'submit',
      { deadlineMs: reconcileDeadlineMs + hour, tryMs: 5 * minute, cancelable: false, asksAgain: true },
      async (context) => {
        announcer.touch(context.record.batch.id)
        return submit(context)
      },
    ),
    poll: stage('poll', { state: 'rendering', deadlineMs: day, tryMs: minute, cancelable: false, asksAgain: true }, poll),
    collect: stage(
      'collect',
      { state: 'collecting', deadlineMs: day, tryMs: 15 * minute, cancelable: false, paid: true },
      async (context): Promise<StageEnd> => {
        announcer.touch(context.record.batch.id)
        await slots.release(context.record)
        await collect(context)
        return { failure: null, ...(areFramesChecked(context.record.generation) && { onward: 'look' }) }
      },
    ),
    checkFrames: stage('check-frames', { deadlineMs: day, tryMs: 5 * minute, cancelable: false, paid: true }, checkFrames),
    deliver: stage(
      'deliver',
      { state: 'delivering', deadlineMs: day, tryMs: 30 * minute, cancelable: false, paid: true },
      ending(({ record, signal }) => clipPosts.deliver(record, signal)),
    ),

    async settle(id: string, failure: Failure | null): Promise<void> {
      const record = await parts.generations.find(id)
      if (!record) return
      await settle(record, failure)
      await slots.release(record)
    },
    reportEnd: async (id: string): Promise<void> => {
      await stage(
        'report-end',
        { deadlineMs: day, tryMs: minute, cancelable: false, afterEnd: true },
        createReportEnd(parts, { announcer, failurePosts }, wayBack),
      )(id)
    },
  }

  const remove = createRemove(parts, { announcer, clipPosts, failurePosts, locked: removals })
  const endKept = async (): Promise<void> => {
    for (const record of await parts.generations.noLongerKept(parts.clock.now())) {
      await remove(record).catch((cause: unknown) => {
        parts.log.warn({ err: cause, generation: record.generation.id }, 'a removed clip will be taken away for good later')
      })
    }
    await cards.endUndo()
  }
  const lookAgain = createLookAgain(parts, announcer, clipPosts)
  const watch = createModelWatch(parts)
  const giveSlots = async (): Promise<void> => {
    for (const provider of parts.providers.keys()) await slots.give(provider)
  }

  let isStarted = false
  /** What one process does for all. */
  const keeper = createKeeper(parts.locks, parts.log, () => {
    const sweep = createSweep(parts, engine, stages, { giveSlots, endKept, lookAgain })
    const housekeeping = createHousekeeping(parts)
    const prices = createPriceWatch(parts, book, priceNews)
    const retirements = createRetirementWatch(parts, desk)
    let lines: ReturnType<typeof announcer.watchLines> | null = null
    return {
      async start() {
        await sweep.start()
        lines = announcer.watchLines()
        desk.start()
        housekeeping.start()
        prices.start()
        retirements.start()
      },
      async stop() {
        lines?.end()
        await prices.stop()
        await retirements.stop()
        await housekeeping.stop()
        await sweep.stop()
        await desk.stop()
      },
    }
  })

  return {
    studio: createStudio(parts, engine, {
      openThread,
      announcer,
      clipPosts,
      remove,
      removals,
      queue: createQueue(parts, estimate),
      watchRoof,
      desk,
      cards,
    }),
    wayBack,
    onItsWay: createOnItsWay(parts, estimate),
    webhooks: createReceiveWebhook(parts, engine, heardWebhooks),
    reread: createReread(parts, { desk, giveSlots, tells: () => !isStarted || keeper.isKeeper() }),
    isKeeper: keeper.isKeeper,
    async start({ works = true } = {}) {
      isStarted = true
      // First what may fail: then it can be started again.
      if (works) await keeper.start()
      await book.start()
      watch.start()
      if (works) engine.start(createGenerate(stages))
    },
    checkEngine() {
      if (!engine.alive()) throw new MoodreelError('internal', 'The workflow engine does not look for work.')
    },
    async stop(graceMs) {
      await watch.stop()
      await book.stop()
      await keeper.stop()
      await engine.stop(graceMs)
      await announcer.stop()
    },
  }
}
