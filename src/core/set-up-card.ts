import { worstCase } from './fit/price.ts'
import type { Roof } from './ledger.ts'
import { type Action, notice, type Post } from './post.ts'
import type { SetUpState } from './set-up.ts'
import { dollars } from './words/dollars.ts'
import { channel, role } from './words/mention.ts'
import { type Sentence, say, type Text } from './words/sentence.ts'
import { type SetUpStep, setUpSteps } from './workspace.ts'

const names: Readonly<Record<SetUpStep, Sentence>> = {
  channel: say('setUp.channel'),
  budget: say('setUp.budget'),
  who: say('setUp.who'),
  words: say('setUp.words'),
  test: say('setUp.test'),
}

const valueFor = (step: SetUpStep, state: SetUpState): Text => {
  const isDone = state.done.includes(step)
  const { budgetCredits: budget, makers } = state
  if (step === 'channel')
    return state.isChannelFixed ? say('setUp.channelFixed') : state.channel === null ? say('setUp.channelAsk') : channel(state.channel)
  if (step === 'budget') {
    if (budget === null) return isDone ? say('setUp.budgetNone') : say('setUp.budgetAskNone')
    return isDone ? say('setUp.budgetSet', { budget: dollars(budget) }) : say('setUp.budgetAsk', { budget: dollars(budget) })
  }
  if (step === 'who') {
    if (!isDone) return say('setUp.whoAsk')
    return makers === null ? say('setUp.everybody') : say('setUp.onlyRole', { role: role(makers.id, makers.name) })
  }
  if (step === 'words') {
    if (state.rules.length === 0) return say('setUp.wordsNone')
    return say(isDone ? 'setUp.wordsRules' : 'setUp.wordsAsk', { rules: state.rules })
  }
  return isDone ? say('setUp.testArrived') : say('setUp.testAsk')
}

/** What can be pressed: the steps that are still to be done, of which the first stands out, and in a menu those that can be changed. */
const actionsOf = (state: SetUpState): Pick<Post, 'actions' | 'more'> => {
  const buttons: { step: SetUpStep; argument: string; label: Sentence }[] = [
    ...(state.isChannelFixed ? [] : [{ step: 'channel' as const, argument: 'channel', label: say('setUp.buttonChannel') }]),
    { step: 'budget', argument: 'budget', label: say('setUp.buttonBudget') },
    { step: 'who', argument: 'everybody', label: say('setUp.buttonEverybody') },
    ...(state.hasRoles ? [{ step: 'who' as const, argument: 'role', label: say('setUp.buttonRole') }] : []),
    { step: 'words', argument: 'words', label: say('setUp.buttonWords') },
    { step: 'test', argument: 'test', label: say('setUp.buttonTest') },
  ]
  const [next, ...rest] = buttons.filter(({ step }) => !state.done.includes(step))
  const action = ({ argument, label }: { argument: string; label: Sentence }): Action => ({ command: 'setup', argument, label })
  return {
    actions: [
      ...(next ? [{ ...action(next), style: 'primary' as const }] : []),
      ...rest.map(action),
      ...(state.isOpen ? [] : [action({ argument: 'open', label: say('setUp.buttonOpen') })]),
    ],
    more: buttons.filter(({ step }) => step !== 'words' && state.done.includes(step)).map(action),
  }
}

/** How far a workspace is set up, with a button for each step. `problem`: why the test report did not arrive. */
export const setUpCard = (state: SetUpState, roof: Roof, problem: Text | null = null): Post => {
  const isComplete = state.done.length === setUpSteps.length
  return {
    ...notice(isComplete ? say('setUp.complete') : say('setUp.progress', { done: state.done.length, of: setUpSteps.length })),
    facts: isComplete ? [] : [say(state.isOpen ? 'setUp.open' : 'setUp.closed')],
    warnings: [
      ...(problem === null ? [] : [say('setUp.notArrivedYet', { problem })]),
      worstCase(roof, state.budgetCredits),
      ...(state.isListed ? [say('setUp.listed')] : []),
      ...(state.done.includes('words') ? [] : [say('setUp.ownWords')]),
    ],
    fields: setUpSteps.map((step, index) => ({
      name: say(state.done.includes(step) ? 'setUp.stepDone' : 'setUp.step', { number: index + 1, name: names[step] }),
      value: valueFor(step, state),
    })),
    ...actionsOf(state),
  }
}
