import { type APIAttachment, MessageFlags } from 'discord.js'
import { z } from 'zod'
import { refusals } from './refusal.ts'
import { readMarkdown } from './words.ts'

const allowedMentions = z.object({ parse: z.array(z.string()).optional(), users: z.array(z.string()).optional() })

/** What the fake reads of a message that is sent. Discord's contract checks the rest. */
export const messageBody = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  flags: z.number().nullish(),
  components: z.array(z.unknown()).nullish(),
  attachments: z
    .array(z.looseObject({ id: z.union([z.string(), z.number()]), filename: z.string().optional(), description: z.string().optional() }))
    .nullish(),
  allowed_mentions: allowedMentions.nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.looseObject({ message_id: z.string().optional(), fail_if_not_exists: z.boolean().optional() }).nullish(),
})
export type MessageBody = z.infer<typeof messageBody>

interface Component {
  type: number
  id?: number
  content?: string
  custom_id?: string
  label?: string
  url?: string
  components?: Component[]
  items?: { media: { url: string }; description?: string }[]
  file?: { url: string }
  media?: { url: string }
  accessory?: Component
  options?: { label: string; value: string }[]
}

const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [
    component,
    ...flatten([...(component.components ?? []), ...(component.accessory ? [component.accessory] : [])]),
  ])

/** All that a person reads in a message, in its order. */
export const contentOf = (components: readonly unknown[]): string =>
  flatten(components as Component[])
    .flatMap(({ content }) => (content === undefined ? [] : [content]))
    .join('\n')

/** The custom ids of a message's buttons by their labels. */
export const buttonsOf = (components: readonly unknown[]): Map<string, string> =>
  new Map(
    flatten(components as Component[]).flatMap((component) =>
      component.type === 2 && component.custom_id && 'label' in component ? [[String(component.label), component.custom_id] as const] : [],
    ),
  )

/** The choices of a message's menus, each with the custom id of its menu, by their labels. */
export const choicesOf = (components: readonly unknown[]): Map<string, { customId: string; value: string }> =>
  new Map(
    flatten(components as Component[]).flatMap(({ custom_id: customId, options = [] }) =>
      customId ? options.map(({ label, value }) => [label, { customId, value }] as const) : [],
    ),
  )

/** The file names that a message's components show. */
const shownFiles = (components: readonly Component[]): string[] =>
  flatten(components)
    .flatMap(({ items = [], file, media }) => [
      ...items.map((item) => item.media.url),
      ...(file ? [file.url] : []),
      ...(media ? [media.url] : []),
    ])
    .flatMap((url) => (url.startsWith('attachment://') ? [url.slice('attachment://'.length)] : []))

/** Discord's limits on the parts of a message, beside those that its contract knows. */
const checkLimits = (body: MessageBody, all: readonly Component[], attachments: readonly APIAttachment[]): void => {
  const tooLong = (what: string, text: string | null | undefined, limit: number): void => {
    if ([...(text ?? '')].length > limit) throw refusals.invalidForm(`${what} must be ${limit} or fewer in length`)
  }
  tooLong('content', body.content, 2000)
  tooLong('nonce', body.nonce == null ? '' : String(body.nonce), 25)
  for (const { description } of [...(body.attachments ?? []), ...all.flatMap(({ items = [] }) => items)]) {
    tooLong('description', description, 1024)
  }
  for (const { custom_id, label, url } of all) {
    tooLong('custom_id', custom_id, 100)
    tooLong('label', label, 80)
    tooLong('url', url, 512)
  }
  if (attachments.length > 10) throw refusals.invalidForm('10 or fewer attachments')
  if (new Set(attachments.map(({ filename }) => filename)).size !== attachments.length) throw refusals.invalidForm('the same name twice')
  for (const { type, components = [], items, content, options, accessory } of all) {
    if (type === 1 && components.length > 1 && components.some((one) => one.type !== 2))
      throw refusals.invalidForm('a menu has a row of its own')
    if (type === 3 && (!options || options.length < 1 || options.length > 25))
      throw refusals.invalidForm(`${options?.length} choices in a menu`)
    for (const { label, value } of options ?? []) {
      tooLong('label', label, 100)
      tooLong('value', value, 100)
    }
    if (new Set(options?.map(({ value }) => value)).size !== (options?.length ?? 0)) throw refusals.invalidForm('the same choice twice')
    if (type === 9 && (components.length < 1 || components.length > 3 || !accessory))
      throw refusals.invalidForm('a section of another shape')
    if (type === 1 && (components.length < 1 || components.length > 5)) throw refusals.invalidForm(`${components.length} buttons in a row`)
    if (type === 12 && (!items || items.length < 1 || items.length > 10)) throw refusals.invalidForm(`${items?.length} items in a gallery`)
    if (type === 10 && !content?.trim()) throw refusals.invalidForm('a text display without text')
  }
}

/** Throws what Discord answers to a message that breaks its rules. */
export const checkMessage = (body: MessageBody, attachments: readonly APIAttachment[]): void => {
  const flags = body.flags ?? 0
  const components = (body.components ?? []) as Component[]
  checkLimits(body, flatten(components), attachments)
  if ((flags & MessageFlags.IsComponentsV2) === 0) {
    if (!body.content?.trim() && components.length === 0 && attachments.length === 0) throw refusals.emptyMessage()
    if (components.some(({ type }) => type !== 1)) throw refusals.invalidForm('such components go with Components V2 only')
    return
  }
  if (body.content || body.embeds?.length) throw refusals.invalidForm('content and embeds go without Components V2 only')
  const all = flatten(components)
  if (all.length === 0) throw refusals.invalidForm('cannot send an empty message')
  if (all.length > 40) throw refusals.invalidForm(`${all.length} components`)
  const length = all.reduce((sum, { content = '' }) => sum + content.length, 0)
  if (length > 4000) throw refusals.invalidForm(`${length} characters of text`)
  for (const kind of ['custom_id', 'id'] as const) {
    const ids = all.flatMap((component) => component[kind] ?? [])
    if (new Set(ids).size !== ids.length) throw refusals.invalidForm(`the same ${kind} twice`)
  }
  const names = attachments.map(({ filename }) => filename)
  const shown = shownFiles(components)
  for (const name of shown) if (!names.includes(name)) throw refusals.invalidForm(`attachment://${name} is not attached`)
  for (const name of names) if (!shown.includes(name)) throw refusals.invalidForm(`${name} is attached and nothing shows it`)
}

/** The commands that a message links. */
export const commandsIn = (body: MessageBody): { name: string; id: string }[] =>
  readMarkdown(`${body.content ?? ''}\n${contentOf(body.components ?? [])}`).obeyed.flatMap((sign) => {
    const [, name, id] = /^<\/([^:]*):(.*)>$/.exec(sign) ?? []
    return name !== undefined && id !== undefined ? [{ name, id }] : []
  })

/** Whom a message calls: what its text says, as far as it allows itself to. */
export const pingsOf = (body: MessageBody): string[] => {
  const { obeyed } = readMarkdown(`${body.content ?? ''}\n${contentOf(body.components ?? [])}`)
  const { parse = ['users', 'roles', 'everyone'], users = [] } = body.allowed_mentions ?? {}
  return obeyed.flatMap((sign) => {
    const member = /^<@!?(\d+)>$/.exec(sign)?.[1]
    if (member) return users.includes(member) || parse.includes('users') ? [member] : []
    return /^@(everyone|here)$/.test(sign) && parse.includes('everyone') ? [sign] : []
  })
}
