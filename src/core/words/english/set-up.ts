import { command } from '../command-mention.ts'

/** The card by which a workspace is set up, and what whoever invited the bot is told. */
export const setUp = {
  offer: `Moodreel is here and works. ${command('setup')} sets it up in five steps, such as where reports go, what it may spend and who may use it.`,
  offerFor: ({ place }: { place: string }) =>
    `Moodreel is now in ${place} and works. Type ${command('setup')} there to set it up in five steps, such as where reports go, what it may spend and who may use it.`,
  offerButton: 'Set up',
  progress: ({ done, of }: { done: number; of: number }) => `Setting up Moodreel: ${done} of ${of} steps done.`,
  complete: `Moodreel is set up and open for members. ${command('t2v')} makes the first clip.`,
  closed: 'Members cannot make clips yet. They can when all five steps are done, or as soon as you press Open now.',
  open: 'Members can make clips now. Each step can be done at any time.',
  step: ({ number, name }: { number: number; name: string }) => `${number}. ${name}`,
  stepDone: ({ number, name }: { number: number; name: string }) => `✓ ${number}. ${name}`,

  channel: 'Moderators’ channel',
  channelAsk: 'Choose the channel where reports and approvals are posted. Moodreel posts one line there to test it.',
  channelFixed: 'Reports and approvals are shown here. There is no other channel to choose.',
  budget: 'Budget',
  budgetAsk: ({ budget }: { budget: string }) => `Set how much may be spent here in a month. Until you do, it is ${budget}.`,
  budgetAskNone: 'Set how much may be spent here in a month. Until you do, there is no limit for this place.',
  budgetSet: ({ budget }: { budget: string }) => `${budget} a month`,
  budgetNone: 'No limit for this place',
  who: 'Who may make clips',
  whoAsk: 'Choose whether everybody can make clips, or only members with a certain role.',
  everybody: 'Everybody',
  onlyRole: ({ role }: { role: string }) => `Members with the role ${role}, and moderators`,
  listed: 'The operator decides where Moodreel works, with MOODREEL_WORKSPACES. If members get no answer, ask the operator.',
  words: 'Prompts that are refused',
  wordsAsk: ({ rules }: { rules: string[] }) =>
    `Prompts are refused by these rules: ${rules.join(', ')}. Confirm that they suit this place.`,
  wordsRules: ({ rules }: { rules: string[] }) => `Prompts are refused by these rules: ${rules.join(', ')}.`,
  wordsNone: 'No prompt is refused yet. The operator can add rules to policy.yaml.',
  ownWords: `To refuse other words too, type ${command('mod policy')} add and the words.`,
  test: 'Test report',
  testAsk: 'Send a test report, to see that reports reach the moderators’ channel.',
  testArrived: 'The test report arrived.',
  testReport: 'This is only a test. When a member reports a clip, the report is posted here like this.',
  testFacts: 'there is nothing to do',
  notArrived: 'The chat does not answer. Try again in a minute.',
  notArrivedYet: ({ problem }: { problem: string }) => `The test report did not arrive. ${problem}`,

  buttonChannel: 'Choose a channel',
  buttonBudget: 'Set a budget',
  buttonEverybody: 'Everybody',
  buttonRole: 'Only a role',
  buttonWords: 'Confirm the rules',
  buttonTest: 'Send a test report',
  buttonOpen: 'Open now',

  title_channel: 'The moderators’ channel',
  title_budget: 'Budget for a month',
  title_role: 'Who may make clips',

  noRoles: 'There is no role or user group here to choose. Create one first, or let everybody make clips.',
  noSuchRole: ({ role }: { role: string }) => `There is no role ${role} here. Give the name of a role that exists here.`,
}
