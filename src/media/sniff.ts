import { isUtf8 } from 'node:buffer'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import { refuseUnread } from './unread-kinds.ts'

/** What the first bytes say. `tracks` is a container of video, sound or both. */
export interface Sniffed {
  kind: 'image' | 'tracks'
  mediaType: string
}

/** As many bytes from the start of a file as `sniff` looks at. */
export const sniffedBytes = 4096

const image = (subtype: string): Sniffed => ({ kind: 'image', mediaType: `image/${subtype}` })
const tracks = (mediaType: string): Sniffed => ({ kind: 'tracks', mediaType })

/** The brands of an ISO base media file; null when it does not start as one. */
const brands = (head: Buffer): string[] | null => {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return null
  const end = Math.min(head.readUInt32BE(0), head.length)
  const found = [head.toString('latin1', 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) found.push(head.toString('latin1', at, at + 4))
  return found
}

/** Brands of pictures, and of series of them, in the container of films (ISO/IEC 23008-12). */
const heif = /^(hei[cxms]|hev[cxms]|mif[123]|miaf|msf1|avc[is]|jpeg|jpgs|j2ki|vvic|unif)$/

const sniffBrands = ([major = '', ...compatible]: string[]): Sniffed => {
  if (['avif', 'avis'].includes(major) || (major.endsWith('f1') && compatible.includes('avif'))) return image('avif')
  if (heif.test(major)) return image('heic')
  if (major === 'qt  ') return tracks('video/quicktime')
  return tracks(['M4A ', 'M4B '].includes(major) ? 'audio/mp4' : 'video/mp4')
}

/** An MPEG audio frame of layer III, with no reserved value in its header. */
const isMp3Frame = (head: Buffer): boolean => {
  const [first = 0, second = 0, third = 0] = head
  const syncAndLayer = first === 0xff && (second & 0xe6) === 0xe2
  return syncAndLayer && (second & 0x18) !== 0x08 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c
}

/** A transport stream has a byte of 0x47 at the beginning of each packet of 188 bytes; a camera's (M2TS) puts four before it. */
const isTransportStream = (head: Buffer): boolean =>
  [
    [0, 188],
    [4, 192],
  ].some(([first = 0, bytes = 188]) => [0, 1, 2, 3].every((index) => head[first + index * bytes] === 0x47))

/** UTF-8 without a zero; the last character may have been cut in two. */
const isText = (head: Buffer): boolean => !head.includes(0) && [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)))

/**
 * Says what a file is by its first bytes (`sniffedBytes` of them, or all of a smaller file), never by its name.
 * Throws MoodreelError `bad_media` for what is none of the accepted kinds.
 */
export const sniff = (head: Buffer): Sniffed => {
  if (head.length === 0) throw badMedia(say('media.empty'))
  const latin = (start: number, end: number) => head.toString('latin1', start, end)
  if (latin(0, 3) === '\xff\xd8\xff') return image('jpeg')
  if (latin(0, 8) === '\x89PNG\r\n\x1a\n') return image('png')
  if (latin(0, 6) === 'GIF87a' || latin(0, 6) === 'GIF89a') return image('gif')
  if (latin(0, 4) === 'RIFF' && latin(8, 12) === 'WEBP') return image('webp')
  if (latin(0, 2) === 'BM' && head.length > 26 && head.readUInt32LE(14) <= 124) return image('bmp')
  if (latin(0, 2) === '\xff\x0a' || latin(0, 12) === '\0\0\0\x0cJXL \r\n\x87\n') return image('jxl')
  refuseUnread(head)
  if (latin(0, 4) === 'RIFF' && latin(8, 12) === 'WAVE') return tracks('audio/wav')
  if (latin(0, 4) === '\x1aE\xdf\xa3') return tracks(head.includes('webm') ? 'video/webm' : 'video/x-matroska')
  if (latin(0, 4) === 'OggS') return tracks('audio/ogg')
  if (latin(0, 3) === 'ID3' || isMp3Frame(head)) return tracks('audio/mpeg')
  const found = brands(head)
  if (found) return sniffBrands(found)
  // QuickTime files of old have no `ftyp` in front.
  if (['moov', 'mdat', 'wide'].includes(latin(4, 8))) return tracks('video/quicktime')
  if (isTransportStream(head)) return tracks('video/mp2t')
  if (isText(head)) throw badMedia(say('media.text'))
  throw badMedia(say('media.unknownKind'))
}
