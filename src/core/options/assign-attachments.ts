import { MoodreelError } from '../errors.ts'
import { isReferenceName, namedReference } from '../reference.ts'
import type { Attachment } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { optionNameText } from '../words/native-name.ts'
import { type Sentence, say } from '../words/sentence.ts'
import type { OptionDescription } from './describe-options.ts'

type FileKind = 'image' | 'video' | 'audio' | 'other' | 'unknown'

const endings: [Exclude<FileKind, 'other' | 'unknown'>, RegExp][] = [
  ['image', /\.(png|jpe?g|jfif|webp|gif|avif|apng|hei[cf]|hif|bmp|tiff?|jxl|jp2|svg|ico|psd|dng)$/i],
  ['video', /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|m?ts|m2ts|flv|wmv|3gp|ogv)$/i],
  ['audio', /\.(mp3|wav|m4a|aac|ogg|oga|opus|flac)$/i],
]

/** What a file claims to be, by its media type or else by its ending. The truth is sniffed at ingest. */
export const claimedKind = (attachment: Pick<Attachment, 'name' | 'mediaType'>): FileKind => {
  const [family] = (attachment.mediaType ?? '').toLowerCase().split('/')
  if (family === 'image' || family === 'video' || family === 'audio') return family
  const ending = endings.find(([, pattern]) => pattern.test(attachment.name))?.[0]
  if (ending) return ending
  const says = (family ?? '') !== '' && attachment.mediaType !== 'application/octet-stream'
  return says || /\.\w+$/.test(attachment.name) ? 'other' : 'unknown'
}

/** Pictures that often move, and then are films: a GIF nearly always, the others now and then. The truth is sniffed at ingest. */
const moving: [RegExp, RegExp, FileKind[]][] = [
  [/^image\/gif$/i, /\.gif$/i, ['video', 'image']],
  [/^image\/(png|webp|avif|apng|vnd\.mozilla\.apng)$/i, /\.(png|webp|avif|apng)$/i, ['image', 'video']],
]

/** What a file may be, the likeliest first. */
const possibleKinds = (attachment: Attachment): FileKind[] => {
  const { mediaType, name } = attachment
  const found = moving.find(([type, ending]) => (mediaType ? type.test(mediaType) : ending.test(name)))
  return found?.[2] ?? [claimedKind(attachment)]
}

const fits = (option: OptionDescription, kind: FileKind): boolean =>
  kind === 'unknown' || option.attachment === 'any' || option.attachment === kind

/** Whether a file of this kind can be named for an option. */
const fitsNamed = (option: OptionDescription, kind: FileKind): boolean => fits(option, kind) || option.also.some((other) => other === kind)

/** What is wanted, as sentences call it. */
const wantedBy = ({ attachment = 'any' }: OptionDescription) => attachment

/** A file name as it can be shown: one line, nothing unseen, no longer than 255 characters. */
const tidy = (attachment: Attachment): Attachment => ({ ...attachment, name: cleanText(attachment.name).replace(/\s+/g, ' ').slice(-255) })

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** The file that a typed `--last 2` or `--last photo.png` names, or the pictures that are kept under a word: `--ref keeper`. */
const named = (option: OptionDescription, word: string, attachments: readonly Attachment[]): Attachment => {
  const found = attachments.find((attachment, index) => String(index + 1) === word || attachment.name === word)
  if (found) return found
  const { name, demand } = option
  if (option.kept && isReferenceName(word)) return namedReference(word)
  if (demand) throw invalid(say('option.wrong', { name: optionNameText(name), demand, given: cleanText(word).slice(0, 40) }))
  throw invalid(
    attachments.length === 0
      ? say('option.noFileAttached', { name })
      : say('option.otherFilesAttached', { name, files: attachments.map((file) => file.name) }),
  )
}

/** How many files an option takes. */
const roomOf = (option: OptionDescription): number => (option.many ? (option.maxCount ?? Number.POSITIVE_INFINITY) : 1)

const refuseFor = (option: OptionDescription, { name: file }: Attachment, kind: FileKind): MoodreelError => {
  const name = optionNameText(option.name)
  if (fitsNamed(option, kind)) return invalid(say('option.fileTooMany', { name, most: roomOf(option), file }))
  const wanted = wantedBy(option)
  return invalid(
    kind === 'other' || kind === 'unknown'
      ? say('option.wrongFile', { name, wanted, file })
      : say('option.wrongKind', { name, wanted, file, kind }),
  )
}

const refuseForAll = (
  command: string,
  options: readonly OptionDescription[],
  { name: file }: Attachment,
  kind: FileKind,
): MoodreelError => {
  if (options.length === 0) return invalid(say('option.takesNoFiles', { command, file }))
  const fitting = options.filter((option) => fits(option, kind))
  if (fitting.length === 0) return invalid(say('option.takesFiles', { command, kinds: [...new Set(options.map(wantedBy))], file }))
  const most = fitting.reduce((sum, option) => sum + roomOf(option), 0)
  return invalid(say('option.takesFewer', { command, most, kind: kind === 'unknown' || kind === 'other' ? 'any' : kind, file }))
}

/**
 * Gives the attached files to the options that take files: those that were named for an option first, the others
 * in the order they were attached, each to the first option of its kind that has room. `named` holds files that
 * the platform named, `picked` what was typed after an option's flag. Throws MoodreelError `invalid_option` for a
 * file of the wrong kind and for one too many.
 */
export const assignAttachments = (
  commandName: string,
  descriptions: readonly OptionDescription[],
  files: {
    attached: readonly Attachment[]
    named: ReadonlyMap<string, readonly Attachment[]>
    picked: ReadonlyMap<string, readonly string[]>
  },
): Map<string, Attachment[]> => {
  const options = descriptions.filter((option) => option.kind === 'attachment')
  const attached = files.attached.map(tidy)
  const assigned = new Map<string, Attachment[]>(options.map((option) => [option.name, []]))
  const give = (option: OptionDescription, file: Attachment, kind: FileKind, suits = fits): boolean => {
    const taken = assigned.get(option.name)
    if (!taken || !suits(option, kind) || taken.length >= roomOf(option)) return false
    taken.push(file)
    return true
  }
  for (const option of options) {
    const typed = (files.picked.get(option.name) ?? []).map((word) => named(option, word, attached))
    for (const file of [...(files.named.get(option.name) ?? []).map(tidy), ...typed]) {
      if (!possibleKinds(file).some((kind) => give(option, file, kind, fitsNamed))) throw refuseFor(option, file, claimedKind(file))
    }
  }
  const used = new Set([...assigned.values()].flat().map((file) => file.url))
  const rest = attached.filter((file) => !used.has(file.url)).map((file) => ({ file, kind: claimedKind(file) }))
  const open = options.filter((option) => !option.named)
  // A file of unknown kind takes what the known ones leave.
  for (const { file, kind } of [...rest.filter(({ kind }) => kind !== 'unknown'), ...rest.filter(({ kind }) => kind === 'unknown')]) {
    if (!possibleKinds(file).some((possible) => open.some((option) => give(option, file, possible))))
      throw refuseForAll(commandName, open, file, kind)
  }
  // Where a film is needed and none is there, a picture that may move is meant.
  const wanting = options.find((option) => option.required && option.attachment === 'video' && assigned.get(option.name)?.length === 0)
  const meant = rest.find(({ file }) => possibleKinds(file).includes('video'))?.file
  if (wanting && meant) {
    for (const given of assigned.values()) if (given.includes(meant)) given.splice(given.indexOf(meant), 1)
    assigned.get(wanting.name)?.push(meant)
  }
  return new Map([...assigned].filter(([, given]) => given.length > 0))
}
