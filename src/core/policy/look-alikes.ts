/**
 * Letters that look like a Latin one and that Unicode's own normalisation leaves alone: of other scripts, with strokes
 * and hooks, small capitals, turned ones. The idea is that of Unicode's confusables (UTS 39); the choice is ours: what
 * is used to hide words, and only where a letter looks like one other. Both cases lead to one letter, so that words of
 * these scripts stay equal to themselves however they are written.
 */
const lines: Record<string, string> = {
  a: 'ᥲ∀аαɑᴀⱥɐꭺᗩ₳',
  ae: 'æᴁ',
  b: '♭вβьƀɓʙƃꮟᏼᗷᖯ฿',
  c: 'ᥴ©сϲᴄƈȼↄꮯᑕ₵¢',
  d: 'ძ∂ԁđɖɗᴅɗꭰᗪꓓժ₫',
  e: 'ᥱ∃еєεɛᴇɇǝəɘꭼᗴ℮€',
  f: 'ғƒꜰϝɟꞙᖴ',
  g: 'ɡԍɢɠǥꮐցᘜ₲',
  h: 'нһħɦʜɥⱨꮋհᕼ',
  i: 'іιıɪɨɩӏꭵᴉǀ',
  j: 'јϳᴊɉɟʝꭻᒍ',
  k: 'кκᴋƙⱪʞꮶᛕ₭',
  l: 'ᥣłʟƚɫɬɭⅼꮮᒪ₤£',
  m: 'мᴍɱɯꮇᗰ',
  n: 'ᥒոռпɴɲŋɳƞᑎ₦',
  o: '᥆оοσøᴏɵөօσⲟᗝ',
  oe: 'œɶ',
  p: 'рρᴘƥᵽꮲᑭ₱',
  q: 'ԛզɋʠ',
  r: '®ʀɍɽɾɹꭱᖇⲅ',
  s: '§ѕςʂꜱȿꮪᔕ₴',
  t: 'тτᴛŧƭʈʇⱦꭲ₮',
  u: 'ᥙᴜʉսυᑌ',
  v: 'ѵᴠʋⱱꮩᐯ',
  w: 'ѡԝωᴡⱳʍꮃᗯ₩',
  x: 'хχⅹ᙭',
  y: 'ყуүɏʏƴʎꮍ¥',
  z: 'ƶʐᴢȥⱬꮓ',
}

const table = new Map(Object.entries(lines).flatMap(([latin, others]) => [...others].map((other) => [other.toLowerCase(), latin])))

/** Latin letters as symbols: negative circled and squared ones, and those that flags are made of. */
const alphabets = [0x1f150, 0x1f170, 0x1f1e6]

/** The plain lower-case letters that a lower-case character looks like; the character itself when there are none. */
export const lookAlike = (character: string): string => {
  const point = character.codePointAt(0) ?? 0
  const start = alphabets.find((first) => point >= first && point < first + 26)
  return start === undefined ? (table.get(character) ?? character) : String.fromCharCode(0x61 + point - start)
}
