import { describe, expect, test } from 'vitest'
import type { OptionShape } from '../../../src/core/command.ts'
import { imageToVideoOptions, videoToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import type { Attachment } from '../../../src/core/request.ts'
import { refusalNow } from '../../support/refusal.ts'

const i2v = { name: 'i2v', options: imageToVideoOptions, examples: [] }
const v2v = { name: 'v2v', options: videoToVideoOptions, examples: [] }
const quota = { name: 'quota', options: {}, examples: [] }

const file = (name: string, mediaType?: string): Attachment => ({ url: `https://cdn.example/${name}`, name, mediaType })

describe('attached files', () => {
  const read = (target: typeof i2v | typeof v2v, attachments: Attachment[], text = 'go') =>
    readOptions<OptionShape>(target, { input: { kind: 'text', text }, attachments })

  test('go to the options of their kind in the order they were attached', () => {
    const [one, two, three, sound] = [file('1.png'), file('2', 'image/jpeg'), file('3.webp'), file('s.mp3')]
    expect(read(i2v, [one, sound, two, three])).toMatchObject({ image: one, last: two, ref: [three], sound })
    expect(read(v2v, [one, file('v.mov'), two])).toMatchObject({ video: file('v.mov'), ref: [one, two] })
  })

  test('are films too where they are pictures that may move: a GIF first of all', () => {
    const [gif, webp, png, photo] = [file('a.gif', 'image/gif'), file('b.webp'), file('c.png', 'image/png'), file('d.jpg')]
    expect(read(v2v, [photo, gif])).toMatchObject({ video: gif, ref: [photo] })
    expect(read(v2v, [webp, file('v.mov')])).toMatchObject({ video: file('v.mov'), ref: [webp] })
    expect(read(v2v, [photo, webp])).toMatchObject({ video: webp, ref: [photo] })
    expect(read(v2v, [png])).toMatchObject({ video: png })
    expect(read(i2v, [gif])).toMatchObject({ image: gif })
    expect(refusalNow(() => read(v2v, [photo]))[1]).toBe('/v2v needs a video. Attach one.')
  })

  test('can be named by number or name', () => {
    const [one, two] = [file('1.png'), file('2.png')]
    expect(read(i2v, [one, two], 'go --last 1')).toMatchObject({ image: two, last: one })
    expect(read(i2v, [one, two], 'go --ref 2.png')).toMatchObject({ image: one, ref: [two] })
    expect(refusalNow(() => read(i2v, [one], 'go --last 2'))[1]).toBe(
      '--last takes the number or the name of an attached file. You attached 1.png.',
    )
  })

  test('can be named by the platform, and are not taken twice', () => {
    const [one, two] = [file('1.png'), file('2.png')]
    const values = { prompt: 'go', last: one }
    expect(readOptions(i2v, { input: { kind: 'values', values }, attachments: [one, two] })).toEqual({
      prompt: 'go',
      image: two,
      last: one,
    })
    expect(refusalNow(() => readOptions(i2v, { input: { kind: 'values', values: { image: 7 } }, attachments: [] }))[1]).toBe(
      'image must be an image. You gave 7.',
    )
  })

  test('are refused where they are named wrongly', () => {
    const read = (values: Record<string, unknown>) => readOptions(i2v, { input: { kind: 'values', values }, attachments: [] })
    expect(refusalNow(() => read({ image: file('a.mp4') }))[1]).toBe('image takes an image, and a.mp4 is a video.')
    expect(refusalNow(() => read({ image: file('a.txt') }))[1]).toBe('image takes an image, not a.txt.')
    expect(refusalNow(() => read({ image: [file('1.png'), file('2.png')] }))[1]).toBe('image takes 1 file at most. 2.png is one too many.')
  })

  test('of unknown kind take what the known ones leave: the truth is sniffed later', () => {
    const [blob, picture] = [file('blob'), file('1.png')]
    expect(read(i2v, [blob, picture])).toMatchObject({ image: picture, last: blob })
    expect(read(v2v, [file('blob', 'application/octet-stream')])).toMatchObject({ video: { name: 'blob' } })
  })

  test.each<[string, typeof i2v | typeof v2v, Attachment[], string]>([
    ['no image for i2v', i2v, [], '/i2v needs an image. Attach one.'],
    ['a video for i2v', i2v, [file('a.mp4')], '/i2v takes an image or a sound file, not a.mp4.'],
    ['a document', i2v, [file('a.pdf')], '/i2v takes an image or a sound file, not a.pdf.'],
    ['text by its media type', v2v, [file('a', 'text/plain')], '/v2v takes a video or an image, not a.'],
    ['two videos', v2v, [file('a.mp4'), file('b.mp4')], '/v2v takes 1 video at most. b.mp4 is one too many.'],
    [
      'twelve images',
      i2v,
      Array.from({ length: 12 }, (_, index) => file(`${index}.png`)),
      '/i2v takes 11 images at most. 11.png is one too many.',
    ],
  ])('%s', (_, target, attachments, sentence) => expect(refusalNow(() => read(target, attachments))[1]).toBe(sentence))

  test('for a command without files are refused', () => {
    expect(refusalNow(() => readOptions(quota, { input: { kind: 'text', text: '' }, attachments: [file('a.png')] }))[1]).toBe(
      '/quota takes no files. Send it without a.png.',
    )
  })

  test('lose what cannot be seen in their names', () => {
    expect(read(i2v, [file('a\u202egnp.\nexe.png')])).toMatchObject({ image: { name: 'agnp. exe.png' } })
  })
})
