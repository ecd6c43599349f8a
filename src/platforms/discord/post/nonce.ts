import { createHash } from 'node:crypto'

/** A post's key in the forms that Discord keeps. */
export interface Nonce {
  /** Discord answers a second message with the same one by the first message, for some minutes. */
  value: string
  /** Stays on the message for ever, as the id of its first component: 1 to 2^31 - 1. */
  componentId: number
  /** The last line of a message that has no components. */
  line: string
}

/** The same key has the same nonce in every process. */
export const nonceOf = (key: string): Nonce => {
  const hash = createHash('sha256').update(key).digest()
  const componentId = hash.readUInt32BE(12) & 0x7fff_ffff || 1
  return { value: hash.toString('hex', 0, 12), componentId, line: `-# ${hash.toString('hex', 16, 22)}` }
}
