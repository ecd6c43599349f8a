import type { Made } from '../../made.ts'
import { command } from '../command-mention.ts'
import { count, either, made, type OfKind } from './grammar.ts'

interface Sums {
  name: string
  clips: number
  stills: number
  credits: number
}

interface Reported extends OfKind {
  reports: number
  name: string
  /** What the clip is called in its thread, and the first of its words. */
  number?: string
  words?: string
}

interface Standing {
  name: string
  clips: number
  stills: number
  otherReports: number
  warnings: number
  blocks: number
}

/** `today`, `in the last 30 days`. */
const lately = (days: number): string => (days === 1 ? 'today' : `in the last ${days} days`)

interface Retiring {
  model: string
  date: string
  successor?: string | undefined
}

const afterRetirement = ({ successor }: Retiring): string =>
  successor === undefined
    ? 'Choose another model for templates, channels and settings that name it.'
    : `Then ${successor} makes what is asked of it, where that takes all of it and costs no more.`

/** Answers to moderators, and what is posted to their channel. */
export const moderator = {
  onlyModerators: 'Only a moderator can do that. Ask one.',
  onlyManagers: 'Only those who manage this workspace can change what may be spent. Ask one of them.',
  commands: `What moderators can do. Add a name to ${command('help')} to read more about one.`,
  noSuchCommand: ({ name }: { name: string }) => `There is no command /${name}. ${command('mod')} lists them.`,
  unknownMember: ({ id }: { id: string }) =>
    `No member with the ID ${id} has asked for a clip here yet. Check that it is an ID and not a name.`,

  // Quota of a member.
  needsMember: ({ name, action }: { name: string; action: string }) =>
    `${command(name)} ${action} needs a member. Example: /${name} ${action} @ann`,
  setNeedsLimit: ({ example }: { example: string }) => `${command('quota')} set needs a limit and a value. Example: ${example}`,
  grantNeedsCredits: ({ example }: { example: string }) =>
    `${command('quota')} grant needs a number of credits and a reason. Example: ${example}`,
  standing: ({ member, clips, stills, credits }: { member: string; clips: number; stills: number | null; credits: number }) =>
    `${member} has ${either(clips, stills)} left today and ${count(credits, 'credit')} this month. ${command('quota')} set changes a limit.`,
  limitSet: ({ member, limit, value }: { member: string; limit: string; value: string }) =>
    `${limit} for ${member}: now ${value}. ${command('quota')} reset removes all limits set for them.`,
  limitTakenBack: ({ member, limit }: { member: string; limit: string }) => `${limit} for ${member}: the tier’s limit again.`,
  granted: ({ member, credits }: { member: string; credits: number }) =>
    `${member} has ${count(credits, 'credit')} left this month. ${command('mod audit')} shows who granted them.`,
  reset: ({ member }: { member: string }) => `The day and the month of ${member} start over. ${command('quota')} set limits them again.`,
  badLimit: ({ limit }: { limit: string }) => `That value does not fit ${limit}. ${command('quota')} shows what values look like.`,
  setForMember: ({ value }: { value: string }) => `${value}, set for this member`,
  blockedField: 'Blocked',
  blockedBy: ({ reason, by }: { reason: string; by: string }) => `${reason} · for good · by ${by}`,
  blockedByUntil: ({ reason, by, until }: { reason: string; by: string; until: string }) => `${reason} · until ${until} · by ${by}`,
  since: ({ when }: { when: string }) => `since ${when}`,
  jumpTo: ({ what }: { what: string }) => `Jump to ${what}`,

  // Warn and block.
  warnNeedsMember: ({ example }: { example: string }) => `${command('mod warn')} needs a member or a clip. Example: ${example}`,
  warned: ({ name }: { name: string }) => `${name} is warned. Warnings count on the cards of their reported clips.`,
  blockNeedsMember: ({ example }: { example: string }) => `${command('mod block')} needs a member. Example: ${example}`,
  blockNeedsReason: ({ example }: { example: string }) => `${command('mod block')} needs a reason. Example: ${example}`,
  blockTitle: ({ name }: { name: string }) => `Block ${name}`,
  blockTitleUnknown: 'Block the member',
  blocked: ({ name }: { name: string }) => `${name} is blocked from making clips here. ${command('mod unblock')} undoes this.`,
  blockedUntil: ({ name, until }: { name: string; until: string }) =>
    `${name} is blocked from making clips here until ${until}. ${command('mod unblock')} undoes this.`,
  unblocked: ({ name }: { name: string }) => `${name} can make clips again. ${command('quota')} show tells what they have left.`,

  // A model that its vendor takes away.
  retires: (given: Retiring) => `Its vendor takes ${given.model} away after ${given.date}. ${afterRetirement(given)}`,
  retiresOrLater: (given: Retiring) => `Its vendor may take ${given.model} away any day from ${given.date} on. ${afterRetirement(given)}`,

  // Reports and approvals.
  reportsOf: ({ reports, name, number, words, kind = 'clip' }: Reported) =>
    `${count(reports, 'report')} of ${number ? `${kind} ${number}` : `a ${kind}`}${words ? ` “${words}”` : ''} by ${name}`,
  reportedFor: ({ reason, name }: { reason: string; name: string }) => `(${reason}) ${name}`,
  reportedSaying: ({ words, name }: { words: string; name: string }) => `“${words}” ${name}`,
  moreReports: ({ reports }: { reports: number }) => `and ${count(reports, 'more report', 'more reports')}`,
  reasons: 'Reasons',
  reasonTimes: ({ reason, times }: { reason: string; times: number }) => `${reason} ${times}`,
  reasonRealPerson: 'real person',
  reasonMinors: 'minors',
  reasonViolence: 'violence or hate',
  reasonSexual: 'sexual',
  reasonRights: 'rights of others',
  reasonOther: 'other',
  standingOf: ({ name, otherReports, warnings, blocks, ...each }: Standing) =>
    `${name}: ${made(each)}, ${count(otherReports, 'other clip', 'other clips')} reported, ${count(warnings, 'warning')}, ${count(blocks, 'block')}`,
  remove: 'Remove',
  removeAndBlock: 'Remove and block 24 h',
  warn: 'Warn',
  jump: 'Jump',
  undo: 'Undo',
  undoUntil: ({ until }: { until: string }) => `can be undone until ${until}`,
  removedBy: ({ name }: { name: string }) => `removed by ${name}`,
  removedAndBlockedBy: ({ name }: { name: string }) => `removed by ${name}, member blocked for 24 h`,
  warnedBy: ({ name }: { name: string }) => `member warned by ${name}`,
  erasedCase: 'deleted with all data of its member',
  caseOver: ({ ending, when }: { ending: string; when: string }) =>
    `Somebody was faster: ${ending}, ${when}. Undo on the card takes it back.`,
  clipRemoved: ({ kind = 'clip' }: OfKind) => `The ${kind} is removed. Undo on its card brings it back for 24 hours.`,
  clipRemovedAndBlocked: ({ kind = 'clip' }: OfKind) =>
    `The ${kind} is removed, and its member is blocked for 24 hours. Undo on its card takes both back.`,
  memberWarned: ({ kind = 'clip' }: OfKind) => `The member is warned. The ${kind} stays.`,
  notTold: 'The member could not be told by direct message.',
  notToldDirectly: ({ name }: { name: string }) => `${name} could not be told by direct message.`,
  undone: 'That is undone, and the reports are open again.',
  nothingToUndo: 'There is nothing to undo. Nobody has ended the reports of that clip, or somebody undid it already.',
  tooLateToUndo: 'That was more than 24 hours ago, so it stays as it is.',
  noSuchSanction: 'That warning or block does not exist any more.',
  noReports: 'No reports are waiting.',
  reportsWaiting: ({ reports }: { reports: number }) => `${count(reports, 'reported clip')} waiting, oldest first.`,
  requestsWaiting: ({ requests }: { requests: number }) =>
    `${count(requests, 'request')} waiting, oldest first. ${command('mod approve')} or ${command('mod decline')} with the ID answers one.`,
  noRequests: 'No requests are waiting for a moderator.',
  requestOf: ({ name, credits, ...each }: Sums) =>
    `${name}: ${made(each)}, ${count(credits, 'credit')}${each.clips + each.stills > 1 ? ' in all' : ''}`,
  blockedMembers: ({ members }: { members: number }) =>
    `${count(members, 'member is', 'members are')} blocked. ${command('mod unblock')} lets one make clips again.`,
  nobodyBlocked: 'Nobody is blocked here.',
  tiersHere: `The tiers here, from weak to strong. ${command('mod workspace')} changes a limit or gives a role its tier.`,
  /** As it is typed, then who has it. */
  tierOf: ({ tier, who }: { tier: string; who: string }) => `${tier} · ${who}`,
  tierDefault: 'members without a tier',
  tierDirect: 'direct messages',
  tierNamed: ({ tier }: { tier: string }) => `tier ${tier}`,
  tierGuests: 'guests',
  tierRoles: ({ roles }: { roles: string[] }) => roles.join(', '),
  tierNobody: 'nobody yet',
  limitValue: ({ limit, value }: { limit: string; value: string }) => `${limit}: ${value}`,
  modLists: 'Lists',
  modDeeds: 'Reported clips',
  modNeedsClip: ({ what, example }: { what: string; example: string }) => `${command(`mod ${what}`)} needs a clip. Example: ${example}`,
  reportedStill: 'A still of the reported clip',
  dismiss: 'Dismiss',
  dismissed: ({ kind = 'clip' }: OfKind) => `The report is dismissed. The ${kind} stays.`,
  dismissedBy: ({ name }: { name: string }) => `dismissed by ${name}`,
  erased: ({ id, kind = 'clip' }: { id: string } & OfKind) => `The ${kind} ${id} was deleted with all data of its member.`,
  approved: ({ name }: { name: string }) => `Approved. The clip of ${name} is being made. ${command('queue')} shows how far it is.`,
  declined: ({ name }: { name: string }) => `Declined. ${name} is notified and gets the credits back.`,
  declineTitle: ({ name }: { name: string }) => (name === '' ? 'Decline the request' : `Decline the request of ${name}`),
  answeredAlready: ({ answer }: { answer: string }) => `Somebody was faster: ${answer}. There is nothing left to do.`,
  appealOf: ({ name }: { name: string }) => `${name} appeals`,
  appealWords: 'Their words',
  blockedForGoodBy: ({ name }: { name: string }) => `blocked for good by ${name}`,
  blockedUntilBy: ({ name, until }: { name: string; until: string }) => `blocked by ${name} until ${until}`,
  lift: 'Lift',
  keep: 'Keep',
  liftedBy: ({ name }: { name: string }) => `lifted by ${name}`,
  keptBy: ({ name }: { name: string }) => `kept by ${name}`,
  lifted: 'It is lifted, and the member can make clips again.',
  kept: 'It stays as it is.',
  unansweredInTime: 'nobody answered within a day',
  canceledMeanwhile: 'canceled by the member',
  nothingToDecide: 'That request is already answered or over, or it needs no approval. There is nothing left to do.',
  approvedBy: ({ name }: { name: string }) => `approved by ${name}`,
  declinedBy: ({ name }: { name: string }) => `declined by ${name}`,

  // Queue and models.
  queue: (each: Made) => `${made(each)} in progress. ${command('cancel')} with an ID stops one.`,
  queueEmpty: 'No clips are in progress.',
  cancelNeedsId: `${command('queue')} cancel needs a clip: its number here, its ID, or all for every clip of yours. ${command('queue')} lists them.`,
  paused: `Nobody can make clips now. Clips in progress go on. ${command('queue')} resume ends the pause.`,
  resumed: `Everybody can make clips again. ${command('queue')} shows what is in progress.`,
  modelPaused: ({ model }: { model: string }) => `Nobody can use ${model} now. ${command('queue')} resume ${model} turns it on again.`,
  modelOff: ({ model }: { model: string }) => `Nobody can use ${model} now. ${command('models')} enable ${model} turns it on again.`,
  modelOn: ({ model }: { model: string }) => `Everybody can use ${model} again. ${command('models')} lists all models.`,
  needsModel: ({ action, example }: { action: string; example: string }) =>
    `${command('models')} ${action} needs a model. Example: ${example}`,

  // Money.
  spent: ({ spent }: { spent: string }) =>
    `${spent} is spent this month, and there is no budget. ${command('mod budget')} 50 sets one of $50.`,
  spentOf: ({ spent, budget }: { spent: string; budget: string }) =>
    `${spent} of ${budget} is spent this month. Nobody can make clips beyond that. ${command('mod budget')} off removes the budget.`,
  budgetNear: ({ percent, spent, budget, resetsAt }: { percent: number; spent: string; budget: string; resetsAt: string }) =>
    `${percent}% of this month’s budget is spent: ${spent} of ${budget}. It resets ${resetsAt}. ${command('mod budget')} changes it.`,
  budgetReached: ({ spent, budget, resetsAt }: { spent: string; budget: string; resetsAt: string }) =>
    `This month’s budget is spent: ${spent} of ${budget}. It resets ${resetsAt}. ${command('mod budget')} changes it.`,
  roofDayNear: ({ spent, roof, resetsAt }: { spent: string; roof: string; resetsAt: string }) =>
    `Most of the day’s limit for the whole bot is spent: ${spent} of ${roof}. It resets ${resetsAt}. MOODREEL_USD_PER_DAY changes it.`,
  roofDayReached: ({ spent, roof, resetsAt }: { spent: string; roof: string; resetsAt: string }) =>
    `The day’s limit for the whole bot is spent: ${spent} of ${roof}. It resets ${resetsAt}. MOODREEL_USD_PER_DAY changes it.`,
  roofMonthNear: ({ spent, roof, resetsAt }: { spent: string; roof: string; resetsAt: string }) =>
    `Most of the month’s limit for the whole bot is spent: ${spent} of ${roof}. It resets ${resetsAt}. MOODREEL_USD_PER_MONTH changes it.`,
  roofMonthReached: ({ spent, roof, resetsAt }: { spent: string; roof: string; resetsAt: string }) =>
    `The month’s limit for the whole bot is spent: ${spent} of ${roof}. It resets ${resetsAt}. MOODREEL_USD_PER_MONTH changes it.`,

  // Usage.
  usage: ({ credits, spent, days, ...each }: { clips: number; stills: number; credits: number; spent: string; days: number }) =>
    `${made(each)} for ${count(credits, 'credit')} (${spent}) ${lately(days)}. The table has every day and member.`,
  usageChart: ({ days }: { days: number }) => `Clips and stills a day, ${lately(days)}`,
  members: 'Members',
  outcomes: 'Outcomes',
  notCounted: 'Not counted, for they cost nothing',
  thisMonth: 'Spent this month',
  sums: ({ name, credits, ...each }: Sums) => `${name}: ${made(each)}, ${count(credits, 'credit')}`,
  otherSums: ({ others, credits, ...each }: { others: number; clips: number; stills: number; credits: number }) =>
    `${others} more: ${made(each)}, ${count(credits, 'credit')}`,
  freeSum: ({ name, ...each }: { name: string; clips: number; stills: number }) => `${name}: ${made(each)}`,
  none: 'none',
  amountOf: ({ spent, budget }: { spent: string; budget: string }) => `${spent} of ${budget}`,

  // Workspace.
  workspace: 'The settings of this workspace. Name an option to change it.',
  workspaceSaved: `Saved. It counts from now on. ${command('mod audit')} shows who changed what.`,
  timeZone: 'Time zone',
  channel: 'Moderators’ channel',
  approval: 'Needs approval',
  approvalAbove: ({ credits }: { credits: number }) => `above ${count(credits, 'credit')}`,
  nothing: 'nothing',
  budget: 'Monthly budget',
  pausedField: 'Paused',
  noReason: 'no reason given',
  modelOffField: ({ model }: { model: string }) => `Turned off: ${model}`,
  rolesField: 'Tiers of roles',
  roleHas: ({ role, tier }: { role: string; tier: string }) => `${role}: ${tier}`,
  tierLimit: ({ tier, limit }: { tier: string; limit: string }) => `${limit} of ${tier}`,
  tierNeedsMore: 'A tier needs a role or a limit. Add one.',
  roleNeedsTier: ({ example }: { example: string }) => `A role needs a tier. Example: ${example}`,
  limitNeedsMore: ({ example }: { example: string }) => `To set a limit, give a tier, a limit and a value. Example: ${example}`,
  noSuchChannel: 'There is no such channel here. The bot posts to its own feed.',
  channelUntested: 'The test post could not be sent just now, so nothing was changed. Try again in a minute.',
  noChannel: `No moderators’ channel is set here. ${command('setup')} sets one.`,
  channelWorks: 'Reports, approvals and warnings for moderators come here from now on.',
  logWorks: 'What is written to the audit log shows here from now on.',
  logChannel: 'Log channel',
  rules: ({ rules }: { rules: number }) =>
    `${count(rules, 'word or pattern', 'words and patterns')} of this workspace’s own. ${command('mod policy')} remove takes one back by its number.`,
  noRules: `No words are refused here but the policy’s own. ${command('mod policy')} add refuses more.`,
  rulesOfPolicy: ({ rules }: { rules: string[] }) => `Rules of the policy: ${rules.join(', ')}`,
  ruleNumber: ({ number }: { number: number }) => `${number}`,
  ruleBy: ({ name }: { name: string }) => `by ${name}`,
  patternShown: ({ text }: { text: string }) => `pattern ${text}`,
  rulesAdded: ({ rules }: { rules: number }) =>
    `${count(rules, 'word or pattern', 'words and patterns')} added. A new prompt with ${rules === 1 ? 'it' : 'one of them'} is refused here.`,
  rulesKnown: `That is refused here already. ${command('mod policy')} list shows all.`,
  ruleRemoved: ({ number, text }: { number: number; text: string }) => `${number} (${text}) is removed. New prompts may hold it again.`,
  refusesEveryday: ({
    number,
    text,
    refused,
    tried,
    prompts,
  }: {
    number: number
    text: string
    refused: number
    tried: number
    prompts: string[]
  }) =>
    `“${text}” also refuses ${refused} of ${tried} everyday prompts: ${prompts.map((prompt) => `“${prompt}”`).join(', ')}. ${command('mod policy')} remove ${number} takes it back.`,
  testPasses: 'No rule would refuse that here.',
  testRefused: ({ rule }: { rule: string }) => `The rule ${rule} of the policy would refuse that here. The member would read:`,
  testRefusedHere: ({ number, text }: { number: number; text: string }) =>
    `${number} (${text}), added here, would refuse that. The member would read:`,
  serviceUnasked: 'The moderation service also reads prompts, and was not asked.',
  badRule: ({ text, problem }: { text: string; problem: string }) => `“${text}” cannot be added: ${problem}.`,
  rulesFull: ({ rules }: { rules: number }) => `A workspace can have ${rules} words and patterns of its own. Remove some first.`,
  patternsFull: ({ patterns }: { patterns: number }) => `A workspace can have ${patterns} patterns of its own. Remove one first.`,
  noSuchRule: ({ named }: { named: string }) => `Nothing is added here as ${named}. ${command('mod policy')} list shows all.`,
  meantRule: ({ named, meant }: { named: string; meant: string }) => `Nothing is added here as ${named}. Did you mean ${meant}?`,
  policyNeedsAction: ({ example }: { example: string }) => `Say what to do with that: add, remove or test. Example: ${example}`,
  policyNeedsWords: ({ action, example }: { action: string; example: string }) =>
    `${command('mod policy')} ${action} needs words. Example: ${example}`,
  channels: `What channels allow here. ${command('mod channel')} with a channel and an option changes it.`,
  noChannelRules: `Every channel allows the same here. ${command('mod channel')} --pace 10 lets 10 clips an hour into the one where you say it.`,
  noChannelRule: 'Nothing special holds in that channel.',
  channelSaved: `Saved. It counts for new requests. ${command('mod audit')} shows who changed what.`,
  thisChannel: 'This channel',
  channelField: 'Channel',
  channelFree: 'nothing special',
  channelPace: ({ clips }: { clips: number }) => `${count(clips, 'clip')} an hour`,
  channelOnly: ({ names }: { names: string[] }) => `only ${names.join(', ')}`,
  channelOwn: ({ bound }: { bound: string }) => `${bound} (set here)`,
  bound_models: 'Models',
  bound_modes: 'Modes',
  bound_tiers: 'Tiers',
  bound_clipsPerHour: 'Clips an hour',
  channelAny_models: 'all models (set here)',
  channelAny_modes: 'all modes (set here)',
  channelAny_tiers: 'all tiers (set here)',
  channelAny_clipsPerHour: 'any number of clips an hour (set here)',
  channelsFull: ({ channels }: { channels: number }) =>
    `Rules can be set for ${channels} channels here at most. Take those of another back first, each with default.`,
  needsChannel: 'There is no channel here. Name one, or say it in the channel.',
  channelByName: ({ name }: { name: string }) =>
    `${name} is a name, and a channel is known by its ID. Say it in the channel itself, or choose the channel from the list.`,
  noSuchMode: ({ modes }: { modes: string[] }) => `That is no mode. The modes are ${modes.join(', ')}.`,
  meantModel: ({ model, meant }: { model: string; meant: string }) => `There is no model ${model}. Did you mean ${meant}?`,
  noSuchTimeZone: ({ zone }: { zone: string }) => `There is no time zone ${zone}. Give one such as Europe/Berlin or Asia/Seoul.`,
  noSuchTier: ({ tier, tiers }: { tier: string; tiers: string[] }) => `There is no tier ${tier}. The tiers are ${tiers.join(', ')}.`,
}
