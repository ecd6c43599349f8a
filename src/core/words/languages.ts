import type { Catalogue } from './catalogue.ts'
import { english } from './english/english.ts'
import { korean } from './korean/korean.ts'

/** The languages that the bot speaks, by their BCP 47 code. `docs/extending.md` tells how to add one. */
export const catalogues = { en: english, ko: korean } satisfies Record<string, Catalogue>

export type Language = keyof typeof catalogues

export const languages = Object.keys(catalogues) as Language[]

/** Whether a locale (BCP 47) is of a language: `ko-KR` is Korean. */
const isOf = (locale: string, language: Language): boolean => new RegExp(`^${language}\\b`, 'i').test(locale.trim())

/**
 * The language for somebody: the one they prefer, or else the first that we speak of their platform's locales (BCP 47; of several, as in
 * a browser's `Accept-Language`, the best first), or else English.
 */
export const chooseLanguage = (preferred: string | undefined, locales = ''): Language =>
  [preferred ?? '', ...locales.split(',')].flatMap((locale) => languages.filter((language) => isOf(locale, language)))[0] ?? 'en'
