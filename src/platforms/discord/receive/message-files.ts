import type { APIAttachment } from 'discord.js'
import { z } from 'zod'
import { idPattern } from '../../../core/id.ts'
import type { Attachment } from '../../../core/request.ts'
import { readCustomId } from '../custom-id.ts'

/** A file as a member gave it. Its link is signed and soon dead: the studio fetches it at once. */
export const attachmentOf = (file: Pick<APIAttachment, 'url' | 'filename' | 'content_type' | 'size'>): Attachment => ({
  url: file.url,
  name: file.filename.slice(-255),
  mediaType: file.content_type,
  sizeBytes: file.size,
})

const listSchema = z.array(z.unknown()).catch([])
const fileSchema = z.object({
  url: z.string(),
  filename: z.string(),
  content_type: z.string().optional().catch(undefined),
  size: z.number(),
})
const forwardedSchema = z.object({ message: z.object({ attachments: z.unknown() }) })

const readEach = <Entry>(list: unknown, schema: z.ZodType<Entry>): Entry[] =>
  listSchema.parse(list).flatMap((entry) => schema.safeParse(entry).data ?? [])

/** The files in a message's list of them. What is no file there is left out, and no list holds none. */
export const filesIn = (attachments: unknown): Attachment[] => readEach(attachments, fileSchema).map(attachmentOf)

const typesOf = { image: /^image\//, video: /^video\//, any: /^(image|video)\// }

/** The first file of a kind in a message or in what it forwards, `any` of both; null without one. */
export const fileIn = (message: { attachments?: unknown; message_snapshots?: unknown }, kind: keyof typeof typesOf): Attachment | null => {
  const forwarded = readEach(message.message_snapshots, forwardedSchema).flatMap((snapshot) => filesIn(snapshot.message.attachments))
  return [...filesIn(message.attachments), ...forwarded].find(({ mediaType }) => mediaType && typesOf[kind].test(mediaType)) ?? null
}

const shownSchema = z.object({
  application_id: z.string().optional().catch(undefined),
  author: z.object({ id: z.string() }).optional().catch(undefined),
  attachments: listSchema,
  components: listSchema,
})
const nameSchema = z.object({ filename: z.string() })
const componentSchema = z.object({ custom_id: z.string().optional().catch(undefined), components: listSchema })
/** Discord nests three. */
const deepest = 8

/** The ids of all buttons and menus, also of those inside of a card. */
const customIdsIn = (components: unknown, depth = 0): string[] =>
  depth > deepest
    ? []
    : readEach(components, componentSchema).flatMap(({ custom_id: id, components: inner }) => [
        ...(id === undefined ? [] : [id]),
        ...customIdsIn(inner, depth + 1),
      ])

/** The clip that a message of ours shows, by its file's name or by its buttons; null when it shows none. */
export const generationIn = (message: unknown, applicationId: string): string | null => {
  const shown = shownSchema.safeParse(message).data
  if (!shown || (shown.application_id !== applicationId && shown.author?.id !== applicationId)) return null
  const named = readEach(shown.attachments, nameSchema).map(({ filename }) => /^moodreel-([^.]+)\./.exec(filename)?.[1] ?? '')
  const pressed = customIdsIn(shown.components).map((id) => readCustomId(id)?.argument ?? '')
  return [...named, ...pressed].find((id) => idPattern.test(id)) ?? null
}
