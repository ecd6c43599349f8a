import { command } from '../command-mention.ts'
import { count } from './grammar.ts'

/** `a minute`, `in 10 s`. */
const within = (seconds: number): string => {
  if (seconds === 60) return 'a minute'
  return seconds === 3600 ? 'an hour' : `in ${seconds} s`
}

/** Why a request is over a limit, and when there is more. */
export const limits = {
  burst: ({ clips, seconds }: { clips: number; seconds: number }) =>
    `You can make ${count(clips, 'clip')} ${within(seconds)}. Try again in a moment.`,
  pace: ({ limit, wanted, nextAt }: { limit: number; wanted: number; nextAt: string }) =>
    `This channel takes ${count(limit, 'clip')} an hour, and there is no room for ${wanted === 1 ? 'another' : wanted} now. Ask again ${nextAt}, or in another channel.`,
  paceNever: ({ limit, wanted }: { limit: number; wanted: number }) =>
    `This channel takes ${count(limit, 'clip')} an hour, and this needs ${wanted}. Ask for fewer, or in another channel.`,
  clipsPerDay: ({ left, limit, wanted, resetsAt }: { left: number; limit: number; wanted: number; resetsAt: string }) =>
    `You have ${left} of ${count(limit, 'clip')} left today, and this needs ${wanted}. Your limit resets ${resetsAt}.`,
  clipsPerMonth: ({ left, limit, wanted, resetsAt }: { left: number; limit: number; wanted: number; resetsAt: string }) =>
    `You have ${left} of ${count(limit, 'clip')} left this month, and this needs ${wanted}. Your limit resets ${resetsAt}.`,
  inFlight: ({ used, limit, wanted }: { used: number; limit: number; wanted: number }) =>
    used === 0
      ? `This needs ${count(wanted, 'clip')} at once. Your limit is ${limit}. Ask for fewer.`
      : `You have ${count(used, 'clip')} in progress, and this needs ${wanted} more. Your limit is ${limit}. Wait for one to finish, or cancel one.`,
  queued: ({ used, limit, wanted }: { used: number; limit: number; wanted: number }) =>
    `You have ${count(used, 'clip')} waiting, and this needs ${wanted} more. Your limit is ${limit}. Wait for one to start, or cancel one.`,
  credits: ({ left, needed, resetsAt }: { left: number; needed: number; resetsAt: string }) =>
    `You have ${count(left, 'credit')} left this month, and this needs ${needed}. You get new credits ${resetsAt}.`,
  sharedClips: ({ limit, resetsAt }: { limit: number; resetsAt: string }) =>
    `Your group shares ${count(limit, 'clip')} a day, and too few are left for this. The limit resets ${resetsAt}.`,
  sharedCredits: ({ limit, resetsAt }: { limit: number; resetsAt: string }) =>
    `Your group shares ${count(limit, 'credit')} a month, and too few are left for this. You get new credits ${resetsAt}.`,
  budget: ({ resetsAt }: { resetsAt: string }) =>
    `What is left of this month’s budget is too little for this. Ask a moderator to raise it. It resets ${resetsAt}.`,
  ends: ({ ends, limit, nextAt }: { ends: number; limit: number; nextAt: string }) =>
    `${count(ends, 'clip')} of yours failed or ${ends === 1 ? 'was' : 'were'} canceled within an hour, and the limit is ${limit}. You can make the next one ${nextAt}.`,
  roofDay: ({ resetsAt }: { resetsAt: string }) => `This is over what the bot’s operator allows for a day. The limit resets ${resetsAt}.`,
  roofMonth: ({ resetsAt }: { resetsAt: string }) =>
    `This is over what the bot’s operator allows for a month. The limit resets ${resetsAt}.`,
  longestSeconds: ({ seconds }: { seconds: number }) => `Your clips can be ${seconds} s long at most. Ask for a shorter one.`,
  highestResolution: ({ resolution }: { resolution: string }) => `You can use up to ${resolution}. Choose a lower resolution.`,
  unlisted: `You can only use listed models. ${command('models')} shows them.`,

  // Limits as values.
  clipsWithin: ({ clips, seconds }: { clips: number; seconds: number }) => `${count(clips, 'clip')} ${within(seconds)}`,
  needsValue: ({ limit, example }: { limit: string; example: string }) =>
    `${limit} takes a value such as ${example}, or default to go back to the tier’s limit.`,
  // a price that is asked about first
  askFirst: ({ clips, credits, above }: { clips: number; credits: number; above: number }) =>
    `This makes ${count(clips, 'clip')} for about ${count(credits, 'credit')}. You are asked because that is more than ${above}.`,
  askYes: 'Make it',
  questionClosed: 'That question is no longer open. Say the command again.',

  // Lines that set a limit, as they are typed.
  exampleOfMember: '/quota set @ann --limit "Clips a day" --value 20',
  exampleOfTier: '/mod workspace --tier team --limit "Clips a day" --value 20',

  // What each limit is called, and can be called by who sets one.
  label_clipsPerDay: 'Clips a day',
  label_clipsPerMonth: 'Clips a month',
  label_creditsPerMonth: 'Credits a month',
  label_inFlight: 'Clips in progress',
  label_queued: 'Clips waiting',
  label_longestSeconds: 'Longest clip',
  label_highestResolution: 'Highest resolution',
  label_models: 'Models',
  label_burst: 'Rate limit',
  label_endsPerHour: 'Failed or canceled clips an hour',
}
