import { text, u8, zeros } from './boxes.ts'

/** Bytes of Matroska files, put together by hand. */
export const ids = {
  ebml: '1a45dfa3',
  docType: '4282',
  segment: '18538067',
  seekHead: '114d9b74',
  seek: '4dbb',
  seekId: '53ab',
  seekPosition: '53ac',
  info: '1549a966',
  tracks: '1654ae6b',
  trackEntry: 'ae',
  trackNumber: 'd7',
  trackType: '83',
  codecId: '86',
  video: 'e0',
  pixelWidth: 'b0',
  pixelHeight: 'ba',
  cues: '1c53bb6b',
  cuePoint: 'bb',
  cueTime: 'b3',
  cueTrackPositions: 'b7',
  cueTrack: 'f7',
  cueClusterPosition: 'f1',
  cluster: '1f43b675',
  timestamp: 'e7',
  simpleBlock: 'a3',
  tags: '1254c367',
  tag: '7373',
  simpleTag: '67c8',
  void: 'ec',
} as const

export const unknown = u8(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
/** A length in eight bytes. */
export const length = (bytes: number): Buffer => {
  const written = Buffer.alloc(8)
  written.writeBigUInt64BE(BigInt(bytes) | (1n << 56n))
  return written
}
export const element = (id: keyof typeof ids, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(ids[id], 'hex'), length(body.length), body])
}
/** One that does not say how long it is. */
export const open = (id: keyof typeof ids, ...parts: Buffer[]): Buffer => Buffer.concat([Buffer.from(ids[id], 'hex'), unknown, ...parts])
export const number = (id: keyof typeof ids, value: number): Buffer => {
  const bytes = zeros(4)
  bytes.writeUInt32BE(value)
  return element(id, bytes)
}
/** Elements in elements, as deep as `bytes` allow. */
export const deep = (id: keyof typeof ids, bytes: number): Buffer => {
  const head = ids[id].length / 2 + 8
  const parts: Buffer[] = []
  for (let left = bytes - head; left >= 0; left -= head) parts.push(Buffer.from(ids[id], 'hex'), length(left))
  return Buffer.concat(parts)
}

export const trackEntry = (track: number): Buffer =>
  element(
    'trackEntry',
    number('trackNumber', track),
    number('trackType', 1),
    element('codecId', text('V_VP8')),
    element('video', number('pixelWidth', 16), number('pixelHeight', 16)),
  )
export const head = element('ebml', element('docType', text('webm')))
export const block = (flags = 0x80, ...data: Buffer[]): Buffer => element('simpleBlock', u8(0x81, 0, 0, flags), ...data)
export const cluster = (time: number, ...blocks: Buffer[]): Buffer => element('cluster', number('timestamp', time), ...blocks)
export const frame = block(0x80, zeros(16))
export const seek = (id: keyof typeof ids, position: number): Buffer =>
  element('seek', element('seekId', Buffer.from(ids[id], 'hex')), number('seekPosition', position))
/** A whole film of one track and one frame, with these parts in front of them. */
export const webm = (...parts: Buffer[]): Buffer =>
  Buffer.concat([head, element('segment', ...parts, element('tracks', trackEntry(1)), cluster(0, frame))])
