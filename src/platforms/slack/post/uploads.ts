import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { MediaStore } from '../../../core/media-store.ts'
import type { Memory } from '../../../core/memory.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import { isRefused, kindOf, slackCode, unreached } from '../refusal.ts'
import { createFileLook } from './file-look.ts'
import type { Patience } from './patience.ts'
import { asFileRefusal, createUploadBytes, notTaken, notUploaded, type UploadFile } from './upload-bytes.ts'

/** How often a file is given to a Slack that takes it and does not show it. */
const triesAtMost = 2
/** How many looks are taken for a file whose showing Slack did not answer for: it is deleted before it is sent again. */
const quickLooks = 3

/** Where a file is shown. */
export interface SharePlace {
  channel: string
  thread?: string | undefined
}

/**
 * What is known of a file that is on its way. `uploaded`: Slack has it and shows it nowhere. `completing` is written before
 * Slack is told to show it: from then on it may appear. `sharing`: Slack said that it shows it. `refused` is the end of a file
 * that it never did.
 */
const stateSchema = z.object({
  fileId: z.string(),
  stage: z.enum(['uploading', 'uploaded', 'completing', 'sharing', 'shared', 'refused']),
  tries: z.int(),
})
type State = z.infer<typeof stateSchema>

/** Files of the bot's own, shown once each. */
export interface Uploads {
  /**
   * Shows the file in the place, once for its name, and resolves with Slack's id of it when it can be seen there. Throws
   * MoodreelError `file_refused` and `too_large` when Slack does not take it, or takes it and never shows it: nothing of it
   * is left to appear then. Slack's refusals of the place are thrown as `SlackApi` does, and `delivery_failed` else.
   */
  share(name: string, place: SharePlace, file: UploadFile, signal: AbortSignal | undefined): Promise<string>
  /** Takes back what was shown under a name, for it is to be shown elsewhere. */
  withdraw(name: string): Promise<void>
  /** Gives the file to Slack without showing it anywhere: for a picture inside of a message. */
  keep(file: Omit<UploadFile, 'patienceMs'>): Promise<string>
  /** Takes a file away; it may be gone already. */
  remove(fileId: string): Promise<void>
}

export interface UploadsOptions {
  api: SlackApi
  apiUrl: string
  mediaStore: MediaStore
  memory: Memory
  patience: Patience
  log: Log
  /** The pauses between looks for a file that was sent, in milliseconds; when they are used up it counts as never shown. */
  lookWaitsMs: readonly number[]
}

/**
 * Slack's external upload finishes on its own time, may be told done and never be shown, and its last answer can get
 * lost. So the file's id is kept before it is completed, and nothing is shown again before the first is looked for
 * and, when it never came, deleted.
 */
export const createUploads = ({ api, apiUrl, mediaStore, memory, patience, log, lookWaitsMs }: UploadsOptions): Uploads => {
  const uploadBytes = createUploadBytes({ api, apiUrl, mediaStore })
  const { look, waitForShare } = createFileLook(api, lookWaitsMs)
  const read = async (name: string): Promise<State | null> => stateSchema.nullable().parse(await memory.get(memoryKey(name)))
  const keepState = async (name: string, state: State): Promise<State> => {
    await memory.set(memoryKey(name), { ...state })
    return state
  }

  /** Of two who bring the same file, as where one had lost its right to and goes on, the one that began last shows its own. */
  const keepOwn = async (name: string, state: State): Promise<State> => {
    const kept = await read(name)
    if (kept && kept.fileId !== state.fileId) throw unreached(new Error('somebody else brings this file'))
    return keepState(name, state)
  }

  const remove: Uploads['remove'] = async (fileId) => {
    await api
      .send((client) => client.files.delete({ file: fileId }))
      .catch((error: unknown) => {
        if (!['file_not_found', 'file_deleted'].includes(slackCode(error) ?? '')) throw error
      })
  }

  const upload = async (name: string, file: UploadFile, tries: number, signal?: AbortSignal): Promise<State> => {
    let begun = false
    const started = async (fileId: string): Promise<void> => {
      await keepState(name, { fileId, stage: 'uploading', tries })
      begun = true
    }
    try {
      return await keepOwn(name, { fileId: await uploadBytes(file, started, signal), stage: 'uploaded', tries })
    } catch (error) {
      if (signal?.aborted || !(error instanceof MoodreelError)) throw error
      // Nothing here is about the place: what Slack keeps on refusing it does not take as a file.
      const isLost = begun && error.code === 'delivery_failed'
      const isClosed = !begun && slackCode(error) !== undefined && isForUploads(error)
      if (isLost && (await patience.isOver(`bytes:${name}`, file.patienceMs))) throw notTaken(error)
      if (isClosed)
        throw (await patience.isOver(`files:${name}`)) ? notTaken(error) : unreached(new Error('Slack takes no file', { cause: error }))
      throw error
    }
  }

  /** Asks Slack to show a file that it has. The state says what is known of that afterwards. */
  const complete = async (name: string, place: SharePlace, file: UploadFile, { fileId, tries }: State): Promise<State> => {
    await keepOwn(name, { fileId, stage: 'completing', tries })
    try {
      await api.send((client) =>
        client.files.completeUploadExternal({
          files: [{ id: fileId, title: file.fileName }],
          channel_id: place.channel,
          ...(place.thread ? { thread_ts: place.thread } : {}),
        }),
      )
      return await keepState(name, { fileId, stage: 'sharing', tries })
    } catch (error) {
      if (!isRefused(error)) {
        log.warn({ err: error, file: fileId }, 'Slack did not say whether it shows a file; looking for it')
        return { fileId, stage: 'completing', tries }
      }
      // Its ticket is not good any more.
      if (slackCode(error) === 'file_not_found')
        return keepState(name, { fileId, stage: tries < triesAtMost ? 'uploading' : 'refused', tries: tries + 1 })
      await keepState(name, { fileId, stage: 'uploaded', tries })
      const refusal = asFileRefusal(error)
      if (refusal !== error) await keepState(name, { fileId, stage: 'refused', tries })
      throw refusal
    }
  }

  /** Looks for a file that may be shown, and deletes it where it is not: one that is shown after all would be the second. */
  const settle = async (name: string, place: SharePlace, state: State, signal: AbortSignal | undefined): Promise<State> => {
    const { fileId, stage, tries } = state
    const answered = stage === 'sharing'
    const shown = await waitForShare(fileId, place.channel, answered ? undefined : quickLooks, signal).catch(async (error: unknown) => {
      if (signal?.aborted || !(await patience.isOver(`look:${name}`)))
        throw unreached(new Error('the file could not be looked for', { cause: error }))
      return answered
    })
    if (shown) return keepState(name, { fileId, stage: 'shared', tries })
    log.warn({ file: fileId, channel: place.channel, tries, answered }, 'Slack does not show a file; it is deleted')
    try {
      await remove(fileId)
    } catch (error) {
      if (!(await patience.isOver(`delete:${name}`))) throw unreached(new Error('the file could not be deleted', { cause: error }))
      return keepState(name, { fileId, stage: 'refused', tries })
    }
    if (answered) return keepState(name, { fileId, stage: tries < triesAtMost ? 'uploading' : 'refused', tries: tries + 1 })
    await keepState(name, { fileId, stage: 'uploading', tries })
    throw notUploaded(new Error('Slack did not answer when it was given the file'))
  }

  return {
    remove,

    async share(name, place, file, signal) {
      let state = await read(name)
      for (;;) {
        switch (state?.stage) {
          case 'shared':
            return state.fileId
          case 'refused':
            throw neverShown()
          case 'completing':
          case 'sharing':
            state = await settle(name, place, state, signal)
            break
          case 'uploaded':
            state = await complete(name, place, file, state)
            break
          default:
            // What only was being uploaded can be seen by nobody and is simply sent again.
            state = await upload(name, file, state?.tries ?? 1, signal)
        }
      }
    },

    async withdraw(name) {
      const state = await read(name)
      if (!state || state.stage === 'refused') return
      await remove(state.fileId).catch((error: unknown) => log.warn({ err: error, file: state.fileId }, 'a file could not be taken back'))
      await keepState(name, { ...state, stage: 'uploading' })
    },

    async keep(file) {
      const fileId = await uploadBytes(file, async () => undefined)
      await api.send((client) => client.files.completeUploadExternal({ files: [{ id: fileId, title: file.fileName }] }))
      for (const waitMs of lookWaitsMs.slice(0, quickLooks)) {
        if ((await look(fileId))?.mimetype) break
        await sleep(waitMs)
      }
      return fileId
    },
  }
}

/** Whether a refusal to take a file leaves the rest of Slack open. */
const isForUploads = (error: MoodreelError): boolean =>
  error.code !== 'file_refused' &&
  error.code !== 'too_large' &&
  (kindOf(error) !== 'later' ||
    ['missing_scope', 'not_allowed_token_type', 'method_deprecated', 'deprecated_endpoint'].includes(slackCode(error) ?? ''))

const neverShown = (): MoodreelError => new MoodreelError('file_refused', say('slack.fileNotShown'))

const memoryKey = (name: string): string => `slack:file:${name}`
