/** The letters of a Korean syllable in Unicode's order: first, middle, last. */
const leads = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ']
const vowels = [...'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ']
const tails = [...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ']

const run = /[가-힣\u1100-\u1112\u111a\u1121\u1161-\u1175\u11a8-\u11c2ㄱ-ㅎㅏ-ㅣ]+/gu
const looseLetter = /[^가-힣]/u

/** One letter whatever its place in the syllable. */
const plainLetter = (letter: string): string => {
  const code = letter.charCodeAt(0)
  // Normalisation makes first letters of these two, which modern Korean has as last ones only.
  if (letter === '\u111a') return 'ㅀ'
  if (letter === '\u1121') return 'ㅄ'
  if (code >= 0x11a8) return tails[code - 0x11a8] ?? letter
  if (code >= 0x1161) return vowels[code - 0x1161] ?? letter
  return leads[code - 0x1100] ?? letter
}

const syllable = (letters: string, lead: string, vowel: string, tail: string | undefined): string => {
  const first = leads.indexOf(lead)
  if (first < 0) return letters
  const last = tail === undefined ? 0 : tails.indexOf(tail) + 1
  const open = String.fromCharCode(0xac00 + (first * 21 + vowels.indexOf(vowel)) * 28)
  // ㄸ, ㅃ and ㅉ end no syllable.
  return tail !== undefined && last === 0 ? open + tail : String.fromCharCode(open.charCodeAt(0) + last)
}

/**
 * Korean letters that stand loose put together as a keyboard would: `ㅅㅔㄱㅅㅡ` and `세ㄱ스` read as one word does.
 * Text without loose letters comes back as it was.
 */
export const joinJamo = (text: string): string =>
  text.replace(run, (letters) =>
    looseLetter.test(letters)
      ? letters
          .normalize('NFD')
          .replace(/[\u1100-\u1112\u111a\u1121\u1161-\u1175\u11a8-\u11c2]/g, plainLetter)
          .replace(/([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ](?![ㅏ-ㅣ]))?/g, syllable)
      : letters,
  )
