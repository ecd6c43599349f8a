import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspect } from '../../src/media/inspect.ts'
import { defaultLimits } from '../../src/media/media-tools.ts'
import { frameTime, makeMp4, makeSound } from './fixtures.ts'
import { readBack, topBoxes } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const small = { width: 160, height: 90, fps: 15, durationSeconds: 1 }
const place = { title: 'At home', raw: { '©xyz': '+37.5665+126.9780/' } }

describe('inspect', () => {
  test.each([
    ['clip.mp4', 'avc', 'aac', 'video/mp4'],
    ['clip.mov', 'hevc', 'aac', 'video/quicktime'],
    ['clip.webm', 'vp9', 'opus', 'video/webm'],
    ['clip.mkv', 'avc', 'opus', 'video/x-matroska'],
  ] as const)('tells what %s is, whatever its name', async (name, codec, audioCodec, mediaType) => {
    const path = bench.path(name)
    await makeMp4(path, { ...small, codec, audio: true })
    await writeFile(bench.path('renamed.png'), await readFile(path))
    const info = await bench.tools.inspect(bench.path('renamed.png'))
    expect(info).toMatchObject({ kind: 'video', mediaType, width: 160, height: 90, rotation: 0, videoCodec: codec, audioCodec })
    expect(info.durationSeconds).toBeCloseTo(1, 2)
    expect(info.fps).toBeCloseTo(15, 1)
  })

  test('gives the size as displayed, after the turn that the file asks for', async () => {
    await makeMp4(bench.path('portrait.mp4'), { ...small, rotation: 270 })
    expect(await bench.tools.inspect(bench.path('portrait.mp4'))).toMatchObject({ width: 90, height: 160, rotation: 270, audioCodec: null })
  })

  test.each([
    ['tone.wav', 'audio/wav', 'pcm-s16'],
    ['tone.m4a', 'audio/mp4', 'aac'],
    ['tone.ogg', 'audio/ogg', 'opus'],
    ['tone.mp3', 'audio/mpeg', 'mp3'],
  ])('tells what %s is', async (name, mediaType, audioCodec) => {
    await makeSound(bench.path(name), 0.5)
    const info = await bench.tools.inspect(bench.path(name))
    expect(info).toMatchObject({ kind: 'audio', mediaType, audioCodec, videoCodec: null, width: 0, height: 0, fps: 0 })
    expect(info.durationSeconds).toBeCloseTo(0.5, 1)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['text', Buffer.from('not a picture at all, 그림이 아닙니다\n'), 'contains text'],
    ['noise', Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 193 + 7) & 255)), 'cannot be read'],
    ['a HEIC picture', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'HEIC'],
    ['an MP4 that ends after its first box', Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomavc1'), 'cannot be read'],
  ])('refuses %s and says why', async (_, bytes, reason) => {
    const path = bench.path('photo.png')
    await writeFile(path, bytes)
    await expect(bench.tools.inspect(path)).rejects.toMatchObject({ code: 'bad_media', userMessage: expect.stringContaining(reason) })
  })

  test.each([
    ['index in front', 'front.mp4', false, [0.5, 0.9999]],
    ['index behind', 'behind.mov', true, [0.9]],
    ['WebM', 'live.webm', false, [0.99]],
  ])('refuses a film that was cut off: %s', async (_, name, indexLast, shares) => {
    await makeMp4(bench.path(name), { ...small, audio: true, indexLast })
    const bytes = await readFile(bench.path(name))
    for (const share of shares) {
      await writeFile(bench.path('cut'), bytes.subarray(0, Math.floor(bytes.length * share)))
      await expect(bench.tools.inspect(bench.path('cut'))).rejects.toMatchObject({ code: 'bad_media' })
    }
  })

  test('refuses a film whose data is gone although its boxes add up, and one beyond the limits in bytes, in time, in pixels', async () => {
    await makeMp4(bench.path('whole.mp4'), small)
    const bytes = await readFile(bench.path('whole.mp4'))
    const data = bytes.indexOf('mdat') - 4
    bytes.writeUInt32BE(100, data)
    await writeFile(bench.path('hollow.mp4'), bytes.subarray(0, data + 100))
    await expect(bench.tools.inspect(bench.path('hollow.mp4'))).rejects.toMatchObject({ code: 'bad_media' })
    for (const limits of [{ maxVideoBytes: 500 }, { maxVideoSeconds: 0.4 }, { maxPixels: 160 * 90 - 1 }]) {
      await expect(inspect(bench.path('whole.mp4'), { ...defaultLimits, ...limits })).rejects.toMatchObject({ code: 'too_large' })
    }
  })
})

describe('cleanTracks', () => {
  test('takes the place out and keeps the frames, their uneven times, the turn and the sound', async () => {
    const [path, out] = [bench.path('phone.mov'), bench.path('clean.mov')]
    await makeMp4(path, { ...small, rotation: 90, audio: true, variableFrameRate: true, tags: place, indexLast: true })
    const [before, info] = [await readBack(path), await bench.tools.cleanTracks(path, out)]
    const after = await readBack(out)
    expect(before.tags.raw).toHaveProperty('©xyz')
    expect(after.tags).toEqual({})
    expect((await readFile(out)).includes('+37.5665')).toBe(false)
    expect(info).toMatchObject({ width: 90, height: 160, rotation: 90, videoCodec: 'avc', audioCodec: 'aac' })
    expect({ ...after, tags: null }).toEqual({ ...before, tags: null })
    expect(after.frameTimes[1]).toBeCloseTo(frameTime(1, 15, true), 3)
    expect(await topBoxes(out)).toEqual(['ftyp', 'moov', 'mdat'])
  })

  test.each([
    ['hevc', 'in.mov', 'out.mp4', 'aac'],
    ['vp9', 'in.webm', 'out.webm', 'opus'],
    ['avc', 'in.mkv', 'out.mp4', 'opus'],
  ] as const)('leaves %s in %s what it is, in %s', async (codec, from, to, audioCodec) => {
    await makeMp4(bench.path(from), { ...small, codec, audio: true, tags: { title: 'At home' } })
    expect(await bench.tools.cleanTracks(bench.path(from), bench.path(to))).toMatchObject({ videoCodec: codec, audioCodec })
    const [before, after] = [await readBack(bench.path(from)), await readBack(bench.path(to))]
    expect(after.tags.title).toBeUndefined()
    expect([after.frameTimes.length, after.soundPackets]).toEqual([before.frameTimes.length, before.soundPackets])
  })

  test.each(['wav', 'mp3', 'm4a', 'ogg'])('cleans a sound in .%s', async (ending) => {
    const [path, out] = [bench.path(`voice.${ending}`), bench.path(`clean.${ending}`)]
    await makeSound(path, 0.5)
    expect(await bench.tools.cleanTracks(path, out)).toMatchObject({ kind: 'audio' })
    expect((await readBack(out)).soundPackets).toBe((await readBack(path)).soundPackets)
  })

  test('encodes what a container cannot hold, as MP4 whatever the ending says', async () => {
    await makeMp4(bench.path('modern.mp4'), { ...small, codec: 'hevc' })
    const info = await bench.tools.cleanTracks(bench.path('modern.mp4'), bench.path('modern.webm'))
    expect(info).toMatchObject({ mediaType: 'video/mp4', videoCodec: 'avc', width: 160, height: 90 })
  })
})
