import { times, u8, zeros } from './boxes.ts'
import { block, cluster, deep, element, frame, head, length, number, open, seek, trackEntry, webm } from './elements.ts'
import type { Maker } from './maker.ts'

export const tracks = element('tracks', trackEntry(1))
const hiddenTags = Buffer.concat([element('tags', deep('simpleTag', 900_000))])

export const webmMakers: readonly Maker[] = [
  { name: 'a megabyte of nested tags', as: 'overbuilt', make: () => webm(element('tags', element('tag', deep('simpleTag', 1e6)))) },
  {
    name: 'nested tags in a hole that the table of contents leads to',
    as: 'overbuilt',
    make: () => webm(seek0(hiddenTags)),
  },
  {
    name: 'nested tags behind junk',
    as: 'overbuilt',
    make: () => Buffer.concat([head, element('segment', tracks, u8(0, 0, 0, 0, 0), hiddenTags, cluster(0, frame))]),
  },
  {
    name: 'ten thousand tracks of WebM',
    as: 'overbuilt',
    make: () => webm(element('tracks', ...Array.from({ length: 10_000 }, (_, at) => trackEntry(at + 2)))),
  },
  { name: 'half a million tags', as: 'overbuilt', make: () => webm(element('tags', times(500_000, element('tag')))) },
  { name: 'a million holes', as: 'overbuilt', make: () => webm(times(1e6, element('void'))) },
  { name: 'a hundred thousand clusters', as: 'overbuilt', make: () => webm(times(100_000, cluster(0, frame))) },
  { name: 'a cluster of laces', as: 'overbuilt', make: () => webm(tracks, cluster(0, times(5_000, block(0x84, u8(255), zeros(256))))) },
  { name: 'a cluster of a hundred thousand blocks', as: 'overbuilt', make: () => webm(tracks, cluster(0, times(100_000, block()))) },
  {
    name: 'a table of contents of ten thousand tables of contents',
    as: 'overbuilt',
    make: () => webm(element('seekHead', ...Array.from({ length: 10_000 }, (_, at) => seek('seekHead', at)))),
  },
  {
    name: 'a stretch of junk after every tag',
    as: 'overbuilt',
    make: () =>
      Buffer.concat([head, element('segment', tracks, times(50_000, Buffer.concat([u8(0), element('tags')])), cluster(0, frame))]),
  },
  {
    name: 'half a million points to jump to',
    as: 'overbuilt',
    make: () => webm(element('cues', times(150_000, element('cuePoint', element('cueTrackPositions', number('cueClusterPosition', 0)))))),
  },
  { name: 'tags that do not say how long they are', as: 'overclaiming', make: () => webm(open('tags', open('tag', open('simpleTag')))) },
  {
    name: 'an element larger than the one that it is in',
    as: 'overclaiming',
    make: () => webm(element('tags', Buffer.from('7373', 'hex'), length(2 ** 50))),
  },
  { name: 'segments in segments', as: 'other', make: () => Buffer.concat([head, deep('segment', 200_000)]) },
]

/** A hole with something in it, and a table of contents in front that leads into the hole. */
const seek0 = (hidden: Buffer): Buffer => {
  const table = (position: number) => element('seekHead', seek('tags', position))
  return Buffer.concat([table(table(0).length + 9), element('void', hidden)])
}
