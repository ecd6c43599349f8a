import { mostRunSamples, type Run, readRun, readTable, type Table } from './box-tables.ts'
import { cutOff, type FileWindow } from './file-window.ts'
import { createCounter, overbuilt, overclaiming } from './screen-caps.ts'

/**
 * Far above what cameras and programs write: two hours in fragments of half a second have some 30,000 of them, a film of ten
 * minutes at 240 frames a second has 144,000 frames, an action camera writes five tracks.
 */
const caps = {
  'boxes on the top level': 250_000,
  'boxes before the index': 1_000,
  'boxes in the index': 20_000,
  'boxes in fragments': 1_500_000,
  fragments: 60_000,
  tracks: 100,
  'samples in fragments': 5_000_000,
} as const
const mostDepth = 12
const mostIndexBytes = 32e6
const mostFragmentBytes = 16e6
/** With these each sample becomes an object, sorted by its time. */
const mostReorderedSamples = 2_000_000
/** Every byte may belong to a sample once; some writers count a little more. */
const mostShare = 2

/** Boxes that hold boxes, to their readers. */
const parents: ReadonlySet<string> = new Set('moov trak edts mdia minf dinf stbl mvex moof traf mfra udta meta ilst sinf schi'.split(' '))
/** What is in them is often no box: a zero at the end, or whatever a camera has to say. Nothing is claimed there. */
const loose: ReadonlySet<string> = new Set(['udta', 'meta', 'ilst'])
/** Without them a film is not whole. Junk behind the last of them does no harm. */
const vital: ReadonlySet<string> = new Set(['moov', 'moof', 'mdat'])

interface Box {
  name: string
  at: number
  body: number
  end: number
}

/** Null where no box is: too few bytes, or a size smaller than its own header. */
const boxAt = (file: FileWindow, at: number, limit: number): Box | null => {
  if (at < 0 || at + 8 > limit) return null
  const short = file.u32(at)
  const wide = short === 1
  if (wide && at + 16 > limit) return null
  const size = wide ? file.u64(at + 8) : short
  const header = wide ? 16 : 8
  return size < header ? null : { name: file.name(at + 4), at, body: at + header, end: at + size }
}

/** Walks through the boxes of an ISO base media file (ISO/IEC 14496-12) before anything believes what they say. */
export const screenBoxes = (file: FileWindow): void => {
  const count = createCounter(caps)
  const entered = new Set<number>()
  const sample = { bytes: new Map<number, number>(), claimed: 0 }
  const seekPoints: number[] = []
  let track: Table = {}

  const closeTrack = (): void => {
    const { samples = 0, reordered, bytes = 0, firstChunk = 0, chunks = 0 } = track
    if (samples > file.sizeBytes) throw overclaiming(`${samples} samples in ${file.sizeBytes} bytes`)
    if (bytes > mostShare * file.sizeBytes) throw overclaiming(`samples of ${bytes} bytes in ${file.sizeBytes}`)
    if (reordered !== undefined && Math.max(samples, reordered) > mostReorderedSamples)
      throw overbuilt(`${samples} samples in another order`)
    if (firstChunk > chunks + 1) throw overclaiming(`chunk ${firstChunk} of ${chunks}`)
    track = {}
  }

  const takeRun = (run: Run, inFragment: { samples: number }): void => {
    inFragment.samples += run.samples
    if (inFragment.samples > mostRunSamples) throw overbuilt(`${inFragment.samples} samples in a fragment`)
    count('samples in fragments', run.samples)
    sample.claimed += run.bytes
    if (sample.claimed > mostShare * file.sizeBytes) throw overclaiming(`samples of ${sample.claimed} bytes in ${file.sizeBytes}`)
  }

  /** `parts` says what the boxes below are counted as. */
  const walk = (
    parent: Box,
    parts: 'boxes in the index' | 'boxes in fragments',
    depth: number,
    fragment: { samples: number; size: number },
  ) => {
    if (depth > mostDepth) throw overbuilt(`boxes ${depth} deep`)
    let at = parent.body
    // In QuickTime a `meta` is a plain box; elsewhere version and flags come first.
    if (parent.name === 'meta' && parent.body + 4 <= parent.end && file.u32(at) === 0) at += 4
    for (let box = boxAt(file, at, parent.end); box; box = boxAt(file, box.end, parent.end)) {
      count(parts)
      if (box.end > parent.end) {
        // A parent that runs over would be read on into what follows, at offsets that nobody has looked at.
        if (loose.has(parent.name) && !parents.has(box.name)) return
        throw overclaiming(`a ${box.name} larger than its ${parent.name}`)
      }
      if (box.name === 'trak') {
        count('tracks')
        track = {}
      }
      if (box.name === 'tfhd' || box.name === 'trex' || box.name === 'trun') {
        const run = readRun(file, box, sample.bytes, fragment)
        if (run) takeRun(run, fragment)
      } else if (parents.has(box.name)) walk(box, parts, depth + 1, fragment)
      else if (parts === 'boxes in the index') readTable(file, box, track, seekPoints)
      if (box.name === 'trak') closeTrack()
    }
  }

  const enter = (box: Box): void => {
    if (entered.has(box.at)) return
    const isFragment = box.name === 'moof'
    if (box.end - box.at > (isFragment ? mostFragmentBytes : mostIndexBytes)) throw overbuilt(`a ${box.name} of ${box.end - box.at} bytes`)
    entered.add(box.at)
    if (isFragment) count('fragments')
    walk(box, isFragment ? 'boxes in fragments' : 'boxes in the index', 1, { samples: 0, size: 0 })
  }

  let indexSeen = false
  for (let at = 0; ; ) {
    const box = boxAt(file, at, file.sizeBytes)
    if (!box) break
    count('boxes on the top level')
    if (!indexSeen) count('boxes before the index')
    if (box.end > file.sizeBytes) {
      if (vital.has(box.name)) throw cutOff()
      break
    }
    if (box.name === 'moov') indexSeen = true
    if (box.name === 'moov' || box.name === 'moof' || box.name === 'mfra') enter(box)
    at = box.end
  }

  // The last word of a file may say where its table of fragments begins, and that table may lead anywhere, into the middle of the
  // data as well: what readers would find there is walked through like the rest.
  const last = file.sizeBytes >= 16 ? boxAt(file, file.sizeBytes - file.u32(file.sizeBytes - 4), file.sizeBytes) : null
  if (last?.name === 'mfra' && last.end <= file.sizeBytes) enter(last)
  for (const at of seekPoints) {
    const box = boxAt(file, at, file.sizeBytes)
    if (box?.name === 'moof' && box.end <= file.sizeBytes) enter(box)
  }
}
