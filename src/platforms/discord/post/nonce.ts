import { createHash } from 'node:crypto'

/** A post's key in the forms that Discord keeps. */
export interface Mark {
  /** Discord answers a second message with the same nonce by the first one, for some minutes. */
  nonce: string
  /** Stays on the message for ever, as the id of its first component: 1 to 2^31 - 1. */
  componentId: number
  /** The last line of a message that has no components. */
  line: string
}

/** The same key has the same mark in every process. */
export const markOf = (key: string): Mark => {
  const hash = createHash('sha256').update(key).digest()
  const componentId = hash.readUInt32BE(12) & 0x7fff_ffff || 1
  return { nonce: hash.toString('hex', 0, 12), componentId, line: `-# ${hash.toString('hex', 16, 22)}` }
}
