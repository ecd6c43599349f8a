import type { Kind } from '../../made.ts'
import { command } from '../command-mention.ts'
import { count, made } from './grammar.ts'

/** A limit of clips and what is left of it, told in what was asked for: five stills where a still counts 0.2 and one clip is left. */
interface Period {
  left: number
  limit: number
  wanted: number
  kind: Kind
  resetsAt: string
}

interface Open {
  /** Of the member, now. */
  clips: number
  stills: number
  left: number
  limit: number
  wanted: number
  kind: Kind
}

/** How many there are, and for how many more there is room: stills and clips are not of one size. */
const tooManyOpen = ({ left, wanted, kind, ...open }: Open, where: string): string =>
  `You have ${made(open)} ${where} and room for ${left} more ${left === 1 ? kind : `${kind}s`}, and this needs ${wanted}.`

/** `a minute`, `in 10 s`. */
const within = (seconds: number): string => {
  if (seconds === 60) return 'a minute'
  return seconds === 3600 ? 'an hour' : `in ${seconds} s`
}

/** Why a request is over a limit, and when there is more. */
export const limits = {
  burst: ({ clips, kind, seconds }: { clips: number; kind: Kind; seconds: number }) =>
    `You can make ${count(clips, kind)} ${within(seconds)}. Try again in a moment.`,
  pace: ({ limit, wanted, kind, nextAt }: { limit: number; wanted: number; kind: Kind; nextAt: string }) =>
    `This channel takes ${count(limit, kind)} an hour, and there is no room for ${wanted === 1 ? 'another' : wanted} now. Ask again ${nextAt}, or in another channel.`,
  paceNever: ({ limit, wanted, kind }: { limit: number; wanted: number; kind: Kind }) =>
    `This channel takes ${count(limit, kind)} an hour, and this needs ${wanted}. Ask for fewer, or in another channel.`,
  clipsPerDay: ({ left, limit, wanted, kind, resetsAt }: Period) =>
    `You have ${left} of ${count(limit, kind)} left today, and this needs ${wanted}. Your limit resets ${resetsAt}.`,
  clipsPerMonth: ({ left, limit, wanted, kind, resetsAt }: Period) =>
    `You have ${left} of ${count(limit, kind)} left this month, and this needs ${wanted}. Your limit resets ${resetsAt}.`,
  inFlight: (open: Open) =>
    open.clips + open.stills === 0
      ? `This needs ${count(open.wanted, open.kind)} at once. Your limit is ${open.limit}. Ask for fewer.`
      : `${tooManyOpen(open, 'in progress')} Wait for one to finish, or cancel one.`,
  queued: (open: Open) => `${tooManyOpen(open, 'waiting')} Wait for one to start, or cancel one.`,
  credits: ({ left, needed, resetsAt }: { left: number; needed: number; resetsAt: string }) =>
    `You have ${count(left, 'credit')} left this month, and this needs ${needed}. You get new credits ${resetsAt}.`,
  sharedClips: ({ limit, kind, resetsAt }: { limit: number; kind: Kind; resetsAt: string }) =>
    `Your group shares ${count(limit, kind)} a day, and too few are left for this. The limit resets ${resetsAt}.`,
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
  stillCounts: ({ still }: { still: number }) => (still === 0 ? 'does not count' : `${still} of a clip`),
  needsValue: ({ limit, example }: { limit: string; example: string }) =>
    `${limit} takes a value such as ${example}, or default to go back to the tier’s limit.`,
  // a price that is asked about first
  askFirst: ({ credits, above, ...asked }: { clips: number; stills: number; credits: number; above: number }) =>
    `This makes ${made(asked)} for about ${count(credits, 'credit')}. You are asked because that is more than ${above}.`,
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
  label_still: 'What a still counts',
}
