import { readFile } from 'node:fs/promises'

/** What stands between two quotes of a source file, without comments, types and imports. */
const literals = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g

/** `${…}` with everything in it, as deep as braces go. */
const withoutValues = (template: string, filler: string): string => {
  let text = ''
  let depth = 0
  for (let at = 0; at < template.length; at += 1) {
    if (template.startsWith('${', at)) {
      if (depth === 0) text += filler
      depth += 1
      at += 1
    } else if (depth > 0) {
      if (template[at] === '{') depth += 1
      if (template[at] === '}') depth -= 1
    } else text += template[at]
  }
  return text
}

/** The sentences of a source file: what reads like one, with its values replaced by `filler`. */
export const sentencesOf = async (path: string): Promise<((filler: string) => string)[]> => {
  const source = (await readFile(path, 'utf8')).replace(/^\s*(\/?\*|\/\/|import ).*$/gm, '')
  return [...source.matchAll(literals)]
    .map(([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\\(['"`])/g, '$1'))
    .filter((text) => /^[A-Z/$“-][\s\S]*[a-z}”]?[.?]$/.test(text) && / [a-z]+ [a-z]/.test(withoutValues(text, '7')))
    .map((text) => (filler) => withoutValues(text, filler))
}
