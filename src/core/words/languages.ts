import type { Catalogue } from './catalogue.ts'
import { english } from './english/english.ts'
import { korean } from './korean/korean.ts'

/** The languages that the bot speaks, by their BCP 47 code. `docs/extending.md` tells how to add one. */
export const catalogues = { en: english, ko: korean } satisfies Record<string, Catalogue>

export type Language = keyof typeof catalogues

export const languages = Object.keys(catalogues) as Language[]

/** The language for somebody: the one they prefer, or else that of their platform's locale (BCP 47), or else English. */
export const chooseLanguage = (preferred: string | undefined, locale: string | undefined): Language =>
  languages.find((language) => language === preferred) ??
  languages.find((language) => new RegExp(`^${language}\\b`, 'i').test(locale ?? '')) ??
  'en'
