/** The languages that the bot speaks. English is what everything is written in. */
export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** The language for somebody: the one they prefer, or else that of their platform's locale (BCP 47), or else English. */
export const chooseLanguage = (preferred: string | undefined, locale: string | undefined): Language =>
  languages.find((language) => language === preferred) ??
  languages.find((language) => new RegExp(`^${language}\\b`, 'i').test(locale ?? '')) ??
  'en'
