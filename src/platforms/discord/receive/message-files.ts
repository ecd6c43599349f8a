import type { APIAttachment, APIMessage } from 'discord.js'
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

/** The ids of all buttons and menus, also of those inside of a card. */
const customIdsIn = (components: readonly object[]): string[] =>
  components.flatMap((component) => [
    ...('custom_id' in component && typeof component.custom_id === 'string' ? [component.custom_id] : []),
    ...('components' in component && Array.isArray(component.components) ? customIdsIn(component.components) : []),
  ])

/** The clip that a message of ours shows, by its file's name or by its buttons; null when it shows none. */
export const generationIn = (message: APIMessage, applicationId: string): string | null => {
  if (message.application_id !== applicationId && message.author.id !== applicationId) return null
  const named = message.attachments.map(({ filename }) => /^moodreel-([^.]+)\./.exec(filename)?.[1] ?? '')
  const pressed = customIdsIn(message.components ?? []).map((id) => readCustomId(id)?.argument ?? '')
  return [...named, ...pressed].find((id) => idPattern.test(id)) ?? null
}
