import type { FileHandle } from 'node:fs/promises'
import { type FileWindow, openWindow } from './file-window.ts'

/** One entry of an edit list (ISO/IEC 14496-12, 8.6.6): a piece of a track's media and how long it is shown. */
export interface Edit {
  /** How long it lasts for those who watch; 0 means up to the end of the media. */
  seconds: number
  /** Where in the media it begins; null where nothing is shown. */
  mediaSeconds: number | null
  /** Seconds of media for one second of the film: 0.5 is half as fast, 0 a frame that stays. */
  rate: number
}

/** More entries than this are not looked at: `screenBoxes` refuses such a file. */
const mostEdits = 10_000
const mostDepth = 6
const parents: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'edts'])

interface Found {
  id: number
  timescale: number
  elst: { at: number; end: number } | null
}

const int32 = (value: number): number => (value > 0x7fffffff ? value - 2 ** 32 : value)

/** Seconds of an entry's times; the timescale of the film counts its length, that of the track its place in the media. */
const readEdits = (file: FileWindow, { elst, timescale }: Found, filmTimescale: number): Edit[] => {
  if (!elst || timescale <= 0 || filmTimescale <= 0) return []
  const wide = file.u8(elst.at) === 1
  const entryBytes = wide ? 20 : 12
  const count = Math.min(file.u32(elst.at + 4), mostEdits, Math.floor((elst.end - elst.at - 8) / entryBytes))
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = elst.at + 8 + index * entryBytes
    const length = wide ? file.u64(at) : file.u32(at)
    const high = wide ? file.u32(at + 8) : 0
    const media = wide ? int32(high) * 2 ** 32 + file.u32(at + 12) : int32(file.u32(at + 4))
    const rate = int32(file.u32(at + entryBytes - 4)) / 65_536
    return { seconds: length / filmTimescale, mediaSeconds: media < 0 ? null : media / timescale, rate }
  })
}

/** Reads the edit list of each track of an MP4 or MOV, by the track's id. A track without one is not in it, nor is a file of another kind. */
export const readEditLists = async (file: FileHandle): Promise<Map<number, Edit[]>> => {
  const { size } = await file.stat()
  const window = openWindow(file.fd, size)
  const tracks: Found[] = []
  let filmTimescale = 0

  const walk = (from: number, end: number, depth: number): void => {
    for (let at = from; at + 8 <= end; ) {
      const short = window.u32(at)
      const wide = short === 1 && at + 16 <= end
      const bytes = wide ? window.u64(at + 8) : short === 0 ? end - at : short
      const body = at + (wide ? 16 : 8)
      const next = at + bytes
      if (next < body || next > end) return
      const name = window.name(at + 4)
      const track = tracks.at(-1)
      if (name === 'trak') tracks.push({ id: 0, timescale: 0, elst: null })
      if (parents.has(name) && depth < mostDepth) walk(body, next, depth + 1)
      // Times take twice the room in version 1 of these boxes.
      else if (name === 'mvhd') filmTimescale = window.u32(body + (window.u8(body) === 1 ? 20 : 12))
      else if (name === 'tkhd' && track) track.id = window.u32(body + (window.u8(body) === 1 ? 20 : 12))
      else if (name === 'mdhd' && track) track.timescale = window.u32(body + (window.u8(body) === 1 ? 20 : 12))
      else if (name === 'elst' && track) track.elst = { at: body, end: next }
      if (name === 'moov') return
      at = next
    }
  }
  walk(0, size, 0)
  const lists = tracks.map((track) => [track.id, readEdits(window, track, filmTimescale)] as const)
  return new Map(lists.filter(([, edits]) => edits.length > 0))
}
