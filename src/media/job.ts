import { z } from 'zod'
import { maskFields } from '../core/fixes.ts'
import type { Finished, MediaInfo } from '../core/media.ts'
import { recipeSchema } from '../core/recipe.ts'
import { textSchema } from '../core/words/text-schema.ts'

/** What a file may be before anything of it is decoded. */
export const fileLimitsSchema = z.object({
  maxImageBytes: z.number(),
  /** For sound as well. */
  maxVideoBytes: z.number(),
  /** Of one picture or one frame. */
  maxPixels: z.number(),
  /** For sound as well. */
  maxVideoSeconds: z.number(),
})
export type FileLimits = z.infer<typeof fileLimitsSchema>

const path = z.string()
const outPath = z.string()
const side = z.int().min(1).max(65_535)
const labelled = z.object({ path, label: z.string().max(8) })

/** One piece of work for the child: a method of `MediaTools` by its name, with its arguments. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspect'), path }),
  z.object({ kind: z.literal('cleanImage'), path, outPath }),
  z.object({ kind: z.literal('shrink'), path, outPath, maxSide: z.int().min(1) }),
  z.object({ kind: z.literal('enlarge'), path, outPath, minSide: z.int().min(1).max(4096) }),
  z.object({ kind: z.literal('cleanTracks'), path, outPath }),
  z.object({
    kind: z.literal('frame'),
    path,
    outPath,
    at: z.union([z.literal('first'), z.literal('last'), z.number().nonnegative()]),
    maxWidth: z.int().positive().optional(),
  }),
  z.object({
    kind: z.literal('contactSheet'),
    path,
    outPath,
    columns: z.int().min(1).max(20),
    rows: z.int().min(1).max(20),
    width: z.int().min(16).max(8192),
  }),
  z.object({ kind: z.literal('fit'), path, outPath, limitBytes: z.number().positive() }),
  z.object({ kind: z.literal('tag'), path, outPath, recipe: recipeSchema }),
  z.object({
    kind: z.literal('finish'),
    path,
    outPath,
    posterPath: z.string(),
    posterWidth: z.int().positive(),
    recipe: recipeSchema,
  }),
  z.object({
    kind: z.literal('finishStill'),
    path,
    outPath,
    posterPath: z.string(),
    posterWidth: z.int().positive(),
    recipe: recipeSchema,
  }),
  z.object({ kind: z.literal('readRecipe'), path }),
  z.object({
    kind: z.literal('numberSheet'),
    outPath,
    tiles: z
      .array(labelled.extend({ covered: z.boolean().optional() }))
      .min(1)
      .max(10),
  }),
  z.object({ kind: z.literal('checkMask'), path, outPath, width: side, height: side, inverted: z.boolean().optional() }),
  z.object({
    kind: z.literal('fieldMask'),
    outPath,
    width: side,
    height: side,
    fields: z.array(z.enum(maskFields)).min(1),
    inverted: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('compose'), path, outPath, original: z.string(), mask: z.string() }),
  z.object({ kind: z.literal('beforeAfter'), outPath, before: labelled, after: labelled }),
  z.object({
    kind: z.literal('chart'),
    outPath,
    bars: z.array(z.object({ label: z.iso.date(), value: z.number().nonnegative() })).max(400),
    ends: z.tuple([z.string().max(40), z.string().max(40)]),
  }),
])
export type Job = z.infer<typeof jobSchema>

/** The parent's message to the child. The child has one job at a time, so that messages need no number. */
export const jobMessageSchema = z.object({ job: jobSchema, limits: fileLimitsSchema })
export type JobMessage = z.infer<typeof jobMessageSchema>

/** The child's answer. It has read a stranger's file, so the parent believes nothing of it unchecked. */
export const jobReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.json() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(['bad_media', 'too_large', 'storage_full', 'media_failed']),
    sentence: textSchema,
    /** For the log. */
    detail: z.string(),
  }),
])
export type JobReply = z.infer<typeof jobReplySchema>

export const mediaInfoSchema: z.ZodType<MediaInfo> = z.object({
  kind: z.enum(['image', 'video', 'audio']),
  mediaType: z.string(),
  sizeBytes: z.number(),
  width: z.number(),
  height: z.number(),
  rotation: z.number(),
  durationSeconds: z.number(),
  fps: z.number(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
})

export const finishedSchema: z.ZodType<Finished> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clip'), video: mediaInfoSchema, poster: mediaInfoSchema }),
  z.object({ kind: z.literal('other'), found: mediaInfoSchema }),
])
