import type { ProviderStatus } from '../provider.ts'

/**
 * A status as it is, but for a clip that is another's: a cache that mixes answers up would show one member's clip to another. `told` is
 * the id in the answer; one without an id is believed. Throws what `mixedUp` makes, so that it is asked again.
 */
export const ofSameId = (
  status: ProviderStatus,
  asked: string,
  told: string | number | null | undefined,
  mixedUp: (cause: string) => Error,
): ProviderStatus => {
  const isAnothers = told !== null && told !== undefined && String(told) !== asked
  if (status.kind === 'succeeded' && isAnothers) throw mixedUp('it told of another job')
  return status
}
