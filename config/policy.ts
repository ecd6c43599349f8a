import { z } from 'zod'
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
  retentionSchema,
  spendingSchema,
} from '../src/core/policy.ts'
import { inWords } from '../src/core/words/in-words.ts'
import { type Layer, readLayers } from './layers.ts'
import { createMisfitsOf, didYouMean, type Misfit, placed } from './misfits.ts'
import { checkIn, findOtherNames, isShort, overlayRows } from './overlay.ts'
import { type Problem, refuseProblems, toldAtMost } from './problems.ts'

const likenessSchema = z.strictObject({ ask: z.boolean(), sentence: z.string().min(1).max(500).optional() })
const approvalsSchema = z.strictObject({ aboveCredits: z.int().nonnegative().nullable() })

const names = [
  'blocked',
  'channels',
  'ageRestricted',
  'moderation',
  'likeness',
  'approvals',
  'spending',
  'moderators',
  'directMessages',
  'retention',
]

const placeIn = (layer: Layer | undefined, path: readonly PropertyKey[]): string => layer?.at(path) ?? 'policy.yaml'

const lastWith = (layers: readonly Layer[], name: string): Layer | undefined =>
  layers.findLast(({ content }) => content[name] !== undefined && content[name] !== null)

/** A group of settings: a later file changes the fields that it names. Undefined when one does not fit, and `problems` has why. */
const readGroup = <Group>(layers: readonly Layer[], name: string, schema: z.ZodType<Group>, problems: Problem[]): Group | undefined => {
  const groups = layers.filter(({ content }) => content[name] !== undefined && content[name] !== null)
  const fields = groups.map((layer) => checkIn(layer, name, z.record(z.string(), z.unknown()), problems))
  const checked = schema.safeParse(Object.assign({}, ...fields))
  if (checked.success) return checked.data
  for (const misfit of createMisfitsOf(schema)(checked.error)) {
    const layer = groups.findLast((_, index) => Object.hasOwn(fields[index] ?? {}, misfit.path[0] ?? '')) ?? groups.at(-1)
    problems.push({ at: placeIn(layer, [name, ...misfit.path]), says: placed(name, misfit) })
  }
  return undefined
}

/** A list whose rows have no names: a later file's list stands in place of an earlier one. */
const readList = <Row>(layers: readonly Layer[], name: string, schema: z.ZodType<Row>, problems: Problem[]): Row[] => {
  const layer = lastWith(layers, name)
  return (layer && isShort(layer, name, problems) && checkIn(layer, name, z.array(schema), problems)) || []
}

const blockedMisfit = (rule: BlockedRule): Misfit | undefined => {
  if (rule.words.length + rule.all.length + rule.patterns.length === 0) return { path: ['words'], says: 'the rule looks for nothing' }
  const problem = ruleProblem(rule)
  return (
    problem && {
      path: problem.field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      says: inWords(problem.says, 'en'),
    }
  )
}

const findOddChannels = (rows: readonly ChannelRule[], layer: Layer | undefined, problems: Problem[]): void => {
  const seen = new Set<string>()
  for (const [index, { platform, workspace = '', channel, models, defaults }] of rows.entries()) {
    const add = (field: string, says: string) =>
      problems.push({ at: placeIn(layer, ['channels', index, ...field.split('.')]), says: `channels, field ${index}.${field}: ${says}` })
    const key = JSON.stringify([platform, workspace, channel])
    if (seen.has(key)) add('channel', 'the channel is there twice; keep one of the rows')
    seen.add(key)
    if (models && defaults.model && !models.includes(defaults.model)) add('defaults.model', "the channel's models do not hold it")
  }
}

const findUnknownRules = (
  rules: readonly BlockedRule[],
  outside: readonly string[],
  layer: Layer | undefined,
  problems: Problem[],
): void => {
  const known = new Set(rules.map(({ name }) => name))
  for (const [index, name] of outside.entries()) {
    if (known.has(name)) continue
    // Each is held against all rules, so this is only found for those that are told.
    const meant = problems.length < toldAtMost ? didYouMean(name, [...known]) : ''
    const says = `ageRestricted, field blockedOutside: there is no rule ${name}${meant}`
    problems.push({ at: placeIn(layer, ['ageRestricted', 'blockedOutside', index]), says })
  }
}

/**
 * The rules of `policy.yaml` with the operator's own file of that name laid over it: blocked rules row by row, groups of
 * settings field by field, the lists `channels` and `moderators` as a whole. Rules that are off are left out. Throws
 * MoodreelError `bad_config` with the line, the row and the field of everything that does not fit.
 */
export const readPolicy = async (configDir: string | undefined): Promise<Policy> => {
  const layers = await readLayers('policy.yaml', configDir)
  const problems: Problem[] = []
  const group = <Group>(name: string, schema: z.ZodType<Group>) => readGroup(layers, name, schema, problems)
  findOtherNames(layers, names, problems)
  const blocked = overlayRows(layers, 'blocked', blockedRuleSchema, problems, blockedMisfit)
  const channels = readList(layers, 'channels', channelRuleSchema, problems)
  const moderators = readList(layers, 'moderators', moderatorsSchema, problems)
  const groups = {
    ageRestricted: group('ageRestricted', ageRestrictedSchema),
    moderation: group('moderation', moderationSchema),
    likeness: group('likeness', likenessSchema),
    approvals: group('approvals', approvalsSchema),
    spending: group('spending', spendingSchema),
    directMessages: group('directMessages', directMessagesSchema),
    retention: group('retention', retentionSchema),
  }
  refuseProblems(problems)
  // Where there is no problem each of them was read.
  const read = groups as { [Name in keyof typeof groups]: Exclude<(typeof groups)[Name], undefined> }
  findOddChannels(channels, lastWith(layers, 'channels'), problems)
  findUnknownRules(blocked, read.ageRestricted.blockedOutside, lastWith(layers, 'ageRestricted'), problems)
  refuseProblems(problems)
  return { ...read, blocked: blocked.filter(({ off }) => !off), channels, moderators }
}

/** Finds the file and the line where the last file that has a group wrote a place of it. */
export const readPolicyPlaces = async (
  configDir: string | undefined,
): Promise<(group: string, path: readonly (string | number)[]) => string> => {
  const layers = await readLayers('policy.yaml', configDir, { placed: true })
  return (group, path) => placeIn(lastWith(layers, group), [group, ...path])
}
