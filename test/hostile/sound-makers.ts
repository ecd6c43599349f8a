import { text, times, u8, u32, zeros } from './boxes.ts'
import type { Maker } from './maker.ts'
import { riff } from './picture-makers.ts'

/** A page of Ogg without anything in it. */
const page = (stream: number): Buffer => Buffer.concat([text('OggS'), u8(0, 0), zeros(8), u32(stream, 0, 0), u8(0)])

export const soundMakers: readonly Maker[] = [
  { name: 'a million empty pages of Ogg', as: 'overbuilt', make: () => times(1e6, page(1)) },
  { name: 'a thousand streams of Ogg', as: 'overbuilt', make: () => Buffer.concat(Array.from({ length: 1000 }, (_, at) => page(at))) },
  { name: 'a WAV of a million pieces', as: 'overbuilt', make: () => riff('WAVE', times(1e6, Buffer.concat([text('LIST'), zeros(4)]))) },
  {
    name: 'tags of an MP3 without end',
    as: 'overbuilt',
    make: () => Buffer.concat([text('ID3'), u8(3, 0, 0, 0x40, 0, 0, 0), times(1e6, Buffer.concat([text('TXXX'), zeros(6)]))]),
  },
  {
    name: 'a million frames of MP3 that nobody could hear',
    as: 'other',
    make: () => times(1e6, Buffer.concat([u8(0xff, 0xe3, 0x18, 0xc4), zeros(20)])),
  },
]
