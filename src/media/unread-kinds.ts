import { type Key, say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'

/** What a file is that cannot be read, by its first bytes: the name of its kind, and what it holds. */
type Kind = readonly [name: string, holds: 'picture' | 'video' | 'sound' | 'document' | 'archive', test: (head: Buffer) => boolean]

const starts =
  (...beginnings: string[]) =>
  (head: Buffer): boolean =>
    beginnings.some((beginning) => head.toString('latin1', 0, beginning.length) === beginning)
const at =
  (offset: number, word: string) =>
  (head: Buffer): boolean =>
    head.toString('latin1', offset, offset + word.length) === word
const both =
  (...tests: ((head: Buffer) => boolean)[]) =>
  (head: Buffer): boolean =>
    tests.every((test) => test(head))

/** The tag of DNG, C612, of four bytes, in either order of bytes. */
const dngVersions = ['12c6010004000000', 'c612000100000004'].map((hex) => Buffer.from(hex, 'hex'))
const hasDngVersion = (head: Buffer): boolean => dngVersions.some((tag) => head.includes(tag))

const kinds: readonly Kind[] = [
  // Raw photographs are TIFF files inside, so they come first.
  ['RAW', 'picture', starts('FUJIFILMCCD-RAW', 'IIRO', 'IIRS', 'MMOR', 'IIU\0')],
  ['RAW', 'picture', both(starts('II*\0'), at(8, 'CR'))],
  ['RAW', 'picture', at(4, 'ftypcrx ')],
  ['RAW', 'picture', both(starts('II*\0', 'MM\0*'), hasDngVersion)],
  ['TIFF', 'picture', starts('II*\0', 'MM\0*', 'II+\0', 'MM\0+')],
  ['PSD', 'picture', starts('8BPS')],
  ['ICO', 'picture', starts('\0\0\x01\0', '\0\0\x02\0')],
  ['JPEG 2000', 'picture', starts('\0\0\0\x0cjP  ', '\xff\x4f\xff\x51')],
  [
    'SVG',
    'picture',
    (head) => /^\s*(<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<(svg:)?svg[\s>]/is.test(head.toString('utf8').replace(/^\uFEFF/, '')),
  ],
  ['OpenEXR', 'picture', starts('v/1\x01')],
  ['FLV', 'video', starts('FLV\x01')],
  ['AVI', 'video', both(starts('RIFF'), at(8, 'AVI '))],
  ['WMV', 'video', starts('0&\xb2\x75\x8e\x66\xcf\x11')],
  ['MPEG', 'video', starts('\0\0\x01\xba', '\0\0\x01\xb3')],
  ['RealMedia', 'video', starts('.RMF')],
  ['MXF', 'video', starts('\x06\x0e\x2b\x34')],
  ['FLAC', 'sound', starts('fLaC')],
  ['AIFF', 'sound', both(starts('FORM'), at(8, 'AIF'))],
  ['AMR', 'sound', starts('#!AMR')],
  ['MIDI', 'sound', starts('MThd')],
  ['AAC', 'sound', starts('\xff\xf1', '\xff\xf9')],
  ['PDF', 'document', starts('%PDF')],
  ['PostScript', 'document', starts('%!PS', '\xc5\xd0\xd3\xc6')],
  ['ZIP', 'archive', starts('PK\x03\x04')],
  ['RAR', 'archive', starts('Rar!')],
  ['7z', 'archive', starts('7z\xbc\xaf')],
]

const lines = {
  picture: 'media.unreadPicture',
  video: 'media.unreadVideo',
  sound: 'media.unreadSound',
  document: 'media.unreadDocument',
  archive: 'media.unreadArchive',
} as const satisfies Record<Kind[1], Key>

/** Throws MoodreelError `bad_media` for a file of a well-known kind that cannot be read, with what its owner can do. */
export const refuseUnread = (head: Buffer): void => {
  const [kind, holds] = kinds.find(([, , test]) => test(head)) ?? []
  if (kind && holds) throw badMedia(say(lines[holds], { kind }))
}
