import { catalogues, type Language } from './languages.ts'

/** What a command or an option is called in a language; its own name where the catalogue has none, as for an operator's own command. */
export const nativeName = (section: 'commandName' | 'optionName', name: string, language: Language): string => {
  const names: Readonly<Record<string, string>> = catalogues[language][section]
  return names[name] ?? name
}
