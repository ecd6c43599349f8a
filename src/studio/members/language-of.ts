import type { Invocation } from '../../core/platform.ts'
import { chooseLanguage, type Language } from '../../core/words/languages.ts'
import type { Parts } from '../parts.ts'
import { readPreferences } from './membership.ts'

/** In which language somebody is answered. Never fails. */
export type LanguageOf = (asking: Pick<Invocation, 'platform' | 'workspace' | 'member' | 'locale'>) => Promise<Language>

/** The language that a member chose by `/settings`, or else that of their platform. */
export const createLanguageOf =
  ({ settings, log }: Pick<Parts, 'settings' | 'log'>): LanguageOf =>
  async (asking) => {
    // A refusal must be said also while the database cannot be read.
    const { language } = await readPreferences({ settings }, asking).catch((cause: unknown) => {
      log.warn({ err: cause, member: asking.member.id }, 'the language of a member could not be read')
      return { language: undefined }
    })
    return chooseLanguage(language, asking.locale)
  }
