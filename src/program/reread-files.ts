import type { Reread } from '../studio/admission/reread.ts'
import { readAside } from './read-aside.ts'
import { fingerprintOf, nameOf, type RuleText, type RuleTexts, readRuleTexts } from './rule-texts.ts'

const isBlank = (text: RuleText | undefined): boolean =>
  text === undefined || text === null || (typeof text === 'string' && text.trim() === '')

/** Files that held something and are gone or empty now: a rule that vanishes by accident must not let everything pass. */
const lost = (before: RuleTexts, now: RuleTexts): string[] =>
  [...now].flatMap(([path, text]) => {
    if (isBlank(before.get(path)) || !isBlank(text)) return []
    return text === null
      ? [`${nameOf(path)}: the file is gone; put it back, or put one there that holds a comment alone`]
      : [`${nameOf(path)}: the file is empty; write it whole, or leave a comment alone in it`]
  })

/** Takes files that changed, or refuses all of them where one is wrong. `start` is what the program read when it began. */
export const createRereadFiles = (configDir: string | undefined, start: RuleTexts, reread: Reread) => {
  let taken = start
  return async (texts: RuleTexts, stopped: AbortSignal): Promise<void> => {
    const gone = lost(taken, texts)
    if (gone.length > 0) return reread.refuse(gone)
    const read = await readAside(configDir, stopped)
    // They were written while they were read: there is another look soon, at what they are then.
    if (fingerprintOf(await readRuleTexts(configDir)) !== fingerprintOf(texts)) return
    if ('lines' in read) return reread.refuse(read.lines, read.more)
    taken = texts
    await reread.take(read.files)
  }
}
