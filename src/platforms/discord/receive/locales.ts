const keptAtMost = 10_000

/** The languages of people's clients: an interaction tells it, a message does not. */
export interface Locales {
  learn(memberId: string, locale: string | undefined): void
  of(memberId: string, words: string): string | undefined
}

/** Kept in memory. Of who never used a command, the letters of what they write tell. */
export const createLocales = (): Locales => {
  const known = new Map<string, string>()
  return {
    learn(memberId, locale) {
      if (locale === undefined) return
      known.delete(memberId)
      known.set(memberId, locale)
      const [oldest] = known.keys()
      if (known.size > keptAtMost && oldest !== undefined) known.delete(oldest)
    },
    of: (memberId, words) => known.get(memberId) ?? (/\p{Script=Hangul}/u.test(words) ? 'ko' : undefined),
  }
}
