import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Who may draw a mask for which still, and until when, in milliseconds since the epoch. */
const grantSchema = z.object({
  id: z.string(),
  generationId: z.string(),
  platform: z.string(),
  workspace: z.string(),
  memberId: z.string(),
  expiresAt: z.number(),
})
export type CanvasGrant = z.infer<typeof grantSchema>

/** Where masks are drawn: each address says for whom and for what, and nobody but us can write one. */
export interface CanvasLinks {
  /** The address of a grant; null where its member does not reach this server. */
  url(grant: CanvasGrant): string | null
  /** What the token of an address grants; null for one that we did not write, and when its time is over. */
  read(token: string): CanvasGrant | null
}

const folder = '/canvas/'

/** `publicUrl` is the address by which others reach this server, without a slash at its end; without one the page of this machine reaches it alone. */
export const createCanvasLinks = (options: { publicUrl: string | undefined; secret: string; now(): number }): CanvasLinks => {
  const sign = (words: string): Buffer => createHmac('sha256', options.secret).update(`canvas.${words}`).digest()
  return {
    url(grant) {
      const base = options.publicUrl ?? (grant.platform === 'web' ? '' : null)
      if (base === null) return null
      const words = Buffer.from(JSON.stringify(grantSchema.parse(grant))).toString('base64url')
      return `${base}${folder}${words}.${sign(words).toString('base64url')}`
    },
    read(token) {
      const [words = '', signature = '', ...more] = token.split('.')
      const [given, expected] = [Buffer.from(signature, 'base64url'), sign(words)]
      if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      const grant = grantSchema.parse(JSON.parse(Buffer.from(words, 'base64url').toString()))
      return grant.expiresAt > options.now() ? grant : null
    },
  }
}
