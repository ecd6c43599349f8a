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

/** Where a file is shown. */
export interface SharePlace {
  channel: string
  thread?: string | undefined
}

/** What is known of a file that is on its way. `completing` is written before Slack is told to show it: from then on it may appear. */
const stateSchema = z.object({ fileId: z.string(), stage: z.enum(['uploading', 'completing', 'shared']), tries: z.int() })
type State = z.infer<typeof stateSchema>

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
  /** Shows the file in the place, once for its name, and resolves with Slack's id of it when it can be seen there. */
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

  /** One whole try. The answer to the last call is not believed, whatever it is: the file's own shares tell. */
  const tryToShare = async (name: string, place: SharePlace, file: UploadFile, tries: number, signal?: AbortSignal): Promise<State> => {
    const keepState = async (fileId: string, stage: State['stage']): Promise<State> => {
      const state: State = { fileId, stage, tries }
      await memory.set(memoryKey(name), { ...state })
      return state
    }
    const fileId = await upload(
      file,
      async (id) => {
        await keepState(id, 'uploading')
      },
      signal,
    )
    const state = await keepState(fileId, 'completing')
    await api
      .send((client) =>
        client.files.completeUploadExternal({
          files: [{ id: fileId, title: file.fileName }],
          channel_id: place.channel,
          ...(place.thread ? { thread_ts: place.thread } : {}),
        }),
      )
      .catch((error: unknown) => {
        // Slack refused for a reason that looking again does not change.
        if (error instanceof MoodreelError && error.code === 'not_allowed') throw error
        log.warn({ err: error, file: fileId }, 'the answer about a file that was sent got lost; looking for the file')
      })
    return state
  }

  return {
    remove,

    async share(name, place, file, signal) {
      const kept = stateSchema.nullable().parse(await memory.get(memoryKey(name)))
      if (kept?.stage === 'shared') return kept.fileId
      // What only was being uploaded can be seen by nobody and is simply sent anew.
      let state = kept?.stage === 'completing' ? kept : await tryToShare(name, place, file, kept?.tries ?? 1, signal)
      for (;;) {
        if (await waitForShare(state.fileId, place, signal)) {
          await memory.set(memoryKey(name), { ...state, stage: 'shared' })
          return state.fileId
        }
        if (state.tries > 1) throw failed('Slack took the file and does not show it')
        log.warn({ file: state.fileId, channel: place.channel }, 'Slack never showed a file; it is deleted and sent once more')
        await remove(state.fileId)
        state = await tryToShare(name, place, file, state.tries + 1, signal)
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

const memoryKey = (name: string): string => `slack:file:${name}`

const failed = (detail: string): MoodreelError =>
  new MoodreelError('delivery_failed', 'The clip could not be uploaded to Slack; it is tried again.', { cause: new Error(detail) })
