import type { Catalogue } from './catalogue.ts'
import { catalogues, type Language } from './languages.ts'
import { say, type Text } from './sentence.ts'

/** What a command or an option is called in a language; its own name where the catalogue has none, as for an operator's own command. */
export const nativeName = (section: 'commandName' | 'optionName', name: string, language: Language): string => {
  const names: Readonly<Record<string, string>> = catalogues[language][section]
  return names[name] ?? name
}

/** Whether the catalogue names the option. */
const isListed = (name: string): name is keyof Catalogue['optionName'] => Object.hasOwn(catalogues.en.optionName, name)

/** The name of an option within a sentence. */
export const optionNameText = (name: string): Text => (isListed(name) ? say(`optionName.${name}`) : name)
