import { command } from '../command-mention.ts'

/** What is not allowed, and where. */
export const policy = {
  // Reasons of the rules that come with the bot.
  minors: 'Sexual content with children, or with anybody who looks like a child, is never allowed here.',
  nonConsensual: 'Clips that undress or abuse somebody against their will are never allowed here.',
  explicit: 'Explicit content is not allowed in this channel. Describe the scene without it.',
  gore: 'Gore is not allowed in this channel. Describe the scene with less blood.',
  notAllowed: 'This prompt is not allowed here. Change it and try again.',
  unchecked: 'Prompts cannot be checked right now. Try again in a few minutes.',

  // What is wrong with a rule; each stands within another sentence.
  wordDigit: 'the word holds a digit; write it in letters, digits in their place are found too',
  wordShort: 'the word is too short; give it two letters or more',
  wordLong: ({ letters }: { letters: number }) => `the word is too long; ${letters} letters are the most`,
  patternEmpty: 'the pattern is found where there is nothing at all',
  patternUnread: ({ why }: { why: string }) => `the pattern cannot be read (${why})`,
  patternLarge: 'the pattern takes too long to look for; make it simpler, or its repetitions shorter',
  phraseMany: 'the phrase stands for too many; make several of it',
  phraseEmpty: 'the phrase holds no letters',

  // Pictures of people.
  likeness: 'I have the right to use these pictures and videos, and every real person in them agrees to what I make.',
  confirmFirst: ({ rule }: { rule: string }) =>
    `Before your first clip from a picture or a video, confirm this with ${command('consent')}: “${rule}”`,

  // Places.
  notOpenYet: `Moodreel is being set up here. Ask a moderator to finish ${command('setup')}, then try again.`,
  onlyRole: ({ role }: { role: string }) => `Only members with the role ${role} can make clips here. Ask a moderator for it.`,
  paused: 'Making clips is paused here. Try again later.',
  pausedBecause: ({ reason }: { reason: string }) => `Making clips is paused here. Try again later. Reason: ${reason}`,
  ageRestrictedOnly: 'You can make clips in age-restricted channels only. Ask in one of them.',
  modelAgeRestricted: ({ model }: { model: string }) =>
    `${model} is for age-restricted channels only. Ask in one of them, or choose another model.`,
  blocked: ({ reason }: { reason: string }) => `You are blocked from making clips here. Ask a moderator about it. Reason: ${reason}`,
  blockedUntil: ({ until, reason }: { until: string; reason: string }) =>
    `You are blocked from making clips here until ${until}. Ask a moderator about it. Reason: ${reason}`,
  notServed: 'The bot’s operator has not turned it on for this workspace. Ask the operator to add it.',
  noDirectMessages: 'The bot makes no clips in direct messages. Ask in a channel of a server.',
  serverFirst: 'Ask for your first clip in a channel of a server. After that, direct messages work too.',
  blockedInServer:
    'You are blocked from making clips in one of your servers, so you cannot make them here. Ask a moderator of that server.',
  pausedInServer: 'Making clips is paused in one of your servers, so it is paused here too. Try again later.',
  budgetInServer: 'The budget of one of your servers is used up, so you cannot make clips here. Ask a moderator of that server.',
}
