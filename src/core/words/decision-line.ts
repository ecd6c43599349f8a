import type { Decision } from '../moderators.ts'
import { type Sentence, say } from './sentence.ts'

/** What became of an answer to a request, for the moderator who gave it. */
export const decisionLine = (decision: Decision, given: 'approve' | 'decline'): Sentence => {
  if (decision.kind === 'done') return say(given === 'approve' ? 'moderator.approved' : 'moderator.declined', { name: decision.memberName })
  const { answered } = decision
  if (answered === null) return say('moderator.nothingToDecide')
  return say('moderator.answeredAlready', { answer: say(`moderator.${answered.state}By`, { name: answered.byName }) })
}
