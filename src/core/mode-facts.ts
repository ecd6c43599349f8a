import type { Mode } from './request.ts'

interface ModeFacts {
  /** The role of the file that it starts from; absent where words are enough. */
  source?: 'firstFrame' | 'video'
  /** The kind of file that comes out; another is no clip. */
  makes: 'image' | 'video'
  /** It makes its source larger: neither a prompt nor a seed decides what comes out. */
  upscales?: true
  /** The command that asks for it. */
  command: string
}

/** What each mode starts from and makes. */
export const modeFacts: Readonly<Record<Mode, ModeFacts>> = {
  t2v: { makes: 'video', command: 't2v' },
  i2v: { source: 'firstFrame', makes: 'video', command: 'i2v' },
  v2v: { source: 'video', makes: 'video', command: 'v2v' },
  t2i: { makes: 'image', command: 'still' },
  i2i: { source: 'firstFrame', makes: 'image', command: 'still' },
  'upscale-video': { source: 'video', makes: 'video', upscales: true, command: 'upscale' },
  'upscale-still': { source: 'firstFrame', makes: 'image', upscales: true, command: 'upscale' },
}
