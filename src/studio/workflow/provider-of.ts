import { MoodreelError } from '../../core/errors.ts'
import type { Provider } from '../../core/provider.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'

/** The provider of a generation that was admitted. An operator may have switched it off since. */
export const providerOf = (parts: Pick<Parts, 'providers'>, name: string): Provider => {
  const provider = parts.providers.get(name)
  if (!provider) throw new MoodreelError('model_unavailable', say('failure.providerOff', { provider: name }))
  return provider
}
