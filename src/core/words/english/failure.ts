import { command } from '../command-mention.ts'
import { count, type OfKind } from './grammar.ts'

/** Why no clip came. What it cost is said in a line of its own: the code that words a failure does not know that yet. */
export const failure = {
  unknown: ({ kind = 'clip' }: OfKind) => `The ${kind} failed.`,
  someTakes: ({ failed, takes, kind = 'clip' }: { failed: number; takes: number } & OfKind) => `${failed} of ${count(takes, kind)} failed.`,
  ofTakes: ({ takes, why }: { takes: readonly string[]; why: string }) => `${takes.join(', ')}: ${why}`,
  canceled: 'Canceled.',
  declined: 'A moderator declined this request.',
  declinedBecause: ({ reason }: { reason: string }) => `A moderator declined this request. Reason: ${reason}`,
  unanswered: 'No moderator answered within a day. You can ask again.',
  nobodyToAsk: 'This request needs a moderator’s approval, and direct messages have no moderators. Ask in a server instead.',
  flagged: ({ kind = 'clip' }: OfKind) => `The finished ${kind} shows something that is not allowed here, so it is not posted.`,
  unchecked: ({ kind = 'clip' }: OfKind) => `The finished ${kind} could not be checked, so it is not posted. Try again later.`,
  tookTooLong: 'This took too long. Try again later.',

  // What the provider did, or did not do.
  withReason: ({ sentence, reason }: { sentence: string; reason: string }) => `${sentence} The provider’s reason: “${reason}”.`,
  canceledByProvider: ({ kind = 'clip' }: OfKind) => `The provider canceled this ${kind}. Try again.`,
  providerTooSlow: ({ minutes }: { minutes: number }) => `The provider did not finish within ${count(minutes, 'minute')}. Try again later.`,
  notAccepted: ({ kind = 'clip' }: OfKind) => `The provider could not take this ${kind} in time. Try again later.`,
  neverLearnt: ({ kind = 'clip' }: OfKind) => `The provider never said whether it took this ${kind}. Try again.`,
  withoutFile: ({ kind = 'clip' }: OfKind) => `The provider finished without a ${kind}. Try again.`,
  unusable: ({ kind = 'clip' }: OfKind) => `The provider sent a ${kind} that cannot be used. Try again.`,
  unfetched: ({ kind = 'clip' }: OfKind) => `The provider’s ${kind} could not be downloaded. Try again.`,
  modelGone: ({ kind = 'clip' }: OfKind) => `The model of this ${kind} is no longer in the catalog. Choose another.`,
  providerOff: ({ provider }: { provider: string }) => `The provider ${provider} is not set up right now.`,

  // What it cost.
  creditsBack: ({ credits }: { credits: number }) => `Your ${count(credits, 'credit')} ${credits === 1 ? 'is' : 'are'} back.`,
  cost: ({ credits }: { credits: number }) => `This still cost ${count(credits, 'credit')}, because the provider charges for it.`,
  costPart: ({ credits, back }: { credits: number; back: number }) =>
    `This still cost ${count(credits, 'credit')}, because the provider charges for it. The other ${count(back, 'credit')} ${back === 1 ? 'is' : 'are'} back.`,
  free: 'This cost nothing.',
  /** Of a request that is withdrawn before anything was begun. */
  nothingSpent: ({ sentence }: { sentence: string }) => `${sentence} No credits were used.`,

  // What the bot itself could not do.
  platformOff: ({ platform }: { platform: string }) => `The platform ${platform} is switched off right now.`,
  diskFull: 'The disk of this bot is full. Tell the operator.',
  folderFault: 'The folder where this bot keeps its files cannot be used right now. Tell the operator.',
  bucketFull: 'The store where this bot keeps its files is full. Tell the operator.',
  bucketFault: 'The store where this bot keeps its files cannot be used right now. Tell the operator.',
  databaseFault: 'The database of this bot cannot be used right now. Tell the operator.',
  notKept: 'This file is no longer kept.',
  noSuchEntry: `That entry of the audit log does not exist. Start again with ${command('mod audit')}.`,
  noSuchPart: 'That part of the file does not exist.',
}
