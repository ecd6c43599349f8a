import type { FormPrice } from '../platform.ts'
import type { Catalogue } from './catalogue.ts'
import { inWords } from './in-words.ts'
import { catalogues, type Language } from './languages.ts'
import { nativeName } from './native-name.ts'
import { say, type Text } from './sentence.ts'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** The first of these lines that the catalogue of forms has. */
const firstLine = (names: readonly string[], language: Language): string | undefined => {
  const lines: Readonly<Record<string, Catalogue['form'][keyof Catalogue['form']]>> = catalogues[language].form
  return names.map((name) => (Object.hasOwn(lines, name) ? lines[name] : undefined)).find((line) => typeof line === 'string')
}

/** What a form calls an option of a command; its name where the catalogue has no words for it, as for an operator's own command. */
export const fieldLabel = (command: string, option: string, language: Language): string =>
  firstLine([`label_${command}_${option}`, `label_${option}`], language) ?? capital(nativeName('optionName', option, language))

/** An option, and what its choices are called where they are words of machines. */
interface Labelled {
  name: string
  labels?: Readonly<Record<string, Text>> | undefined
}

/** What a form calls a value that can be chosen: the value itself where the catalogue has no words for it. */
export const choiceLabel = ({ name, labels = {} }: Labelled, value: string, language: Language): string =>
  firstLine([`choice_${name}_${value}`], language) ?? inWords(labels[value] ?? value, language)

/** What the form of a command is about, where nobody says it better. */
export const formTitle = ({ name, under }: { name: string; under?: string | undefined }): Text => {
  const key = `title_${name}`
  return isListed(key) ? say(`form.${key}`) : `/${under === undefined ? name : `${under} ${name}`}`
}
const isListed = (name: string): name is Extract<keyof Catalogue['form'], `title_${string}`> => Object.hasOwn(catalogues.en.form, name)

/** What its button does. */
export const submitLabel = (command: string, language: Language): string =>
  firstLine([`submit_${command}`], language) ?? catalogues[language].form.send

/** The price of a form in one line; empty where nobody can tell. */
export const priceLine = (price: FormPrice | null | undefined, language: Language): string => {
  if (!price) return ''
  if ('problem' in price) return inWords(price.problem, language)
  const { credits, perSecond, lately } = price
  const list = perSecond === null ? say('form.price', { credits }) : say('form.priceBySecond', { credits, perSecond })
  return inWords(lately && lately.credits !== credits ? say('form.priceLately', { price: list, ...lately }) : list, language)
}
