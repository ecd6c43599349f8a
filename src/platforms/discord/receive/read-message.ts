import { z } from 'zod'
import { filesIn } from './message-files.ts'
import type { SaidMessage } from './said-message.ts'

const text = z.string().min(1)
const absent = <Value>(schema: z.ZodType<Value>) => schema.optional().catch(undefined)

const authorSchema = z.object({ id: z.string(), username: z.string(), global_name: absent(text) })
const memberSchema = z.object({ nick: absent(text), roles: z.array(z.string()).catch([]) }).catch({ nick: undefined, roles: [] })
const answeredSchema = absent(z.object({ message_id: text, channel_id: absent(text), type: absent(z.number()) }))

/**
 * What a message tells beside its words. The ids and the words are there, for else nobody heard it (`saidTo`); of the rest nothing is needed,
 * so what Discord sends in another shape is left out, and the command is done.
 */
export const readMessage = ({ author, member, attachments, message_reference, referenced_message: shown, channel_id }: SaidMessage) => {
  const { id, username, global_name: globalName } = authorSchema.parse(author)
  const { nick, roles } = memberSchema.parse(member)
  const answered = answeredSchema.parse(message_reference)
  return {
    author: { id, name: nick ?? globalName ?? username, roles },
    files: filesIn(attachments),
    /** The message that it answers, and what stands there. */
    answered: answered && { message: answered.message_id, channel: answered.channel_id ?? channel_id, type: answered.type, shown },
  }
}
