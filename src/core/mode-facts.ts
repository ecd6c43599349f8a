import type { Mode } from './request.ts'

interface ModeFacts {
  /** The role of the file that it starts from; absent where words are enough. */
  source?: 'firstFrame' | 'video'
  /** The kind of file that comes out; another is no clip. */
  makes: 'image' | 'video'
  /** It makes its source larger: neither a prompt nor a seed decides what comes out. */
  upscales?: true
}

/** What each mode starts from and makes. */
export const modeFacts: Readonly<Record<Mode, ModeFacts>> = {
  t2v: { makes: 'video' },
  i2v: { source: 'firstFrame', makes: 'video' },
  v2v: { source: 'video', makes: 'video' },
  t2i: { makes: 'image' },
  i2i: { source: 'firstFrame', makes: 'image' },
  'upscale-video': { source: 'video', makes: 'video', upscales: true },
  'upscale-still': { source: 'firstFrame', makes: 'image', upscales: true },
}
