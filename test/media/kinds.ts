import type { Kind } from './kind.ts'
import { colourKinds } from './kinds-colour.ts'
import { filmKinds } from './kinds-films.ts'
import { stillKinds } from './kinds-stills.ts'

/** Every kind of file that is in `docs/media.md`, in its order there. */
export const kinds: readonly Kind[] = [...stillKinds, ...filmKinds, ...colourKinds]
