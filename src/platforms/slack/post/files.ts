import { z } from 'zod'
import { MoodreelError } from '../../../core/errors.ts'
import type { Attachment } from '../../../core/request.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import { slackCode } from '../refusal.ts'
import { isSlackAddress } from '../slack-address.ts'

const scheme = 'slack-file:'
/** The largest file that a person may give, in bytes. */
const fileLimitBytes = 200 * 1024 * 1024

/**
 * A file as Slack's payloads name it. One that comes by Slack Connect says nothing of itself but `check_file_info`.
 * https://docs.slack.dev/reference/objects/file-object
 */
export const slackFileSchema = z.object({
  id: z.string().regex(/^[A-Z0-9]{2,32}$/),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  file_access: z.string().nullish(),
})
export type SlackFile = z.infer<typeof slackFileSchema>

const infoSchema = slackFileSchema.extend({
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
  is_external: z.boolean().optional(),
})

/** Files that people gave, read with the bot's token, which goes nowhere but to Slack. */
export interface Files {
  /** The files as attachments; Slack is asked about those that say nothing of themselves. */
  attachments(files: readonly SlackFile[]): Promise<Attachment[]>
  open(attachment: Attachment, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
}

/** Throws MoodreelError `not_found`, `not_allowed`, `too_large`, `fetch_refused`, and `fetch_failed`, which may be tried again. */
export const createFiles = (api: SlackApi, { botToken, apiUrl }: { botToken: string; apiUrl: string }): Files => {
  const info = async (id: string, name?: string) => {
    try {
      return infoSchema.parse((await api.ask((client) => client.files.info({ file: id }))).file)
    } catch (error) {
      const code = slackCode(error)
      if (code !== 'file_not_found' && code !== 'file_deleted') throw error
      const sentence = name === undefined ? say('slack.attachedUnseen') : say('slack.fileUnseen', { file: name })
      throw new MoodreelError('not_found', sentence, { cause: error })
    }
  }

  return {
    attachments: (files) =>
      Promise.all(
        files.map(async (file) => {
          const told = file.file_access === 'check_file_info' || !file.name ? await info(file.id) : file
          return {
            url: `${scheme}${file.id}`,
            name: (told.name || file.id).slice(-255),
            ...(told.mimetype ? { mediaType: told.mimetype } : {}),
            ...(told.size ? { sizeBytes: told.size } : {}),
          }
        }),
      ),

    async open(attachment, signal) {
      const { url, name } = attachment
      if (!url.startsWith(scheme)) throw new MoodreelError('fetch_refused', say('slack.notOnSlack', { file: name }))
      const file = await info(url.slice(scheme.length), name)
      const address = file.url_private_download ?? file.url_private
      if (file.is_external || !address || !isSlackAddress(apiUrl, address)) {
        throw new MoodreelError('fetch_refused', say('slack.outsideSlack', { file: name }))
      }
      if ((file.size ?? 0) > fileLimitBytes) throw tooLarge(name)
      const response = await fetch(address, { headers: { authorization: `Bearer ${botToken}` }, redirect: 'manual', signal }).catch(
        (cause: unknown) => {
          throw new MoodreelError('fetch_failed', say('slack.fileNotSent', { file: name }), { cause })
        },
      )
      // A token that is not welcome is sent to the login page, as a redirect or as a page with status 200.
      const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '') && !/html/i.test(file.mimetype ?? '')
      if (isPage || (response.status >= 300 && response.status < 400) || response.status === 401 || response.status === 403) {
        await response.body?.cancel()
        throw new MoodreelError('not_allowed', say('slack.loginPage', { file: name }))
      }
      if (response.status === 404) {
        await response.body?.cancel()
        throw new MoodreelError('not_found', say('slack.fileGone', { file: name }))
      }
      if (!response.ok || !response.body) {
        await response.body?.cancel()
        throw new MoodreelError('fetch_failed', say('slack.fileNotSent', { file: name }))
      }
      if (Number(response.headers.get('content-length') ?? 0) > fileLimitBytes) {
        await response.body.cancel()
        throw tooLarge(name)
      }
      return response.body
    },
  }
}

const tooLarge = (name: string): MoodreelError =>
  new MoodreelError('too_large', say('slack.givenTooLarge', { file: name, megabytes: fileLimitBytes / 1024 / 1024 }))
