import { createHash } from 'node:crypto'
import type { types } from '@slack/bolt'
import { z } from 'zod'
import { shorten } from '../escape.ts'
import { slackCode } from '../refusal.ts'
import type { NativeMessage } from './render.ts'

/** The name under which Slack keeps a post's key with its message. */
const eventType = 'moodreel_post'
/** Slack takes 4,000 characters of text. https://docs.slack.dev/reference/methods/chat.postMessage */
const textLimit = 3500

/** How a message is written: with its blocks or as words alone, with its key in the metadata or in what is shown. */
interface MessageForm {
  blocks: boolean
  metadata: boolean
}

const aboutMetadata: ReadonlySet<string> = new Set([
  'metadata_too_large',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_must_be_sent_from_app',
])
const aboutBlocks: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'block_mismatch',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'too_many_contact_cards',
  'markdown_text_conflict',
  'msg_too_long',
  'no_text',
  'missing_file_data',
  // Of a picture that stands in a block.
  'slack_file_not_found',
  'file_not_found',
  'file_deleted',
  'file_is_deleted',
  'file_share_limit_reached',
  'max_file_sharing_exceeded',
  'unable_to_share_files',
  'blocked_file_type',
  // Of anything that was sent.
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_charset',
  'invalid_form_data',
  'invalid_post_type',
  'missing_post_type',
])

/** Whether Slack refused how a message is written, and not the message. */
export const isAboutForm = (error: unknown): boolean => {
  const code = slackCode(error) ?? ''
  return aboutMetadata.has(code) || aboutBlocks.has(code)
}

/** The next plainer form after a refusal; undefined when it was about something else, or there is none. */
const plainerThan = ({ blocks, metadata }: MessageForm, error: unknown): MessageForm | undefined => {
  if (!isAboutForm(error) || (!blocks && !metadata)) return undefined
  return metadata && (!blocks || aboutMetadata.has(slackCode(error) ?? '')) ? { blocks, metadata: false } : { blocks: false, metadata }
}

const digest = (key: string): string => createHash('sha256').update(key).digest('hex')
const blockOf = (key: string): string => `moodreel_${digest(key).slice(0, 32)}`
const shownMark = (key: string): string => `ref ${digest(key).slice(0, 10)}`

/** All that blocks say, as words, with the addresses of the links; without the buttons. */
export const wordsOf = ({ text, blocks }: NativeMessage): string => {
  const words = blocks.flatMap(wordsIn).filter((line) => line !== '')
  return shorten(words.length > 0 ? words.join('\n') : text, textLimit)
}

const wordsIn = (block: types.KnownBlock): string[] => {
  switch (block.type) {
    case 'section':
      return [...(block.text ? [block.text.text] : []), ...(block.fields ?? []).map((field) => field.text)]
    case 'context':
      return block.elements.map((element) => ('text' in element ? element.text : ''))
    case 'actions':
      return block.elements.map((element) => (element.type === 'button' && element.url ? `${element.text.text}: ${element.url}` : ''))
    default:
      return []
  }
}

/** Words alone; what was typed is not read as markup. */
export const asWords = (words: string) => ({ text: words, blocks: [], mrkdwn: false, parse: 'none' as const })

const written = (message: NativeMessage, key: string, { blocks, metadata }: MessageForm) => {
  const marked = metadata ? { metadata: { event_type: eventType, event_payload: { key } } } : {}
  if (!blocks) return { ...asWords(metadata ? wordsOf(message) : `${wordsOf(message)}\n${shownMark(key)}`), ...marked }
  const [first, ...others] = message.blocks
  // Slack keeps a block's id as it was given, so a message that may not carry its key in the metadata is found by that.
  return { ...message, ...marked, ...(metadata || !first ? {} : { blocks: [{ ...first, block_id: blockOf(key) }, ...others] }) }
}
type Written = ReturnType<typeof written>

/**
 * Sends a message that can be found again by its key: as it is drawn, and where Slack refuses the form, plainer. The key
 * stands in its metadata, unseen by people: https://docs.slack.dev/messaging/message-metadata
 */
export const inSomeForm = async <Result>(
  message: NativeMessage,
  key: string,
  send: (written: Written) => Promise<Result>,
  form: MessageForm = { blocks: true, metadata: true },
): Promise<Result> => {
  try {
    return await send(written(message, key, form))
  } catch (error) {
    const plainer = plainerThan(form, error)
    if (!plainer) throw error
    return inSomeForm(message, key, send, plainer)
  }
}

const foundSchema = z.object({
  text: z.string().catch(''),
  bot_id: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
    .optional()
    .catch(undefined),
  blocks: z.array(z.object({ block_id: z.string().optional() }).catch({})).catch([]),
})

/** Whether a message of Slack's history is the one that was sent with this key, in whatever form. */
export const carries = (message: unknown, key: string): boolean => {
  const found = foundSchema.safeParse(message)
  if (!found.success) return false
  const { text, bot_id: botId, metadata, blocks } = found.data
  if (metadata?.event_type === eventType) return metadata.event_payload.key === key
  return blocks[0]?.block_id === blockOf(key) || (botId !== undefined && text.endsWith(shownMark(key)))
}
