import type { Decision } from '../moderators.ts'
import { member } from './mention.ts'
import { type Sentence, say } from './sentence.ts'

/** What became of an answer to a request, for the moderator who gave it. */
export const decisionLine = (decision: Decision, given: 'approve' | 'decline'): Sentence => {
  if (decision.kind === 'done') {
    const name = member(decision.memberId, decision.memberName)
    return say(given === 'approve' ? 'moderator.approved' : 'moderator.declined', { name })
  }
  const { answered } = decision
  if (answered === null) return say('moderator.nothingToDecide')
  return say('moderator.answeredAlready', { answer: say(`moderator.${answered.state}By`, { name: member(answered.by, answered.byName) }) })
}
