import { count } from './grammar.ts'

/** What stands on the posts of clips: states, facts, buttons, notes. */
export const clip = {
  takes: ({ takes }: { takes: number }) => count(takes, 'take'),
  cancel: 'Cancel',
  cancelTake: ({ take }: { take: number }) => `Cancel take ${take}`,
}
