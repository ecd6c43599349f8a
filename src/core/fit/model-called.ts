import type { Model } from '../model.ts'
import type { Mode } from '../request.ts'

/** Letters and digits alone, so that `gen-4`, `Gen 4` and `gen4` are one. */
const fold = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

const isCalled = ({ name, title, aliases }: Model, folded: string): boolean =>
  [name, title, ...aliases].some((known) => fold(known) === folded)

/** Whether only its key is missing here: then who offers the same model may make it instead. */
const isNotSetUp = ({ unavailable }: Model): boolean =>
  typeof unavailable?.reason === 'object' && unavailable.reason.say === 'member.noProvider'

/**
 * The row that a person means by a name: the one of just that name, or else one that is called so in any spelling, where several are the
 * first that is available and does the mode. A name with a slash is a provider's own and taken as it is written.
 */
export const modelCalled = (given: string, models: readonly Model[], mode?: Mode): Model | undefined => {
  const exact = models.find(({ name }) => name === given.toLowerCase())
  if (exact && !isNotSetUp(exact)) return exact
  const folded = fold(exact?.name ?? given)
  if (folded === '' || given.includes('/')) return exact
  const called = models.filter((model) => isCalled(model, folded))
  const does = (model: Model): boolean => mode === undefined || model.modes.includes(mode)
  const available = called.filter(({ unavailable }) => !unavailable)
  return available.find(does) ?? exact ?? available[0] ?? called.find(does) ?? called[0]
}
