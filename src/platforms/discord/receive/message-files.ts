import type { APIAttachment, APIMessage } from 'discord-api-types/v10'
import { idPattern } from '../../../core/id.ts'
import type { Attachment } from '../../../core/request.ts'
import { readCustomId } from '../custom-id.ts'

/** A file as a member gave it. Its link is signed and soon dead: the studio fetches it at once. */
export const attachmentOf = (file: APIAttachment): Attachment => ({
  url: file.url,
  name: file.filename.slice(-255),
  mediaType: file.content_type,
  sizeBytes: file.size,
})

/** The first file of a kind in a message or in what it forwards; null without one. */
export const fileIn = (message: APIMessage, kind: 'image' | 'video'): Attachment | null => {
  const forwarded = (message.message_snapshots ?? []).flatMap((snapshot) => snapshot.message.attachments)
  return [...message.attachments, ...forwarded].map(attachmentOf).find(({ mediaType }) => mediaType?.startsWith(`${kind}/`)) ?? null
}

/** The clip that a message of ours shows, by its file's name or by its buttons; null when it shows none. */
export const generationIn = (message: APIMessage, applicationId: string): string | null => {
  if (message.application_id !== applicationId && message.author.id !== applicationId) return null
  const named = message.attachments.map(({ filename }) => /^moodreel-([^.]+)\./.exec(filename)?.[1] ?? '')
  const pressed = (message.components ?? []).flatMap((row) =>
    'components' in row
      ? row.components.map((button) => ('custom_id' in button ? (readCustomId(button.custom_id)?.argument ?? '') : ''))
      : [],
  )
  return [...named, ...pressed].find((id) => idPattern.test(id)) ?? null
}
