import { openAsBlob } from 'node:fs'
import { MoodreelError } from '../../../core/errors.ts'
import type { MediaStore } from '../../../core/media-store.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import { slackCode } from '../refusal.ts'
import { isSlackAddress } from '../slack-address.ts'
import { isAboutForm } from './message-form.ts'

/** A file to send, by its key in the media store. */
export interface UploadFile {
  key: string
  fileName: string
  alt: string
  /** For so long its bytes may not arrive before it counts as refused, in milliseconds. */
  patienceMs: number
}

/** What Slack says of a file that it does not take, however often it is asked. */
const aboutFile: ReadonlySet<string> = new Set([
  'file_uploads_disabled',
  'files_upload_disabled',
  'file_uploads_except_images_disabled',
  'file_type_not_allowed',
  'blocked_file_type',
  'storage_limit_reached',
  'over_quota',
  'missing_argument',
  'snippet_too_large',
  'unknown_snippet_type',
  'unknown_subtype',
  'channels_limit_exceeded',
])
const aboutSize: ReadonlySet<string> = new Set(['file_upload_size_restricted', 'file_too_large'])

/** A refusal of the file as MoodreelError `file_refused` or `too_large`; anything else as it is. */
export const asFileRefusal = (error: unknown): unknown => {
  const code = slackCode(error) ?? ''
  if (aboutSize.has(code)) return tooLarge(error)
  return aboutFile.has(code) || code === 'alt_txt_too_large' || isAboutForm(error) ? notTaken(error) : error
}

const tooLarge = (cause: unknown): MoodreelError => new MoodreelError('too_large', say('slack.fileTooLarge'), { cause })

/** For a file that Slack does not take as a file. */
export const notTaken = (cause: unknown): MoodreelError => new MoodreelError('file_refused', say('slack.fileRefused'), { cause })

/** For a file that may be taken later. */
export const notUploaded = (cause: unknown): MoodreelError => new MoodreelError('delivery_failed', say('slack.notUploaded'), { cause })

/**
 * Gives a file's bytes to Slack, which shows them nowhere yet; `started` hears its id before. Throws MoodreelError
 * `file_refused` and `too_large` as Slack says, and `delivery_failed` when the bytes did not arrive.
 */
export const createUploadBytes =
  ({ api, apiUrl, mediaStore }: { api: SlackApi; apiUrl: string; mediaStore: MediaStore }) =>
  async (file: Omit<UploadFile, 'patienceMs'>, started: (fileId: string) => Promise<void>, signal?: AbortSignal): Promise<string> => {
    const ask = (length: number, alt: string) => {
      // The documentation names `alt_txt`, the client `alt_text`: what one of them does not know it ignores.
      const described = alt === '' ? {} : { alt_txt: alt, alt_text: alt }
      return api.ask((client) => client.files.getUploadURLExternal({ filename: file.fileName, length, ...described }))
    }
    const address = async (length: number) => {
      try {
        return await ask(length, file.alt.slice(0, 1000))
      } catch (error) {
        const described = slackCode(error) === 'alt_txt_too_large' || isAboutForm(error)
        if (!described) throw error
        return ask(length, '')
      }
    }

    const borrowed = await mediaStore.borrow(file.key)
    try {
      const bytes = await openAsBlob(borrowed.path)
      const { upload_url: url, file_id: fileId } = await address(bytes.size).catch((error: unknown) => {
        throw asFileRefusal(error)
      })
      if (!url || !fileId || !isSlackAddress(apiUrl, url)) throw notTaken(new Error('Slack gave no address of its own to upload to'))
      await started(fileId)
      const response = await fetch(url, { method: 'POST', body: bytes, redirect: 'error', ...(signal ? { signal } : {}) }).catch(
        (cause: unknown) => {
          throw notUploaded(cause)
        },
      )
      await response.body?.cancel()
      if (response.status === 413) throw tooLarge(new Error('HTTP 413'))
      if (!response.ok) throw notUploaded(new Error(`Slack answered the upload with ${response.status}`))
      return fileId
    } finally {
      await borrowed.release()
    }
  }
