import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { smallClip } from '../../support/small-clip.ts'

/** What a link to a finished clip can lead to instead. */
export const outputFaults = [
  'the link has expired (403)',
  'the link leads to nothing (404)',
  'the link is gone (410)',
  'the file always breaks off in the middle',
  'a web page instead of a video',
  'a redirect to a host whose address is private',
  'a redirect to another private address',
  'a redirect within the vendor',
  'bytes that never end',
  'a file that stops coming',
  'a file of 60 MB',
] as const
export type OutputFault = (typeof outputFaults)[number]

/** A name that the house's resolver leads to this machine, as a hostile name server would. */
export const trapHost = 'cdn.example'

const clip = smallClip()
const largeBytes = 60 * 1024 * 1024
const pieceBytes = 1024 * 1024

/** Links that only patience ends have names of their own, so that the house can have less of it. */
export const slowLinks = { '/outputs/endless.mp4': { timeoutMs: 500 }, '/outputs/stalled.mp4': { idleTimeoutMs: 300 } }
export const pathOf = (fault: OutputFault): string => {
  if (fault === 'bytes that never end') return '/outputs/endless.mp4'
  return fault === 'a file that stops coming' ? '/outputs/stalled.mp4' : '/outputs/clip.mp4'
}

/** A true video, with a box behind it that players pass by. */
function* largeFile(video: Uint8Array): Generator<Uint8Array> {
  yield video
  let left = largeBytes - video.byteLength
  const box = Buffer.alloc(8)
  box.writeUInt32BE(left)
  box.write('free', 4)
  yield box
  for (left -= box.byteLength; left > 0; left -= pieceBytes) yield Buffer.alloc(Math.min(left, pieceBytes))
}

export const serveOutput = async (fault: OutputFault, response: ServerResponse, trapPort: number): Promise<void> => {
  const video = await clip
  const begin = (bytes: number) => response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes })
  const redirect = (location: string) => void response.writeHead(302, { location }).end()
  switch (fault) {
    case 'the link has expired (403)':
      return void response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
    case 'the link leads to nothing (404)':
      return void response.writeHead(404).end()
    case 'the link is gone (410)':
      return void response.writeHead(410).end()
    case 'the file always breaks off in the middle':
      begin(video.byteLength).write(video.subarray(0, video.byteLength / 2), () => response.destroy())
      return
    case 'a web page instead of a video':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please sign in.</body></html>')
    case 'a redirect to a host whose address is private':
      return redirect(`http://${trapHost}:${trapPort}/clip.mp4`)
    case 'a redirect to another private address':
      return redirect(`http://[::1]:${trapPort}/clip.mp4`)
    case 'a redirect within the vendor':
      return void (response.req.url?.endsWith('?again') ? begin(video.byteLength).end(video) : redirect(`${pathOf(fault)}?again`))
    case 'a file of 60 MB':
      return pipeline(Readable.from(largeFile(video)), begin(largeBytes))
    case 'bytes that never end': {
      begin(largeBytes)
      const drip = setInterval(() => response.write('x'), 50)
      response.once('close', () => clearInterval(drip))
      return
    }
    case 'a file that stops coming':
      begin(video.byteLength).write(video.subarray(0, 100))
  }
}
