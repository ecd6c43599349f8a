import { openAsBlob } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Memory } from '../../core/memory.ts'
import type { SlackApi } from './api.ts'
import { isSlackOwn } from './origin.ts'
import { slackCode } from './refusal.ts'

/** A file to send, by its key in the media store. */
export interface UploadFile {
  key: string
  fileName: string
  alt: string
}

/** How often a file is given to a Slack that takes it and does not show it. */
const triesAtMost = 2

/** Where a file is shown. */
export interface SharePlace {
  channel: string
  thread?: string | undefined
}

/**
 * What is known of a file that is on its way. `completing` is written before Slack is told to show it: from then on it may
 * appear. `refused` is the end of a file that never did.
 */
const stateSchema = z.object({ fileId: z.string(), stage: z.enum(['uploading', 'completing', 'shared', 'refused']), tries: z.int() })
type State = z.infer<typeof stateSchema>

/** A file that was given to Slack, and whether Slack said that it took it. */
interface Try {
  fileId: string
  tries: number
  answered: boolean
}

const shareSchema = z.record(z.string(), z.array(z.object({ ts: z.string().optional() })))
const infoSchema = z.object({
  mimetype: z.string().optional(),
  shares: z.object({ public: shareSchema.optional(), private: shareSchema.optional() }).optional(),
  /** Told even when `shares` is left out. */
  channels: z.array(z.string()).default([]),
  groups: z.array(z.string()).default([]),
  ims: z.array(z.string()).default([]),
})

/** Files of the bot's own, shown once each. */
export interface Uploads {
  /**
   * Shows the file in the place, once for its name, and resolves with Slack's id of it when it can be seen there. Throws
   * MoodreelError `file_refused` when Slack takes it and never shows it; nothing of it is left to appear then.
   */
  share(name: string, place: SharePlace, file: UploadFile, signal: AbortSignal | undefined): Promise<string>
  /** Gives the file to Slack without showing it anywhere: for a picture inside of a message. */
  keep(file: UploadFile): Promise<string>
  /** Takes a file away; it may be gone already. */
  remove(fileId: string): Promise<void>
}

export interface UploadsOptions {
  api: SlackApi
  apiUrl: string
  mediaStore: MediaStore
  memory: Memory
  log: Log
  /** The pauses between looks for a file that was sent, in milliseconds; when they are used up it counts as never shown. */
  lookWaitsMs: readonly number[]
}

/**
 * Slack's external upload finishes on its own time, may be told done and never be shown, and its last answer can get
 * lost. So the file's id is kept before it is completed, and nothing is shown again before the first is looked for
 * and, when it never came, deleted.
 */
export const createUploads = ({ api, apiUrl, mediaStore, memory, log, lookWaitsMs }: UploadsOptions): Uploads => {
  const keepState = (name: string, state: State): Promise<void> => memory.set(memoryKey(name), { ...state })

  const isGone = (error: unknown): boolean => ['file_not_found', 'file_deleted'].includes(slackCode(error) ?? '')

  const look = async (fileId: string) => {
    try {
      return infoSchema.parse((await api.ask((client) => client.files.info({ file: fileId }))).file)
    } catch (error) {
      if (isGone(error)) return null
      throw error
    }
  }

  const isShown = async (fileId: string, { channel }: SharePlace): Promise<boolean> => {
    const file = await look(fileId)
    if (!file) return false
    const { shares, channels, groups, ims } = file
    return [shares?.public, shares?.private].some((kind) => kind?.[channel]?.length) || [...channels, ...groups, ...ims].includes(channel)
  }

  /** Looks until the file is seen or the patience ends. */
  const waitForShare = async (fileId: string, place: SharePlace, signal: AbortSignal | undefined): Promise<boolean> => {
    for (const waitMs of lookWaitsMs) {
      if (await isShown(fileId, place)) return true
      await sleep(waitMs, undefined, { signal })
    }
    return isShown(fileId, place)
  }

  const upload = async (file: UploadFile, started: (fileId: string) => Promise<void>, signal?: AbortSignal): Promise<string> => {
    const borrowed = await mediaStore.borrow(file.key)
    try {
      const bytes = await openAsBlob(borrowed.path)
      const { upload_url: address, file_id: fileId } = await api.ask((client) =>
        client.files.getUploadURLExternal({ filename: file.fileName, length: bytes.size, alt_text: file.alt.slice(0, 1000) }),
      )
      if (!address || !fileId || !isSlackOwn(apiUrl, address)) throw failed(`Slack gave no address of its own to upload to`)
      await started(fileId)
      const response = await fetch(address, { method: 'POST', body: bytes, redirect: 'error', ...(signal ? { signal } : {}) })
      await response.body?.cancel()
      if (!response.ok) throw failed(`Slack answered the upload with ${response.status}`)
      return fileId
    } finally {
      await borrowed.release()
    }
  }

  const remove = async (fileId: string): Promise<void> => {
    await api
      .send((client) => client.files.delete({ file: fileId }))
      .catch((error: unknown) => {
        if (!isGone(error)) throw error
      })
  }

  /**
   * One whole try. Whether the file is shown is told by its own shares, whatever the answer to the last call was; a try
   * that Slack did not answer well says nothing about the file.
   */
  const tryToShare = async (name: string, place: SharePlace, file: UploadFile, tries: number, signal?: AbortSignal): Promise<Try> => {
    const fileId = await upload(file, (id) => keepState(name, { fileId: id, stage: 'uploading', tries }), signal)
    await keepState(name, { fileId, stage: 'completing', tries })
    const answered = await api
      .send((client) =>
        client.files.completeUploadExternal({
          files: [{ id: fileId, title: file.fileName }],
          channel_id: place.channel,
          ...(place.thread ? { thread_ts: place.thread } : {}),
        }),
      )
      .then(() => true)
      .catch((error: unknown) => {
        // Slack refused for a reason that looking again does not change.
        if (error instanceof MoodreelError && error.code === 'not_allowed') throw error
        log.warn({ err: error, file: fileId }, 'the answer about a file that was sent got lost; looking for the file')
        return false
      })
    return { fileId, tries, answered }
  }

  return {
    remove,

    async share(name, place, file, signal) {
      const kept = stateSchema.nullable().parse(await memory.get(memoryKey(name)))
      if (kept?.stage === 'shared') return kept.fileId
      if (kept?.stage === 'refused') throw refused()
      // What only was being uploaded can be seen by nobody and is simply sent anew.
      let last: Try =
        kept?.stage === 'completing' ? { ...kept, answered: false } : await tryToShare(name, place, file, kept?.tries ?? 1, signal)
      for (;;) {
        const { fileId, tries, answered } = last
        if (await waitForShare(fileId, place, signal)) {
          await keepState(name, { fileId, stage: 'shared', tries })
          return fileId
        }
        log.warn({ file: fileId, channel: place.channel, tries, answered }, 'Slack never showed a file; it is deleted')
        // Before another is sent: one that is shown after all would be the second.
        await remove(fileId)
        if (!answered) {
          await keepState(name, { fileId, stage: 'uploading', tries })
          throw failed('Slack did not answer when it was given the file')
        }
        if (tries >= triesAtMost) {
          await keepState(name, { fileId, stage: 'refused', tries })
          throw refused()
        }
        last = await tryToShare(name, place, file, tries + 1, signal)
      }
    },

    async keep(file) {
      const fileId = await upload(file, async () => undefined)
      await api.send((client) => client.files.completeUploadExternal({ files: [{ id: fileId, title: file.fileName }] }))
      for (const waitMs of lookWaitsMs) {
        if ((await look(fileId))?.mimetype) break
        await sleep(waitMs)
      }
      return fileId
    },
  }
}

const refused = (): MoodreelError =>
  new MoodreelError('file_refused', 'Slack took the file twice and showed it neither time; try again later, or use another channel.')

const memoryKey = (name: string): string => `slack:file:${name}`

const failed = (detail: string): MoodreelError =>
  new MoodreelError('delivery_failed', 'The clip could not be uploaded to Slack; it is tried again.', { cause: new Error(detail) })
