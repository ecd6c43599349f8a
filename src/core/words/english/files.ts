import { and, count } from './grammar.ts'

interface Number {
  number: number
}
interface Named {
  name: string
}
interface Listed extends Number {
  names: string[]
}
const only = ({ names }: { names: string[] }): string => `only ${and(names)} now`

/** The configuration's files, read again while the bot runs: what moderators are told of them. */
export const files = {
  reread: ({ files, changes }: { files: string[]; changes: string[] }) =>
    `${and(files)} ${files.length === 1 ? 'was' : 'were'} read again: ${changes.join('; ')}. That counts for new requests.`,
  refused: 'The bot’s configuration was changed and cannot be used as it is now. The rules from before go on. Tell the operator:',
  mended: 'The bot’s configuration can be used again. Nothing in it is different from before.',
  more: ({ number }: Number) => `and ${number} more`,
  within: ({ where, changes }: { where: string; changes: string[] }) => `${where}: ${changes.join(', ')}`,
  otherwise: 'changed',
  changed: ({ name }: Named) => `${name} changed`,

  // Rules for words.
  rule: ({ name }: Named) => `rule ${name}`,
  addedRule: ({ name }: Named) => `rule ${name} added`,
  removedRule: ({ name }: Named) => `rule ${name} removed`,
  addedWord: ({ number }: Number) => `${count(number, 'word')} added`,
  removedWord: ({ number }: Number) => `${count(number, 'word')} removed`,
  addedPattern: ({ number }: Number) => `${count(number, 'pattern')} added`,
  removedPattern: ({ number }: Number) => `${count(number, 'pattern')} removed`,

  // Channels.
  channel: ({ channel }: { channel: string }) => `channel ${channel}`,
  newChannel: 'a rule of its own',
  goneChannel: 'no rule of its own any more',
  addedModel: ({ number }: Number) => `${count(number, 'model')} added`,
  removedModel: ({ number }: Number) => `${count(number, 'model')} removed`,
  onlyModel: only,
  allModel: 'all models now',
  addedMode: ({ number }: Number) => `${count(number, 'mode')} added`,
  removedMode: ({ number }: Number) => `${count(number, 'mode')} removed`,
  onlyMode: only,
  allMode: 'all modes now',
  addedTier: ({ number }: Number) => `${count(number, 'tier')} added`,
  removedTier: ({ number }: Number) => `${count(number, 'tier')} removed`,
  onlyTier: only,
  allTier: 'all tiers now',
  noPace: 'any number of clips an hour',
  defaults: 'other defaults',
  reason: 'another reason for refusals',

  // Tiers.
  tier: ({ name }: Named) => `tier ${name}`,
  newTier: ({ name }: Named) => `tier ${name} added`,
  goneTier: ({ name }: Named) => `tier ${name} removed`,
  noLimit: ({ limit }: { limit: string }) => `${limit} without limit`,
  tierOrder: 'tiers in another order',

  // Models.
  newModels: ({ number, names }: Listed) => `${count(number, 'model')} added (${names.join(', ')})`,
  goneModels: ({ number, names }: Listed) => `${count(number, 'model')} removed (${names.join(', ')})`,
  changedModels: ({ number, names }: Listed) => `${count(number, 'model')} changed (${names.join(', ')})`,
}
