const overridden = /[\u202d\u202e]([^\u202a-\u202e\u2066-\u2069\n]*)[\u202c]?/gu
const turnedLetter = /[ǝɐɔɟƃɥɹʇʍʎʞɯᴉɾʌ]/u

const turned: Record<string, string> = Object.fromEntries([
  ...['ǝe', 'ɐa', 'ɔc', 'ɟf', 'ƃg', 'ɥh', 'ɹr', 'ʇt', 'ʍw', 'ʎy', 'ʞk', 'ɯm', 'ᴉi', 'ıi', 'ɾj', 'ʌv'].map((pair) => [...pair]),
  ...['nu', 'dp', 'bq'].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
])

/** Cyrillic letters that look like a Latin one to nobody but who sees them in a Latin word. */
const faux: Record<string, string> = { и: 'n', п: 'n', ц: 'u', я: 'r', г: 'r', э: 'e', ш: 'w', щ: 'w', ч: 'y', б: 'b', д: 'd', ф: 'o' }

const backwards = (text: string): string => [...text].reverse().join('')

/** As an override shows it: from right to left. */
const asShown = (text: string): string => text.replace(overridden, (_, inner: string) => backwards(inner))

/** Words with turned letters as somebody reads them who stands on the head. */
const uprighted = (text: string): string =>
  text.replace(/\S+/gu, (word) =>
    turnedLetter.test(word) ? backwards([...word.toLowerCase()].map((letter) => turned[letter] ?? letter).join('')) : word,
  )

const mixedScripts = (text: string): string =>
  text.replace(/\S+/gu, (word) =>
    /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word)
      ? [...word.toLowerCase()].map((letter) => faux[letter] ?? letter).join('')
      : word,
  )

/** The ways in which somebody may read a text: as it was typed, and where it plays tricks, as it was meant to look. */
export const readings = (text: string): string[] => [...new Set([text, asShown(text), uprighted(text), mixedScripts(text)])]
