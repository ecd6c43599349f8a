/**
 * Colours from above to below, by what is said of light and place: a quiet ground for a clip that is not there yet. In the words of the
 * prompt, of whatever language the page is.
 *
 * @type {[RegExp, [string, string, string]][]}
 */
const moods = [
  [/neon|cyber|arcade|네온/i, ['#1b0b3f', '#7a1d7c', '#e0558f']],
  [/sunset|golden hour|dusk|노을|석양|해 ?질|저녁/i, ['#4a335f', '#b8566a', '#f2a65a']],
  [/sunrise|dawn|morning|새벽|아침|일출|해돋이/i, ['#6a7fb0', '#d9b3b4', '#f6dcb0']],
  [/night|moon|star|midnight|lantern|galax|space|밤|달빛|별|등불|우주/i, ['#0b1430', '#1d3463', '#4f6d9c']],
  [/storm|rain|thunder|비가|비 |빗|폭풍|장마/i, ['#3c4852', '#627380', '#8d9aa1']],
  [/snow|winter|ice|glacier|frost|눈 |눈이|겨울|얼음|설경/i, ['#8ea6bd', '#c3d2de', '#eef2f4']],
  [/fog|mist|haze|cloud|안개|구름/i, ['#7b8c92', '#a9b6b7', '#d5dad6']],
  [/fire|lava|ember|candle|volcano|불꽃|화산|용암|촛불/i, ['#2a0f12', '#8c2f1c', '#e2832f']],
  [/forest|pine|jungle|meadow|garden|moss|grass|숲|나무|정원|풀밭|들판/i, ['#23433a', '#4f7a5a', '#a5b98a']],
  [/ocean|sea|wave|beach|river|lake|boat|harbou?r|underwater|바다|파도|강물|호수|해변|항구/i, ['#174a63', '#2f7f95', '#a4cfcb']],
  [/desert|dune|sand|canyon|savanna|사막|모래/i, ['#8a5a3c', '#c9945c', '#ecd2a0']],
  [/autumn|fall leaves|maple|가을|단풍/i, ['#5a2f22', '#a65a2e', '#e0ac63']],
  [/spring|blossom|cherry|petal|봄|벚꽃|꽃/i, ['#8f7aa0', '#d9a7bb', '#f4dcd9']],
  [/city|street|tokyo|seoul|skyline|도시|거리|서울/i, ['#27303c', '#56616f', '#a39a92']],
]

/** Where nothing is said, one of these, the same for the same words. */
const calm = [
  ['#2c4a4a', '#5f8a84', '#bfd0c4'],
  ['#39425f', '#70789c', '#c3bfd2'],
  ['#4b3f4a', '#8b6f78', '#d8c2b8'],
]

/** @param {string} prompt */
export const moodOf = (prompt) => {
  const found = moods.find(([words]) => words.test(prompt))?.[1]
  const sum = [...prompt].reduce((all, sign) => all + (sign.codePointAt(0) ?? 0), 0)
  return found ?? calm[sum % calm.length] ?? []
}
