import { say, type Text } from './sentence.ts'

/** A tier in a sentence. Whoever has no tier has that which the configuration calls `default`. */
export const tierName = (tier: string): Text => {
  if (tier === 'default') return say('moderator.tierDefault')
  return tier === 'direct' ? say('moderator.tierDirect') : say('moderator.tierNamed', { tier })
}
