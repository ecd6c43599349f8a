import { pngChunk } from '../media/fixtures.ts'
import { bareRun, box, film, longRecording, moof, text, times, traf, trak, u16, u32, zeros } from './boxes.ts'
import { cluster, element, frame, head, number, open, trackEntry } from './elements.ts'
import type { Maker } from './maker.ts'
import { frameHeader, jpeg, png, scan, segment } from './picture-makers.ts'
import { tracks } from './webm-makers.ts'

/** An EXIF block in which a text is told five thousand times, each time as long as the block. */
const chatter = Buffer.concat([
  text('Exif\0\0MM'),
  u16(42),
  u32(8),
  u16(5000),
  times(5000, Buffer.concat([u16(0x10e, 2), u32(60_000, 8)])),
  u32(0),
])

/** What looks alike and is read: long, sloppy or chatty, as real files are. */
export const harmless: readonly Pick<Maker, 'name' | 'make'>[] = [
  { name: 'a recording of nearly ten minutes in fragments of one frame', make: () => longRecording(14_900) },
  { name: 'fragments of a track that is not there', make: () => Buffer.concat([film(trak(1)), times(50_000, moof(traf(0, bareRun(1))))]) },
  {
    name: 'a camera’s five tracks and two thousand tags',
    make: () => film(...[1, 2, 3, 4, 5].map((id) => trak(id)), box('udta', times(2000, box('GPMF', zeros(50))))),
  },
  { name: 'tags that are no boxes', make: () => film(trak(1), box('udta', u32(0, 0x7fffffff, 3), zeros(40))) },
  {
    name: 'a live WebM that does not say how long anything is',
    make: () =>
      Buffer.concat([
        head,
        open(
          'segment',
          element('tracks', trackEntry(1)),
          ...Array.from({ length: 2000 }, (_, at) => open('cluster', number('timestamp', at * 40), frame)),
        ),
      ]),
  },
  {
    name: 'a WebM with junk in the middle',
    make: () => Buffer.concat([head, element('segment', tracks, cluster(0, frame), zeros(50_000), cluster(40, frame))]),
  },
  { name: 'a JPEG of twelve scans', make: () => jpeg(frameHeader(4000, 3000), times(12, scan)) },
  {
    name: 'a JPEG with five hundred chatty blocks of metadata',
    make: () => jpeg(times(500, segment(0xe1, chatter)), frameHeader(16, 16), scan),
  },
  { name: 'a PNG in twenty thousand pieces', make: () => png(times(20_000, pngChunk('IDAT', zeros(0)))) },
]
