import type { Command } from '../command.ts'

/** What people say most stands first wherever a platform lets us order: what makes clips, what goes on from one, what is about the one who asks. */
const order = [
  ...[
    't2v',
    'i2v',
    'v2v',
    'still',
    'reroll',
    'vary',
    'edit',
    'extend',
    'animate',
    'restyle',
    'fix',
    'upscale',
    'refine',
    'cancel',
    'delete',
    'restore',
    'vote',
    'pick',
    'star',
    'show',
    'save',
    'more',
    'info',
    'report',
  ],
  ...['template', 'models', 'help', 'history', 'queue', 'quota', 'settings', 'consent', 'appeal', 'forget'],
  ...[
    'setup',
    'mod',
    'approve',
    'decline',
    'dismiss',
    'warn',
    'block',
    'unblock',
    'usage',
    'budget',
    'audit',
    'policy',
    'channel',
    'workspace',
  ],
]

const groups: readonly Command['group'][] = [undefined, 'you', 'moderators']

/** The commands by their use, group by group; an operator's own come last in theirs. */
export const byUse = (commands: readonly Command[]): Command[] => {
  const rank = ({ name, group }: Command): number => {
    const at = order.indexOf(name)
    return groups.indexOf(group) * 2 * order.length + (at < 0 ? order.length : at)
  }
  return commands.toSorted((one, other) => rank(one) - rank(other))
}
