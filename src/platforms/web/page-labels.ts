import { catalogues, type Language } from '../../core/words/languages.ts'

/** Every argument of a line as the page's scripts know it: `{name}`. */
const slots = new Proxy({}, { get: (_, name) => `{${String(name)}}` })

/** What stands on the page in a language, by the names of the catalogue; the page fills in what is in braces (`page/labels.js`). */
export const pageLabels = (language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(catalogues[language].page).map(([name, line]) => [name, typeof line === 'string' ? line : line(slots as never)]),
  )
