import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { sniff } from '../../src/media/sniff.ts'
import { box, text, u16, u32, zeros } from '../hostile/boxes.ts'

const padded = (head: Buffer | string): Buffer => Buffer.concat([typeof head === 'string' ? text(head) : head, zeros(1000)])
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')

const told = (head: Buffer): Text => {
  try {
    return sniff(head).mediaType
  } catch (error) {
    return error instanceof MoodreelError ? error.sentence : String(error)
  }
}

describe('a file is known by its first bytes', () => {
  test.each<[string, Buffer]>([
    ['image/heic', padded(box('ftyp', text('heic'), u32(0), text('mif1heic')))],
    ['image/heic', padded(box('ftyp', text('mif1'), u32(0), text('mif1heic')))],
    ['image/heic', padded(box('ftyp', text('msf1'), u32(0), text('hevcheic')))],
    ['image/avif', padded(box('ftyp', text('mif1'), u32(0), text('avifmiaf')))],
    ['image/avif', padded(box('ftyp', text('avis'), u32(0), text('avifmsf1')))],
    ['image/bmp', padded(Buffer.concat([text('BM'), zeros(12), bytes('28000000'), zeros(20)]))],
    ['image/jxl', padded(bytes('ff0acb06'))],
    ['image/jxl', padded(bytes('0000000c4a584c200d0a870a'))],
    ['video/mp4', padded(box('ftyp', text('isom'), u32(0), text('mp41')))],
  ])('as %s', (mediaType, head) => {
    expect(told(head)).toBe(mediaType)
  })

  test.each<[string, string, Buffer]>([
    ['TIFF', 'Picture', padded('II*\0\x08\0\0\0')],
    ['RAW', 'Picture', padded(Buffer.concat([text('II*\0\x10\0\0\0CR\x02\0')]))],
    ['RAW', 'Picture', padded(Buffer.concat([text('MM\0*'), u32(8), u16(1), bytes('c612000100000004'), u32(0x01040000)]))],
    ['RAW', 'Picture', padded(box('ftyp', text('crx '), u32(1), text('crx isom')))],
    ['PSD', 'Picture', padded('8BPS\0\x01')],
    ['ICO', 'Picture', padded('\0\0\x01\0\x01\0')],
    ['JPEG 2000', 'Picture', padded('\0\0\0\x0cjP  \r\n\x87\n')],
    ['SVG', 'Picture', text('<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG', 'Picture', text('<svg width="9"/>')],
    ['FLV', 'Video', padded('FLV\x01\x05')],
    ['AVI', 'Video', padded('RIFF\0\0\0\0AVI LIST')],
    ['WMV', 'Video', padded(bytes('3026b2758e66cf11a6d900aa0062ce6c'))],
    ['MPEG', 'Video', padded('\0\0\x01\xba')],
    ['FLAC', 'Sound', padded('fLaC\0')],
    ['AIFF', 'Sound', padded('FORM\0\0\0\0AIFF')],
    ['AAC', 'Sound', padded('\xff\xf1\x50\x80')],
    ['PDF', 'Document', padded('%PDF-1.7')],
    ['ZIP', 'Archive', padded('PK\x03\x04')],
  ])('as a %s, a %s that cannot be read, with what to do', (name, holds, head) => {
    expect(told(head)).toEqual({ say: `media.unread${holds}`, given: { kind: name } })
  })

  test('and text that only speaks of a drawing is text', () => {
    expect(told(text('Dear diary, an <svg> is no picture.'))).toEqual(say('media.text'))
  })
})
