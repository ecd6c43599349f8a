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
  components?: Component[]
  items?: { media: { url: string } }[]
  file?: { url: string }
}

const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [component, ...flatten(component.components ?? [])])

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

/** The file names that a message's components show. */
const shownFiles = (components: readonly Component[]): string[] =>
  flatten(components)
    .flatMap(({ items = [], file }) => [...items.map(({ media }) => media.url), ...(file ? [file.url] : [])])
    .flatMap((url) => (url.startsWith('attachment://') ? [url.slice('attachment://'.length)] : []))

/** Throws what Discord answers to a message that breaks the rules of Components V2. */
export const checkMessage = (body: MessageBody, attachments: readonly APIAttachment[]): void => {
  const flags = body.flags ?? 0
  const components = (body.components ?? []) as Component[]
  if ((flags & MessageFlags.IsComponentsV2) === 0) {
    if (!body.content && components.length === 0) throw refusals.invalidForm('cannot send an empty message')
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
