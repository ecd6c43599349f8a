import { dollars, worstCase } from './fit/price.ts'
import type { Roof } from './ledger.ts'
import { type Action, notice, type Post } from './post.ts'
import type { SetUpState } from './set-up.ts'
import { type Sentence, say, type Text } from './words/sentence.ts'
import { type SetUpStep, setUpSteps } from './workspace.ts'

const names: Readonly<Record<SetUpStep, Sentence>> = {
  channel: say('setUp.channel'),
  budget: say('setUp.budget'),
  who: say('setUp.who'),
  words: say('setUp.words'),
  test: say('setUp.test'),
}

const valueFor = (step: SetUpStep, state: SetUpState, hasWords: boolean): Text => {
  const isDone = state.done.includes(step)
  const { budgetCredits: budget, makers } = state
  if (step === 'channel') return state.isChannelFixed ? say('setUp.channelFixed') : (state.channel ?? say('setUp.channelAsk'))
  if (step === 'budget') {
    if (budget === null) return isDone ? say('setUp.budgetNone') : say('setUp.budgetAskNone')
    return isDone ? say('setUp.budgetSet', { budget: dollars(budget) }) : say('setUp.budgetAsk', { budget: dollars(budget) })
  }
  if (step === 'who') {
    if (!isDone) return say('setUp.whoAsk')
    return makers === null ? say('setUp.everybody') : say('setUp.onlyRole', { role: makers.name })
  }
  if (step === 'words')
    return state.rules.length > 0
      ? say('setUp.wordsRules', { rules: state.rules, own: hasWords })
      : say('setUp.wordsNone', { own: hasWords })
  return isDone ? say('setUp.testArrived') : say('setUp.testAsk')
}

/** What can be pressed for a step; the first that is still to be done stands out. */
const actionsOf = (state: SetUpState): Action[] => {
  const buttons: { step: SetUpStep; argument: string; label: Sentence }[] = [
    ...(state.isChannelFixed ? [] : [{ step: 'channel' as const, argument: 'channel', label: say('setUp.buttonChannel') }]),
    { step: 'budget', argument: 'budget', label: say('setUp.buttonBudget') },
    { step: 'who', argument: 'everybody', label: say('setUp.buttonEverybody') },
    ...(state.hasRoles ? [{ step: 'who' as const, argument: 'role', label: say('setUp.buttonRole') }] : []),
    { step: 'words', argument: 'words', label: say('setUp.buttonWords') },
    { step: 'test', argument: 'test', label: say('setUp.buttonTest') },
  ]
  const next = buttons.find(({ step }) => !state.done.includes(step))
  return [
    ...buttons.map((button) => ({
      command: 'setup',
      argument: button.argument,
      label: button.label,
      ...(button === next && { style: 'primary' as const }),
    })),
    ...(state.isOpen ? [] : [{ command: 'setup', argument: 'open', label: say('setUp.buttonOpen') }]),
  ]
}

interface CardOptions {
  roof: Roof
  /** Why the test report did not arrive. */
  problem: Text | null
  /** Whether a workspace can have words of its own. */
  hasWords: boolean
}

/** How far a workspace is set up, with a button for each step. */
export const setUpCard = (state: SetUpState, { roof, problem, hasWords }: CardOptions): Post => {
  const isComplete = state.done.length === setUpSteps.length
  return {
    ...notice(isComplete ? say('setUp.complete') : say('setUp.progress', { done: state.done.length, of: setUpSteps.length })),
    facts: isComplete ? [] : [say(state.isOpen ? 'setUp.open' : 'setUp.closed')],
    warnings: problem === null ? [] : [say('setUp.notArrivedYet', { problem })],
    fields: [
      ...setUpSteps.map((step, index) => ({
        name: say(state.done.includes(step) ? 'setUp.stepDone' : 'setUp.step', { number: index + 1, name: names[step] }),
        value: valueFor(step, state, hasWords),
      })),
      { name: say('setUp.operator'), value: worstCase(roof, state.budgetCredits) },
      ...(state.isListed ? [{ name: say('setUp.places'), value: say('setUp.listed') }] : []),
    ],
    actions: actionsOf(state),
  }
}
