import { makeJpeg, quarters } from './fixtures.ts'
import { coloursOf, type Kind, noFilm, refused } from './kind.ts'

/** Stills, and what looks like one. */
export const stillKinds: Kind[] = [
  {
    group: 'Stills',
    name: 'JPEG',
    file: 'usual.jpg',
    make: (path) => makeJpeg(path, { width: 160, height: 90, draw: quarters }),
    ways: { i2v: 'picture', v2v: noFilm, info: 'read', clip: refused('The provider sent image/jpeg instead of a video') },
    truth: { ...coloursOf(quarters, 160, 90), width: 160, height: 90 },
  },
]
