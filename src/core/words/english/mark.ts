import { mentionMark } from '../mention-mark.ts'

/** What each platform writes in its own way, alike in every language. */
export const mark = {
  member: ({ id, name }: { id: string; name: string }) => mentionMark({ kind: 'member', id, name }),
  channel: ({ id }: { id: string }) => mentionMark({ kind: 'channel', id, name: '' }),
  role: ({ id, name = '' }: { id: string; name?: string }) => mentionMark({ kind: 'role', id, name }),
}
