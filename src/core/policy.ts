import { z } from 'zod'
import { modes } from './request.ts'

const phrase = z.string().min(1).max(1000)

/** A word or phrase, or `{ ageBelow: 18 }`: any way to say an age of fewer years. */
const word = z.union([phrase, z.strictObject({ ageBelow: z.int().min(1).max(21) })], {
  error: 'must be a word, or an age such as { ageBelow: 18 }',
})

const splitAtCommas = (entry: unknown): unknown[] =>
  typeof entry === 'string' ? entry.split(',').flatMap((part) => part.trim() || []) : [entry]

/**
 * A list in a list is laid out flat: so a long one has lines, and YAML's `&name` and `*name` can share one. A line of words with commas
 * between them is a list too, and far quicker to read than one in brackets.
 */
const flat = <Item>(item: z.ZodType<Item>) =>
  z.preprocess((list) => (Array.isArray(list) || typeof list === 'string' ? [list].flat(9).flatMap(splitAtCommas) : list), z.array(item))
const words = flat(word)
const nonEmpty = words.refine((list) => list.length > 0, { error: 'must hold a word' })

/** A sentence for a person. */
const sentence = z.string().min(1).max(300)

/** What a prompt may not hold; `policy/match-rule.ts` finds it. */
export const blockedRuleSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Why, for the person who is refused, in place of our own sentence. */
  reason: sentence.optional(),
  /** One of these is enough. A phrase is words with blanks; a star at the end stands for any ending. */
  words: words.default([]),
  /** Groups of words: one of each group, anywhere in the prompt. */
  all: z.array(nonEmpty).min(2).or(z.tuple([])).default([]),
  /** More of what `all` is; each of them is enough. */
  combinations: z.array(z.array(nonEmpty).min(2)).optional(),
  /** Regular expressions as RE2 reads them (`policy/linear-pattern.ts`). */
  patterns: z.array(z.string().min(1).max(500)).default([]),
  /** Harmless phrases that hold a word of the rule. */
  except: flat(phrase).default([]),
  off: z.boolean().default(false),
})
export type BlockedRule = z.infer<typeof blockedRuleSchema>

/** What a channel allows, and what it takes when somebody says nothing else. An absent list allows all. */
export const channelRuleSchema = z.strictObject({
  platform: z.string().min(1),
  /** Absent: every workspace of the platform. */
  workspace: z.string().min(1).optional(),
  /** The platform's id of the channel; what is said in a thread counts for its channel. */
  channel: z.string().min(1),
  modes: z.array(z.enum(modes)).min(1).optional(),
  /** Names of the catalogue. The best of them that can do what is asked is taken when nobody names one. */
  models: z.array(z.string().min(1)).min(1).optional(),
  /** Names of tiers: nobody else makes clips there. */
  tiers: z.array(z.string().min(1)).min(1).optional(),
  /** How many clips all members together may ask for there in an hour. */
  clipsPerHour: z.int().positive().optional(),
  defaults: z
    .strictObject({
      model: z.string().min(1).optional(),
      aspect: z
        .string()
        .regex(/^\d{1,2}:\d{1,2}$/)
        .optional(),
      /** Seconds. */
      duration: z.number().positive().max(600).optional(),
      resolution: z
        .string()
        .regex(/^\d{3,4}p$/)
        .optional(),
    })
    .default({}),
  /** Said instead of our own sentence to members who ask for what is not allowed. */
  reason: sentence.optional(),
})
export type ChannelRule = z.infer<typeof channelRuleSchema>

/** Who moderates and where moderators meet. */
export const moderatorsSchema = z
  .strictObject({
    platform: z.string().min(1),
    /** Absent: every workspace of the platform. */
    workspace: z.string().min(1).optional(),
    /** The platform's ids of roles or user groups that count, beside the platform's own permission. */
    roles: z.array(z.string().min(1)).default([]),
    /** Whether they may also give credits and set budgets, which is the operator's money. */
    money: z.boolean().optional(),
    /** Where reports and requests for approval go. */
    channel: z.string().min(1).optional(),
  })
  .refine(({ workspace, channel }) => channel === undefined || workspace !== undefined, {
    path: ['workspace'],
    error: 'a channel belongs to one workspace; name it',
  })
export type ModeratorsRule = z.infer<typeof moderatorsSchema>

/** What people may do who speak to the bot alone, in no server and no team. */
export const directMessagesSchema = z.strictObject({
  /** Members are those who asked for a clip in a server before. */
  for: z.enum(['nobody', 'members', 'everybody']),
  /** The tier of everybody there, whatever roles they have elsewhere. */
  tier: z.string().min(1),
  /** Where to ask instead, in place of our own sentence. */
  sentence: sentence.optional(),
})

export const moderationSchema = z.strictObject({
  /** Whether prompts, and frames of finished clips, are shown to the moderation service when there is one. */
  prompts: z.boolean(),
  frames: z.boolean(),
  /** What an answer that does not come means: closed refuses, open lets pass. */
  whenDown: z.enum(['closed', 'open']),
  /** From which score, 0 to 1, a category counts, instead of the service's own judgement. */
  thresholds: z.record(z.string(), z.number().min(0).max(1)).default({}),
  /** Categories for which a finished clip is not refused, but covered until somebody opens it. */
  cover: z
    .array(z.string().min(1))
    .default([])
    .refine((categories) => !categories.some((category) => /minors|child/i.test(category)), {
      error: 'what shows a minor is never posted',
    }),
})
export type Moderation = z.infer<typeof moderationSchema>

export const ageRestrictedSchema = z.strictObject({
  /** Rules that do not count where a channel is meant for adults. */
  blockedOutside: z.array(z.string()),
  /** Categories of the moderation service that do not count there either. */
  flaggedOutside: z.array(z.string().min(1)),
  /**
   * When that holds: only where the moderation service reads every prompt, and never without its answer; always; never, so
   * that all rules count everywhere.
   */
  lift: z.enum(['with-service', 'always', 'never']),
})
export type AgeRestricted = z.infer<typeof ageRestrictedSchema>

export const spendingSchema = z.strictObject({
  /** What a workspace may spend in a month until its moderators say otherwise, in credits of one US cent; null for no limit. */
  workspaceCreditsPerMonth: z.int().nonnegative().nullable(),
  /** Where the operator is told that most of the roof is spent; null: in the log alone. */
  tell: z.strictObject({ platform: z.string().min(1), workspace: z.string().min(1), channel: z.string().min(1) }).nullable(),
})

const days = (least: number) => z.int().min(least).max(36_500).nullable()
const gigabytes = z.number().positive().max(1_000_000).nullable()

/** How long things are kept; null: for ever. What something still needs is kept all the same (`storage/referenced.ts`). */
export const retentionSchema = z.strictObject({
  /** Files of clips, by days since the clip was done. */
  clipDays: days(1),
  /** All of them together, in gigabytes of 1,000 megabytes: the oldest go first. */
  clipGigabytes: gigabytes,
  /** Files that clips were made from, by days since the last clip that was. */
  inputDays: days(1),
  /** What is known of a clip, by days since it was done. Whatever month it counts in is over by then, in every zone. */
  historyDays: days(32),
  /** Whether clips that somebody likes, or starred, are kept. */
  keepVoted: z.boolean(),
})
export type RetentionRules = z.infer<typeof retentionSchema>

/** The rules of a house, as `config/policy.yaml` holds them. */
export interface Policy {
  /** Those that are on. */
  blocked: BlockedRule[]
  channels: ChannelRule[]
  ageRestricted: AgeRestricted
  moderation: Moderation
  /** The line that a member confirms once, before the first clip from a picture or a video (`policy/needs-consent.ts`); ours without a sentence. */
  likeness: { ask: boolean; sentence?: string | undefined }
  /** A request with which a member spends more credits in a day waits for a moderator; null: none does. */
  approvals: { aboveCredits: number | null }
  spending: z.infer<typeof spendingSchema>
  moderators: ModeratorsRule[]
  directMessages: z.infer<typeof directMessagesSchema>
  retention: RetentionRules
}
