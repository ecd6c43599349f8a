import type { Kind } from './kind.ts'

/** Films in other colour spaces. */
export const colourKinds: Kind[] = []
