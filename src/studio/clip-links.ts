import { createHmac, timingSafeEqual } from 'node:crypto'

const validForMs = 30 * 24 * 3_600_000

/** Public addresses of clips that are too large for a chat: signed, so that nobody can guess another one, and good for a month. */
export interface ClipLinks {
  linkTo(generationId: string): string
  /** Whether somebody who shows this signature was given the link, and it is still good. */
  isGood(generationId: string, expires: string, signature: string): boolean
}

/** `publicUrl` is the address by which others reach this server, without a slash at its end. */
export const createClipLinks = (options: { publicUrl: string; secret: string; now(): number }): ClipLinks => {
  const sign = (generationId: string, expires: string): Buffer =>
    createHmac('sha256', options.secret).update(`${generationId}.${expires}`).digest()
  return {
    linkTo(generationId) {
      const expires = String(options.now() + validForMs)
      return `${options.publicUrl}/clips/${generationId}.mp4?expires=${expires}&signature=${sign(generationId, expires).toString('base64url')}`
    },
    isGood(generationId, expires, signature) {
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(generationId, expires)
      return given.length === expected.length && timingSafeEqual(given, expected) && Number(expires) > options.now()
    },
  }
}
