import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import type { AddedRule } from '../src/core/moderators.ts'
import { everyday } from '../src/core/policy/everyday.ts'
import type { OwnRule } from '../src/core/policy/own-rule.ts'
import { notice, type Post } from '../src/core/post.ts'
import { member } from '../src/core/words/mention.ts'
import { type Sentence, say, type Text } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

/** So many are shown; a table has all. */
const shownAtMost = 20
const promptsShown = 3

const options = {
  action: z
    .enum(['add', 'remove', 'test', 'list'])
    .optional()
    .meta({ about: say('optionAbout.policyAction'), leading: true } satisfies OptionHints),
  words: z
    .string()
    .max(1000)
    .optional()
    .meta({ about: say('optionAbout.policyWords'), positional: true, example: '"acme cola, zorro"' } satisfies OptionHints),
  pattern: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.policyPattern'), flags: ['regex'], example: '"acme[ -]?\\d+"' } satisfies OptionHints),
  reason: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.policyReason'), words: true, example: '"No brands here."' } satisfies OptionHints),
}
type Context = CommandContext<typeof options>
type Options = Context['options']

/** Words are often typed in quotes, of which one may be lost, and are meant without. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^["“”„«»]+|["“”„«»]+$/gu, '')
    .trim()

const examples = {
  add: '/mod policy add acme cola, zorro --reason No brands here.',
  remove: '/mod policy remove 12',
  test: '/mod policy test "a glass of acme cola"',
}

/** Words with commas between are several, as they are in the policy's own file. */
const wordingsOf = ({ words, pattern }: Options): Pick<OwnRule, 'kind' | 'text'>[] => [
  ...(words ?? '').split(',').flatMap((part) => (bare(part) === '' ? [] : [{ kind: 'words' as const, text: bare(part) }])),
  ...(pattern === undefined ? [] : [{ kind: 'pattern' as const, text: pattern }]),
]

const line = (pieces: readonly Text[]): Sentence => say('member.line', { pieces })

const shownAs = ({ kind, text }: OwnRule): Text => (kind === 'pattern' ? say('moderator.patternShown', { text }) : text)

const ruleField = (rule: OwnRule) => ({
  name: say('moderator.ruleNumber', { number: rule.number }),
  value: line([
    shownAs(rule),
    ...(rule.reason === undefined ? [] : [rule.reason]),
    say('moderator.ruleBy', { name: member(rule.by, rule.byName) }),
    timestamp(rule.at),
  ]),
})

const warningsOf = ({ rule, everyday: refused }: AddedRule): Sentence[] =>
  refused.length === 0
    ? []
    : [
        say('moderator.refusesEveryday', {
          number: rule.number,
          text: shownAs(rule),
          refused: refused.length,
          tried: everyday.length,
          prompts: refused.slice(0, promptsShown),
        }),
      ]

const addPost = async ({ options: said, invocation, studio }: Context): Promise<Post> => {
  const wordings = wordingsOf(said)
  if (wordings.length === 0) throw needsWords('add')
  const added = await studio.moderators.addRules(invocation, wordings, said.reason)
  if (added.length === 0) return notice(say('moderator.rulesKnown'))
  return {
    ...notice(say('moderator.rulesAdded', { rules: added.length })),
    fields: added.slice(0, shownAtMost).map(({ rule }) => ruleField(rule)),
    warnings: added.flatMap(warningsOf).slice(0, shownAtMost),
  }
}

const listPost = async ({ invocation, studio }: Context): Promise<Post> => {
  const { ofPolicy, own } = await studio.moderators.policyRules(invocation)
  const rows = own.map(({ number, kind, text, reason = '', byName, by, at }) => [
    ...[number, kind, text, reason, byName || by],
    new Date(at).toISOString(),
  ])
  const heading = ['number', 'kind', 'text', 'reason', 'by', 'at']
  return {
    ...notice(own.length === 0 ? say('moderator.noRules') : say('moderator.rules', { rules: own.length })),
    facts: ofPolicy.length === 0 ? [] : [say('moderator.rulesOfPolicy', { rules: ofPolicy })],
    fields: own.slice(-shownAtMost).map(ruleField),
    media: own.length > shownAtMost ? [await studio.files.table('moodreel-policy.csv', [heading, ...rows])] : [],
  }
}

const testPost = async ({ options: said, invocation, studio }: Context): Promise<Post> => {
  const text = bare(said.words ?? '')
  if (text === '') throw needsWords('test')
  const { broken, own, isUnasked } = await studio.moderators.testWords(invocation, text)
  const warnings = isUnasked && broken === null ? [say('moderator.serviceUnasked')] : []
  if (broken === null) return { ...notice(say('moderator.testPasses')), warnings }
  const { rule, reason } = broken
  return own === null
    ? { ...notice(say('moderator.testRefused', { rule })), facts: [reason] }
    : { ...notice(say('moderator.testRefusedHere', { number: own.number, text: shownAs(own) })), facts: [reason] }
}

const removePost = async ({ options: said, invocation, studio }: Context): Promise<Post> => {
  const named = said.pattern ?? bare(said.words ?? '')
  if (named === '') throw needsWords('remove')
  const rule = await studio.moderators.removeRule(invocation, named)
  return notice(say('moderator.ruleRemoved', { number: rule.number, text: shownAs(rule) }))
}

const needsWords = (action: keyof typeof examples): MoodreelError =>
  new MoodreelError('missing_input', say('moderator.policyNeedsWords', { action, example: examples[action] }))

const posts = { add: addPost, remove: removePost, test: testPost, list: listPost }

export default defineCommand({
  name: 'policy',
  under: 'mod',
  description: say('command.policy'),
  examples: ['/mod policy list', ...Object.values(examples), '/mod policy add --pattern "acme[ -]?\\d+"'],
  group: 'moderators',
  options,
  async execute(context) {
    const { action = 'list', words, pattern } = context.options
    if (context.options.action === undefined && (words ?? pattern) !== undefined) {
      throw new MoodreelError('missing_input', say('moderator.policyNeedsAction', { example: examples.add }))
    }
    await context.respond.reply(await posts[action](context), { private: true })
  },
})
