import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { ruleProblem } from '../src/core/policy/match-rule.ts'
import {
  ageRestrictedSchema,
  type BlockedRule,
  blockedRuleSchema,
  type ChannelRule,
  channelRuleSchema,
  directMessagesSchema,
  moderationSchema,
  moderatorsSchema,
  type Policy,
  spendingSchema,
} from '../src/core/policy.ts'
import { type Layer, readLayers } from './layers.ts'
import { misfit, overlayRows, refuseOtherNames } from './overlay.ts'

const likenessSchema = z.strictObject({ ask: z.boolean(), sentence: z.string().min(1).max(500).optional() })
const approvalsSchema = z.strictObject({ aboveCredits: z.int().nonnegative().nullable() })

const names = ['blocked', 'channels', 'ageRestricted', 'moderation', 'likeness', 'approvals', 'spending', 'moderators', 'directMessages']

/** A group of settings: a later file changes the fields that it names. */
const readGroup = <Group>(layers: readonly Layer[], name: string, schema: z.ZodType<Group>): Group => {
  let merged: Record<string, unknown> = {}
  let file = ''
  for (const layer of layers) {
    if (layer.content[name] === undefined || layer.content[name] === null) continue
    const fields = z.record(z.string(), z.unknown()).safeParse(layer.content[name])
    if (!fields.success) throw misfit(layer.name, name, fields.error)
    merged = { ...merged, ...fields.data }
    file = layer.name
  }
  const checked = schema.safeParse(merged)
  if (!checked.success) throw misfit(file, name, checked.error)
  return checked.data
}

/** A list whose rows have no names: a later file's list stands in place of an earlier one. */
const readList = <Row>(layers: readonly Layer[], name: string, schema: z.ZodType<Row>): { rows: Row[]; file: string } => {
  const layer = layers.findLast(({ content }) => content[name] !== undefined && content[name] !== null)
  if (!layer) return { rows: [], file: '' }
  const rows = z.array(schema).safeParse(layer.content[name])
  if (!rows.success) throw misfit(layer.name, name, rows.error)
  return { rows: rows.data, file: layer.name }
}

const blockedProblem = (rule: BlockedRule): { field: string; says: string } | undefined => {
  if (rule.words.length + rule.all.length + rule.patterns.length === 0) return { field: 'words', says: 'the rule looks for nothing' }
  return ruleProblem(rule)
}

const refuseOddChannels = ({ rows, file }: { rows: ChannelRule[]; file: string }): void => {
  const seen = new Set<string>()
  for (const [at, { platform, workspace = '', channel, models, defaults }] of rows.entries()) {
    const key = JSON.stringify([platform, workspace, channel])
    if (seen.has(key))
      throw new MoodreelError('bad_config', `${file}, channels, field ${at}.channel: the channel is there twice; keep one of the rows.`)
    seen.add(key)
    if (models && defaults.model && !models.includes(defaults.model)) {
      throw new MoodreelError(
        'bad_config',
        `${file}, channels, field ${at}.defaults.model: the channel's models do not hold it; correct it and start again.`,
      )
    }
  }
}

/**
 * The rules of `policy.yaml` with the operator's own file of that name laid over it: blocked rules row by row, groups of
 * settings field by field, the lists `channels` and `moderators` as a whole. Rules that are off are left out. Throws
 * MoodreelError `bad_config` naming the file, the row and the field.
 */
export const readPolicy = async (configDir: string | undefined): Promise<Policy> => {
  const layers = await readLayers('policy.yaml', configDir)
  refuseOtherNames(layers, names)
  const blocked = overlayRows(layers, 'blocked', blockedRuleSchema, blockedProblem)
  const ageRestricted = readGroup(layers, 'ageRestricted', ageRestrictedSchema)
  const unknown = ageRestricted.blockedOutside.find((name) => !blocked.some((rule) => rule.name === name))
  if (unknown !== undefined) {
    throw new MoodreelError(
      'bad_config',
      `policy.yaml, ageRestricted, field blockedOutside: there is no rule ${unknown}; correct it and start again.`,
    )
  }
  const channels = readList(layers, 'channels', channelRuleSchema)
  refuseOddChannels(channels)
  return {
    blocked: blocked.filter(({ off }) => !off),
    channels: channels.rows,
    ageRestricted,
    moderation: readGroup(layers, 'moderation', moderationSchema),
    likeness: readGroup(layers, 'likeness', likenessSchema),
    approvals: readGroup(layers, 'approvals', approvalsSchema),
    spending: readGroup(layers, 'spending', spendingSchema),
    moderators: readList(layers, 'moderators', moderatorsSchema).rows,
    directMessages: readGroup(layers, 'directMessages', directMessagesSchema),
  }
}
