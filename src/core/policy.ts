import { z } from 'zod'
import { modes } from './request.ts'

const word = z.string().min(1).max(100)

/** A sentence for a person. */
const sentence = z.string().min(1).max(300)

/** What a prompt may not hold; `policy/match-rule.ts` finds it. */
export const blockedRuleSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Why, for the person who is refused. */
  reason: sentence,
  /** One of these is enough. A phrase is words with blanks; a star at the end stands for any ending. */
  words: z.array(word).default([]),
  /** Groups of words: one of each group, anywhere in the prompt. */
  all: z.array(z.array(word).min(1)).min(2).or(z.tuple([])).default([]),
  /** Regular expressions as RE2 reads them (`policy/linear-pattern.ts`). */
  patterns: z.array(z.string().min(1).max(500)).default([]),
  /** Harmless phrases that hold a word of the rule. */
  except: z.array(word).default([]),
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
  /** Said instead of our own sentence to whoever asks for what is not allowed. */
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
export type Moderators = z.infer<typeof moderatorsSchema>

/** What people may do who speak to the bot alone, in no server and no team. */
export const directMessagesSchema = z.strictObject({
  /** Members are those who asked for a clip in a server before. */
  for: z.enum(['nobody', 'members', 'everybody']),
  /** The tier of everybody there, whatever roles they have elsewhere. */
  tier: z.string().min(1),
  /** Where to ask instead. */
  sentence,
})

export const moderationSchema = z.strictObject({
  /** Whether prompts, and frames of finished clips, are shown to the moderation service when there is one. */
  prompts: z.boolean(),
  frames: z.boolean(),
  /** What an answer that does not come means: closed refuses, open lets pass. */
  whenDown: z.enum(['closed', 'open']),
  /** From which score, 0 to 1, a category counts, instead of the service's own judgement. */
  thresholds: z.record(z.string(), z.number().min(0).max(1)).default({}),
})
export type Moderation = z.infer<typeof moderationSchema>

/** The rules of a house, as `config/policy.yaml` holds them. */
export interface Policy {
  /** Those that are on. */
  blocked: BlockedRule[]
  channels: ChannelRule[]
  /** Rules that do not count where a channel is meant for adults. */
  ageRestricted: { blockedOutside: string[] }
  moderation: Moderation
  /** The line that a member confirms once, before the first clip from a picture or a video (`asks-likeness.ts`). */
  likeness: { ask: boolean; sentence: string }
  /** A request that costs more credits waits for a moderator; null: none does. */
  approvals: { aboveCredits: number | null }
  moderators: Moderators[]
  directMessages: z.infer<typeof directMessagesSchema>
}
