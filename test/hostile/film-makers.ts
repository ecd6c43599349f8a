import {
  bareRun,
  box,
  film,
  fragmentedIndex,
  ftyp,
  full,
  mdat,
  moof,
  moov,
  nested,
  oneFrame,
  text,
  times,
  traf,
  trak,
  u8,
  u32,
  zeros,
} from './boxes.ts'
import type { Maker } from './maker.ts'

const fragmented = (...fragments: Buffer[]): Buffer => Buffer.concat([ftyp, fragmentedIndex(), ...fragments, mdat])
const zeroSized = (...fragments: Buffer[]): Buffer => Buffer.concat([ftyp, fragmentedIndex(0), ...fragments, mdat])
const mfra = (...offsets: number[]): Buffer => {
  const entries = Buffer.concat(offsets.map((offset, index) => Buffer.concat([u32(index, offset), u8(1, 1, 1)])))
  const table = full('tfra', 0, u32(1, 0, offsets.length), entries)
  return box('mfra', table, full('mfro', 0, u32(table.length + 24)))
}

export const filmMakers: readonly Maker[] = [
  { name: 'a run of a thousand million samples', as: 'overbuilt', make: () => fragmented(moof(traf(0, bareRun(1e9)))) },
  {
    name: 'a run of samples with sizes that are not there',
    as: 'overclaiming',
    make: () => fragmented(moof(traf(0, bareRun(400_000, 0x200)))),
  },
  { name: 'runs that add up to more than the file', as: 'overclaiming', make: () => fragmented(moof(traf(0, bareRun(400_000)))) },
  {
    name: 'many short runs of samples of no bytes',
    as: 'overbuilt',
    make: () => zeroSized(moof(traf(0, ...Array(1500).fill(bareRun(1000))))),
  },
  {
    name: 'many fragments of samples of no bytes',
    as: 'overbuilt',
    make: () => zeroSized(times(200, moof(traf(0, bareRun(90_000))))),
  },
  { name: 'two hundred thousand fragments', as: 'overbuilt', make: () => fragmented(times(200_000, oneFrame(0))) },
  { name: 'two hundred thousand empty fragments', as: 'overbuilt', make: () => fragmented(times(200_000, moof())) },
  {
    name: 'a hidden fragment that the table of fragments leads to',
    as: 'overbuilt',
    make: () => {
      const start = Buffer.concat([ftyp, fragmentedIndex(0)])
      const hidden = box('mdat', moof(traf(0, bareRun(1e9))))
      return Buffer.concat([start, moof(traf(0, bareRun(1))), hidden, mfra(start.length + moof(traf(0, bareRun(1))).length + 8)])
    },
  },
  {
    name: 'tracks in a hole that tags run over into',
    as: 'overclaiming',
    // The last thing in the tags swallows the head of the hole.
    make: () => film(trak(1), box('udta', u32(0x100000), text('meta'), u32(0, 16), text('skip')), box('free', times(2000, trak(1)))),
  },
  { name: 'two hundred tracks', as: 'overbuilt', make: () => film(times(200, trak(1))) },
  { name: 'ten thousand tracks', as: 'overbuilt', make: () => film(times(10_000, trak(1))) },
  { name: 'two million empty boxes', as: 'overbuilt', make: () => Buffer.concat([ftyp, times(2e6, box('free')), mdat, moov(trak(1))]) },
  { name: 'two million empty boxes in the index', as: 'overbuilt', make: () => film(times(2e6, box('free')), trak(1)) },
  { name: 'two million empty boxes among the tags', as: 'overbuilt', make: () => film(trak(1), box('udta', times(2e6, box('free')))) },
  { name: 'boxes in boxes, a hundred thousand deep', as: 'overbuilt', make: () => film(trak(1), nested('mdia', 100_000)) },
  { name: 'tags in tags', as: 'overbuilt', make: () => film(trak(1), box('udta', nested('meta', 50_000, 4))) },
  { name: 'an index of forty megabytes', as: 'overbuilt', make: () => film(trak(1), box('free', zeros(40e6))) },
  {
    name: 'samples without end in the table of times',
    as: 'overclaiming',
    make: () => film(trak(1, { stts: full('stts', 0, u32(1, 4e9, 1)) })),
  },
  {
    name: 'four thousand million samples in another order',
    as: 'overclaiming',
    make: () => film(trak(1, { stts: full('stts', 0, u32(1, 4e9, 1)), more: [full('ctts', 0, u32(1, 4e9, 1))] })),
  },
  {
    name: 'five million samples in another order, in a file that has room for them',
    as: 'overbuilt',
    make: () =>
      Buffer.concat([
        film(
          trak(1, { stts: full('stts', 0, u32(1, 5e6, 1)), stsz: full('stsz', 0, u32(1, 5e6)), more: [full('ctts', 0, u32(1, 5e6, 1))] }),
        ),
        box('free', zeros(6e6)),
      ]),
  },
  { name: 'a table longer than its box', as: 'overclaiming', make: () => film(trak(1, { stsz: full('stsz', 0, u32(0, 4e9)) })) },
  {
    name: 'samples that all lie upon each other',
    as: 'overclaiming',
    make: () => film(trak(1, { stts: full('stts', 0, u32(1, 1000, 1)), stsz: full('stsz', 0, u32(0, 1000), times(1000, u32(100_000))) })),
  },
  {
    name: 'sound whose table of chunks jumps over four thousand million',
    as: 'overclaiming',
    make: () => film(trak(1), trak(2, { stsc: full('stsc', 0, u32(2, 1, 1, 1, 4e9, 1, 1)) }, { sound: true })),
  },
  {
    name: 'sound whose table of chunks goes back again and again',
    as: 'overclaiming',
    make: () => {
      const pairs = times(20_000, u32(1, 1, 1, 20_000, 1, 1))
      return film(
        trak(1),
        trak(2, { stsc: full('stsc', 0, u32(40_000), pairs), stco: full('stco', 0, u32(20_000), times(20_000, u32(40))) }, { sound: true }),
      )
    },
  },
  {
    name: 'half a million edits',
    as: 'overbuilt',
    make: () => film(trak(1, {}, { beside: [box('edts', full('elst', 0, u32(500_000), times(500_000, u32(1, 0, 0x10000))))] })),
  },
  {
    name: 'edits that are not there',
    as: 'overclaiming',
    make: () => film(trak(1, {}, { beside: [box('edts', full('elst', 0, u32(4e9)))] })),
  },
  {
    name: 'a box larger than the one that it is in',
    as: 'overclaiming',
    make: () => film(trak(1), box('mdia', u32(0x7fffffff), text('minf'))),
  },
  {
    name: 'an index with a size of eight bytes that runs over',
    as: 'other',
    make: () => Buffer.concat([ftyp, u32(1), text('moov'), u32(0xffffffff, 0xffffffff), moov(trak(1))]),
  },
  { name: 'names of tags without end', as: 'overclaiming', make: () => film(trak(1), box('meta', full('keys', 0, u32(4e9)))) },
]
