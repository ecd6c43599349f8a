import { hex, type Rgb } from '../colour.ts'
import type { FrameSize } from '../frame-size.ts'
import type { Random } from '../random.ts'
import { lookUp } from '../scene/vocabulary.ts'
import { createGrade, type GradeName } from './grade.ts'
import { createStyle, type StyleName } from './style.ts'

/** How a video is to look: how it is drawn, and how it is coloured. */
export interface LookReading {
  style: StyleName | null
  grade: GradeName | null
  tint: Rgb | null
}

const styles: [StyleName, RegExp][] = [
  ['sketch', /\b(sketch|pencil|drawing|drawn|charcoal|line ?art|ink|inked|manga)\b|스케치|연필|드로잉|만화책|목탄/],
  ['pixel', /\b(pixel|pixels|pixelate[ds]?|pixelated|8[- ]?bit|16[- ]?bit|arcade|voxel|minecraft|lego|mosaic)\b|픽셀|도트|모자이크|레고/],
  ['poster', /\b(poster|posteri[sz]ed?|comic|cartoon|anime|cel|toon|pop ?art|vector|flat|animated)\b|포스터|만화|애니|팝아트|카툰/],
  [
    'watercolour',
    /\b(watercolou?r|painting|painted|paint|oil|impressionis[mt]|van gogh|monet|blur|blurred|soft|dreamy|dream)\b|수채화|유화|물감|몽환|인상파/,
  ],
]

const grades: [GradeName, RegExp][] = [
  ['noir', /\b(noir|black[- ]and[- ]white|black (and|&) white|b&w|monochrome|mono|gr[ae]y ?scale|film noir)\b|흑백|누아르|느와르/],
  ['sepia', /\b(sepia|vintage|retro|old|antique|nostalgi[ac]|western|1[89]\d0s|super 8|faded)\b|세피아|빈티지|레트로|복고|옛날/],
  ['neon', /\b(neon|cyberpunk|synthwave|vaporwave|blade runner|rave|psychedelic|glow|glowing)\b|네온|사이버펑크/],
  [
    'cold',
    /\b(cold|cool|winter|wintry|ice|icy|frozen|arctic|night|moonlit|moonlight|underwater|snow|snowy|horror|matrix)\b|차가운|겨울|얼음|눈 내리|밤/,
  ],
  [
    'warm',
    /\b(warm|golden|sunset|sunrise|summer|autumn|desert|cozy|cosy|sunny|dawn|fire|candlelit)\b|따뜻한|노을|석양|여름|가을|포근한|아늑한/,
  ],
]

/** Reads the words of a prompt; by chance it is coloured warm or cold when none of them is known. */
export const readLook = (prompt: string, random: Random): LookReading => {
  const words = prompt.normalize('NFC').toLowerCase()
  const style = styles.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  const grade = grades.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  const [first] = lookUp(prompt).tints
  const tint = first ? hex(first) : null
  return { style, grade: grade ?? (style || tint ? null : random.pick(['warm', 'cold'])), tint }
}

/** Whether a word of the prompt is one of those that the look was read from. */
export const isOfLook = ({ style, grade }: LookReading, word: string): boolean =>
  [...styles.filter(([name]) => name === style), ...grades.filter(([name]) => name === grade)].some(([, pattern]) =>
    pattern.test(word.normalize('NFC').toLowerCase()),
  )

/**
 * Makes a function that redraws one RGBA frame in place. `strength` 0 leaves the frame as it was, 1 leaves nothing
 * of it but the new look.
 */
export const createLook = (
  reading: LookReading,
  size: FrameSize,
  strength: number,
  random: Random,
): ((rgba: Uint8ClampedArray) => void) => {
  const style = reading.style ? createStyle(reading.style, size, random) : null
  const grade = reading.grade || reading.tint ? createGrade(reading.grade, reading.tint) : null
  const source = new Uint8ClampedArray(size.width * size.height * 4)
  return (rgba) => {
    source.set(rgba)
    style?.(rgba)
    grade?.(rgba)
    for (let at = 0; at < rgba.length; at++) {
      const before = source[at] ?? 0
      rgba[at] = before + ((rgba[at] ?? 0) - before) * strength
    }
  }
}
