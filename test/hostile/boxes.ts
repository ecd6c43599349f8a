/** Bytes of ISO base media files, put together by hand: no writer of films would make what is needed here. */
export const u8 = (...values: number[]): Buffer => Buffer.from(values)
export const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => void bytes.writeUInt16BE(value, index * 2))
  return bytes
}
export const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => void bytes.writeUInt32BE(value >>> 0, index * 4))
  return bytes
}
export const zeros = (length: number): Buffer => Buffer.alloc(length)
export const text = (letters: string): Buffer => Buffer.from(letters, 'latin1')
/** The same bytes again and again. */
export const times = (count: number, bytes: Buffer): Buffer => Buffer.alloc(count * bytes.length, bytes)

export const box = (name: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(body.length + 8), text(name), body])
}
/** A box with version and flags. */
export const full = (name: string, flags: number, ...parts: Buffer[]): Buffer => box(name, u32(flags), ...parts)
/** Boxes in boxes. */
export const nested = (name: string, depth: number, head = 0): Buffer => {
  const headers: Buffer[] = []
  for (let level = depth; level > 0; level -= 1) headers.push(u32(level * (8 + head)), text(name), zeros(head))
  return Buffer.concat(headers)
}

export const ftyp = box('ftyp', text('isom'), u32(512), text('isomavc1'))

/** Baseline H.264 of 16 by 16 pixels. */
const avcC = box('avcC', Buffer.from('0142c00affe100096742c00ad9a11a100801000468ce3c80', 'hex'))
const description = full(
  'stsd',
  0,
  u32(1),
  box('avc1', zeros(6), u16(1), zeros(16), u16(16, 16), u32(0x480000, 0x480000, 0), u16(1), zeros(32), u16(24, 0xffff), avcC),
)
/** Sound of 16 bits a sample, one sample a frame: readers put the frames of a chunk together. */
const pcmDescription = full('stsd', 0, u32(1), box('sowt', zeros(6), u16(1), u16(0, 0), u32(0), u16(1, 16), u16(0, 0), u32(0xbb800000)))

export interface Tables {
  stts?: Buffer
  stsz?: Buffer
  stsc?: Buffer
  stco?: Buffer
  more?: Buffer[]
}

const unitMatrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** One track; by itself of one sample of 16 bytes, a second long. */
export const trak = (id: number, tables: Tables = {}, { sound = false, beside = [] as Buffer[] } = {}): Buffer =>
  box(
    'trak',
    full('tkhd', 3, u32(0, 0, id, 0, 1000), zeros(16), unitMatrix, u32(16 << 16, 16 << 16)),
    ...beside,
    box(
      'mdia',
      full('mdhd', 0, u32(0, 0, 1000, 1000), u16(0x55c4, 0)),
      full('hdlr', 0, u32(0), text(sound ? 'soun' : 'vide'), zeros(13)),
      box(
        'minf',
        box(
          'stbl',
          sound ? pcmDescription : description,
          tables.stts ?? full('stts', 0, u32(1, 1, 1000)),
          tables.stsz ?? full('stsz', 0, u32(16, 1)),
          tables.stsc ?? full('stsc', 0, u32(1, 1, 1, 1)),
          tables.stco ?? full('stco', 0, u32(1, 40)),
          ...(tables.more ?? []),
        ),
      ),
    ),
  )

export const mvhd = full('mvhd', 0, u32(0, 0, 1000, 1000, 0x10000), u16(0x100, 0), zeros(8), unitMatrix, zeros(24), u32(2))
export const moov = (...parts: Buffer[]): Buffer => box('moov', mvhd, ...parts)
export const mdat = box('mdat', zeros(16))
/** A whole film: data first, so that offsets into it are the same in all of them. */
export const film = (...index: Buffer[]): Buffer => Buffer.concat([ftyp, mdat, moov(...index)])

const empty = {
  stts: full('stts', 0, u32(0)),
  stsz: full('stsz', 0, u32(0, 0)),
  stsc: full('stsc', 0, u32(0)),
  stco: full('stco', 0, u32(0)),
}
/** The index of a film in fragments; `sampleBytes` is what a sample has that does not say it. */
export const fragmentedIndex = (sampleBytes = 16, sampleDuration = 40): Buffer =>
  moov(trak(1, empty), box('mvex', full('trex', 0, u32(1, 1, sampleDuration, sampleBytes, 0))))
export const moof = (...parts: Buffer[]): Buffer => box('moof', full('mfhd', 0, u32(1)), ...parts)
export const traf = (time: number, ...runs: Buffer[]): Buffer =>
  box('traf', full('tfhd', 0x020000, u32(1)), full('tfdt', 0, u32(time)), ...runs)
/** A run of samples that say nothing of themselves. */
export const bareRun = (samples: number, flags = 0): Buffer => full('trun', flags, u32(samples))

/** A fragment of one frame and its data, as live recorders write them. */
export const oneFrame = (index: number): Buffer => {
  const head = (offset: number) => moof(traf(index * 40, full('trun', 0x205, u32(1, offset, index % 25 === 0 ? 0 : 0x10000, 16))))
  return Buffer.concat([head(head(0).length + 8), box('mdat', zeros(16))])
}
export const longRecording = (fragments: number): Buffer =>
  Buffer.concat([ftyp, fragmentedIndex(), ...Array.from({ length: fragments }, (_, index) => oneFrame(index))])
