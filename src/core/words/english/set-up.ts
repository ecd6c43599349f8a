import { command } from '../command-mention.ts'

/** The card by which a workspace is set up, and what whoever invited the bot is told. */
export const setUp = {
  offer: `Moodreel is here and works. ${command('setup')} sets it up in five steps: where reports go, what may be spent, who may make clips.`,
  offerFor: ({ place }: { place: string }) =>
    `Moodreel is now in ${place} and works. Type ${command('setup')} there to set it up in five steps: where reports go, what may be spent, who may make clips.`,
  offerButton: 'Set up',
  progress: ({ done, of }: { done: number; of: number }) => `Set up Moodreel: ${done} of ${of} steps done.`,
  complete: `Moodreel is set up and open for members. ${command('t2v')} makes the first clip.`,
  closed: 'Members cannot make clips until the five steps are done, or you open it now.',
  open: 'Members can make clips already.',
  step: ({ number, name }: { number: number; name: string }) => `${number}. ${name}`,
  stepDone: ({ number, name }: { number: number; name: string }) => `✓ ${number}. ${name}`,

  channel: 'Moderators’ channel',
  channelAsk: 'Where reports, requests and warnings come. A line is posted there to try it.',
  channelFixed: 'They come here, where everything comes.',
  budget: 'Budget',
  budgetAsk: ({ budget }: { budget: string }) => `What may be spent here in a month. It is ${budget} until you say.`,
  budgetAskNone: 'What may be spent here in a month. There is no limit until you say.',
  budgetSet: ({ budget }: { budget: string }) => `${budget} a month`,
  budgetNone: 'No limit of your own',
  who: 'Who may make clips',
  whoAsk: 'Everybody, or only those who have a role.',
  everybody: 'Everybody',
  onlyRole: ({ role }: { role: string }) => `Only members with the role ${role}, and moderators`,
  listed: 'The operator decides in which places the bot works (MOODREEL_WORKSPACES).',
  words: 'Words',
  wordsRules: ({ rules, own }: { rules: string[]; own: boolean }) =>
    `Prompts are refused by these rules: ${rules.join(', ')}. ${own ? `${command('mod policy')} add adds words of yours.` : 'The operator adds more in policy.yaml.'}`,
  wordsNone: ({ own }: { own: boolean }) =>
    `There are no rules for words. ${own ? `${command('mod policy')} add adds words of yours.` : 'The operator adds them in policy.yaml.'}`,
  test: 'Test report',
  testAsk: 'A report that is none, sent the way of every report.',
  testArrived: 'It arrived.',
  testReport: 'This is a test. A report of a clip looks like this.',
  testFacts: 'nothing to do',
  notArrived: 'The test report did not arrive, for the chat does not answer. Try again in a minute.',
  notArrivedYet: ({ problem }: { problem: string }) => `The test report did not arrive. ${problem}`,

  buttonChannel: 'Choose a channel',
  buttonBudget: 'Set a budget',
  buttonEverybody: 'Everybody',
  buttonRole: 'Only a role',
  buttonWords: 'The words are fine',
  buttonTest: 'Send a test report',
  buttonOpen: 'Open now',

  title_channel: 'The moderators’ channel',
  title_budget: 'The budget of a month',
  title_role: 'Who may make clips',

  operator: 'What the operator allows',
  places: 'Places',
  noRoles: 'Nobody has a role or a user group here that could be chosen. Make one first, or let everybody make clips.',
  noSuchRole: ({ role }: { role: string }) => `There is no role ${role} here. Choose one of this workspace.`,
}
