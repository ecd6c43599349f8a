import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { mostShots, type Shot } from '../request.ts'
import { say } from '../words/sentence.ts'

const between = /\s*[|｜\n]\s*/u
const numbered = /^\d{1,2}[.)]\s+/
const number = '(\\d{1,2}(?:[.,]\\d)?)'
const unit = '(?:s|secs?|seconds?|초)'
/** `(3 s)` or `3s` behind a shot, `3s:` before it. */
const lengths = [
  new RegExp(`\\s*[([（]\\s*${number}\\s*${unit}\\s*[)\\]）]$`, 'iu'),
  new RegExp(`\\s+${number}\\s?${unit}$`, 'iu'),
  new RegExp(`^${number}\\s*${unit}\\s*[:：]\\s*`, 'iu'),
]

const readShot = (text: string): Shot => {
  for (const pattern of lengths) {
    const [whole, digits] = pattern.exec(text) ?? []
    const seconds = Number(digits?.replace(',', '.'))
    const prompt = whole === undefined ? '' : text.replace(whole, '').trim()
    if (seconds > 0 && prompt !== '') return { prompt, seconds }
  }
  return { prompt: text }
}

/** The shots of `a boat (3 s) | rain | night`, one to a line or with a bar between them; `writeShots` writes them so. */
export const readShots = (text: string): Shot[] => {
  const parts = text.split(between).filter((part) => part !== '')
  const areNumbered = parts.every((part) => numbered.test(part))
  return parts.map((part) => readShot(areNumbered ? part.replace(numbered, '') : part))
}

const isSeveral = (text: string): boolean => {
  const { length } = readShots(text)
  return length >= 2 && length <= mostShots
}

/** Several scenes in one clip. The text stays as it is: `readShots` takes it apart. */
export const shotsOption = z
  .string()
  .max(6000)
  .refine(isSeveral)
  .meta({
    about: say('optionAbout.shots'),
    words: true,
    sentences: true,
    demand: say('option.beShots', { most: mostShots }),
    example: '"a boat at dawn (3 s) | it rains | night"',
  } satisfies OptionHints)
