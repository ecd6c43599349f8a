/**
 * The English words that are left in a text, without what stays in every language: times, commands, flags, names of files
 * and the words that the test allows.
 */
export const englishIn = (text: string, names: readonly string[] = []): string[] => {
  const kept = new Set([
    'GIF',
    'MP4',
    'MOV',
    'WebM',
    'PNG',
    'JPEG',
    'ID',
    'Moodreel',
    't2v',
    'i2v',
    'v2v',
    't2i',
    'i2i',
    'upscale-video',
    'upscale-still',
    ...names,
  ])
  return text
    .replace(/\/(?:mod )?[a-z0-9]+|(?<![\p{L}\d])--?[a-z]+|\b\d+(?:p|MB)(?![a-z])|\S+\.(?:png|mp4|mp3)\b/giu, ' ')
    .split(/[^\p{Script=Latin}\d_-]+/u)
    .filter((word) => /\p{Script=Latin}/u.test(word) && !kept.has(word))
}
