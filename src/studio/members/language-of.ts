import type { LanguageOf } from '../../core/platform.ts'
import { chooseLanguage } from '../../core/words/languages.ts'
import type { Parts } from '../parts.ts'
import { readPreferences } from '../preferences.ts'

/** The language that a member chose by `/settings`, or else that of their platform. */
export const createLanguageOf =
  ({ settings, log }: Pick<Parts, 'settings' | 'log'>): LanguageOf =>
  async (reader) => {
    // A refusal must be said also while the database cannot be read.
    const { language } = await readPreferences({ settings }, reader).catch((cause: unknown) => {
      log.warn({ err: cause, member: reader.member.id }, 'the language of a member could not be read')
      return { language: undefined }
    })
    return chooseLanguage(language, reader.locale)
  }
