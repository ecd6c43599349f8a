import { byId } from './element.js'

/** @typedef {typeof import('../../../core/words/english/page.ts').page} Lines */
/** @typedef {{ readonly [Name in keyof Lines]: string }} Labels */

/** Comes with the page in its reader's language; `{name}` stands where something is to be filled in. @type {Labels} */
const labels = JSON.parse(byId('labels', HTMLScriptElement).text)

/**
 * A text of the page, with what stands in it.
 *
 * @template {keyof Lines} Name
 * @param {Name} name
 * @param {Lines[Name] extends (given: infer Given) => string ? [given: Given] : []} given
 * @returns {string}
 */
export const label = (name, ...[given]) => {
  const known = new Map(Object.entries(given ?? {}))
  return labels[name].replace(/\{(\w+)\}/g, (slot, key) => known.get(key) ?? slot)
}
