import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import type { Fixes } from '../../core/fixes.ts'
import type { Generation } from '../../core/generation.ts'
import { newId } from '../../core/id.ts'
import type { StoredMedia } from '../../core/media.ts'
import { findClip, finishedClip } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import { say } from '../../core/words/sentence.ts'
import { invocationKey } from '../admission/admit.ts'
import type { Parts } from '../parts.ts'

/** How long a mask can be drawn by one link. */
const openMs = 10 * 60_000
/** How many links of one member are open; the oldest goes first. */
const mostOpen = 25

/**
 * What is kept of who asked and where, to be said again with the mask. Blocks, limits and the rules of the place are looked at anew then; nobody
 * can be asked for the member's roles, which decide the tier, so those of this moment count. That somebody moderates or runs a place is not kept: who
 * lost it in between must not make what others wait for approval with.
 */
const drawingSchema = z.object({
  id: z.string(),
  generationId: z.string(),
  expiresAt: z.number(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  member: z.object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    guest: z.boolean().optional(),
  }),
  origin: z.json(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  locale: z.string().optional(),
  ageRestricted: z.boolean().optional(),
})
type Drawing = z.infer<typeof drawingSchema>

/** Where the open links of a member are kept. */
export const drawingsKey = ({ platform, workspace, member }: Pick<Invocation, 'platform' | 'workspace' | 'member'>): string =>
  `canvas:${platform}:${workspace}:${member.id}`

/** A link that is good: the fix that it stands for, without its mask, and the still. */
export interface OpenDrawing {
  id: string
  expiresAt: number
  said: Invocation
  values: Drawing['values']
  generation: Generation
  still: StoredMedia
  /** A mask came by it already. */
  isUsed: boolean
}

export interface Drawings {
  /** See `Fixes.canvas`. */
  grant: Fixes['canvas']
  /** Throws MoodreelError `not_found` for a token that is none, whose time is over, or whose still is gone. */
  find(token: string): Promise<OpenDrawing>
}

/** The links by which members draw masks. A link is for one still and one member, and what comes of it is one batch, however often it is sent. */
export const createDrawings = (parts: Pick<Parts, 'canvasLinks' | 'clock' | 'generations' | 'locks' | 'settings'>): Drawings => {
  const { canvasLinks, clock, settings } = parts
  const inOrder = parts.locks.keyed('drawings')

  const openOf = async (key: string): Promise<Drawing[]> => {
    const kept = z.array(drawingSchema).safeParse(await settings.get(key)).data ?? []
    return kept.filter(({ expiresAt }) => expiresAt > clock.now())
  }

  return {
    async grant(invocation, generationId, values) {
      const { platform, workspace, origin, channel, thread, locale, ageRestricted } = invocation
      const { id, name, roles, guest } = invocation.member
      const member = { id, name, roles, guest }
      const drawing = { id: newId(), generationId, expiresAt: clock.now() + openMs, values: { ...values } }
      const url = canvasLinks.url({ ...drawing, platform, workspace, memberId: id })
      if (url === null) throw new MoodreelError('not_allowed', say('member.fixNoAddress'))
      const key = drawingsKey(invocation)
      await inOrder(key, async () => {
        const open = (await openOf(key)).slice(1 - mostOpen)
        await settings.set(key, [...open, { ...drawing, member, origin, channel, thread, locale, ageRestricted }], openMs)
      })
      return url
    },

    async find(token) {
      const over = new MoodreelError('not_found', say('http.canvasOver'))
      const grant = canvasLinks.read(token)
      if (!grant) throw over
      const { platform, workspace, memberId } = grant
      const key = drawingsKey({ platform, workspace, member: { id: memberId, name: '', roles: [], moderator: false } })
      const drawing = (await openOf(key)).find(({ id, generationId }) => id === grant.id && generationId === grant.generationId)
      if (!drawing) throw over
      const { id, generationId, expiresAt, values, member, origin, channel, thread, locale, ageRestricted } = drawing
      const said: Invocation = {
        ...{ id: `canvas-${id}`, platform, workspace, command: 'fix', input: { kind: 'values', values: {} }, attachments: [] },
        ...{ origin, channel, thread, locale, ageRestricted },
        ...{ member: { ...member, moderator: false, manager: false, owner: false }, byLink: true },
      }
      const find = async (wanted: string) => {
        const record = await parts.generations.find(wanted)
        if (!record) throw over
        return record
      }
      const { generation } = await findClip({ find }, said, generationId)
      const { video: still } = finishedClip(generation)
      const isUsed = (await parts.generations.admittedAs(invocationKey(said))) !== null
      return { id, expiresAt, said, values, generation, still, isUsed }
    },
  }
}
