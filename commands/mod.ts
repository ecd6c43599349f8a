import { z } from 'zod'
import { type Command, type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { typedName } from '../src/core/options/beneath.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice, type Post } from '../src/core/post.ts'
import { type CaseDeed, caseDeeds } from '../src/core/report.ts'
import { nearest } from '../src/core/text/nearest.ts'
import { type ModList, modList, modLists } from '../src/core/words/mod-list.ts'
import { endingLine } from '../src/core/words/report-words.ts'
import { type Key, say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

/** What can be said; the last two only a button of an appeal says. */
const words = [...modLists, ...caseDeeds, 'undo'] as const
const whats = [...words, 'lift', 'keep'] as const
type What = (typeof whats)[number]

/** What Discord calls them. */
const called = Object.fromEntries(words.map((word) => [word, say(`commandName.${word}`)]))

/** What a button of a card carries: the word and the clip, `remove-4k7q0c2m9xwd`. */
const buttonPattern = /^([a-z-]+)-([0-9a-hjkmnp-tv-z]{12})$/

const options = {
  what: z
    .enum(words)
    .optional()
    .meta({ about: say('optionAbout.modWhat'), leading: true, labels: called } satisfies OptionHints),
  clip: idOption.optional().meta({ positional: false, leading: true } satisfies OptionHints),
  words: z
    .string()
    .max(300)
    .optional()
    .meta({ about: say('optionAbout.modWords'), positional: true, example: '"that is a real person"' } satisfies OptionHints),
  id: z
    .string()
    .regex(buttonPattern)
    .optional()
    .meta({ about: say('optionAbout.button'), button: true } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

const isWhat = (word: string | undefined): word is What => whats.some((what) => what === word)
const isList = (word: What): word is ModList => modLists.some((list) => list === word)
const isDeed = (word: What): word is CaseDeed => caseDeeds.some((deed) => deed === word)

const done = {
  remove: 'moderator.clipRemoved',
  'remove-block': 'moderator.clipRemovedAndBlocked',
  warn: 'moderator.memberWarned',
  dismiss: 'moderator.dismissed',
} as const satisfies Record<CaseDeed, Key>

const deedPost = async ({ invocation, studio }: Context, deed: CaseDeed, clip: string, words: string): Promise<Post> => {
  const { kind, ending } = await studio.moderators.handle(invocation, clip, deed, words)
  if (kind === 'over') return notice(say('moderator.caseOver', { ending: endingLine(ending), when: timestamp(ending.at) }))
  return {
    ...notice(say(done[deed], { kind: await kindNamed(studio, clip) })),
    warnings: ending.told === false ? [say('moderator.notTold')] : [],
  }
}

const appealPost = async ({ invocation, studio }: Context, what: 'lift' | 'keep', sanctionId: string): Promise<Post> => {
  const outcome = await studio.moderators.answerAppeal(invocation, sanctionId, what === 'lift' ? 'lifted' : 'kept')
  if (outcome.kind === 'done') {
    return {
      ...notice(say(what === 'lift' ? 'moderator.lifted' : 'moderator.kept')),
      warnings: outcome.told ? [] : [say('moderator.notTold')],
    }
  }
  const { kind, byName } = outcome.answer
  return notice(say('moderator.answeredAlready', { answer: say(`moderator.${kind}By`, { name: byName }) }))
}

/** What can be said after it: the words of its own, and the commands that are `under: 'mod'`. */
const listPost = (commands: readonly Command[]): Post => ({
  ...notice(say('moderator.commands')),
  fields: [
    { name: say('moderator.modLists'), value: say('help.commands', { names: modLists.map((word) => `mod ${word}`) }) },
    { name: say('moderator.modDeeds'), value: say('help.commands', { names: [...caseDeeds, 'undo'].map((word) => `mod ${word}`) }) },
    ...commands.map((command) => ({ name: say('help.name', { name: typedName(command) }), value: command.description })),
  ],
})

const noSuch = (said: string, commands: readonly Command[]): MoodreelError => {
  const word = said.split(/\s/, 1)[0]?.slice(0, 32) ?? ''
  const meant = nearest(word, [...words, ...commands.map(({ name }) => name)])
  const name = `mod ${word}`
  return new MoodreelError(
    'unknown_command',
    meant ? say('common.meantCommand', { name, meant: `mod ${meant}` }) : say('moderator.noSuchCommand', { name }),
  )
}

/** What moderators do about clips and members. Alone it lists all that is said with it. */
export default defineCommand({
  name: 'mod',
  description: say('command.mod'),
  examples: [
    '/mod reports',
    '/mod waiting',
    '/mod blocked',
    '/mod tiers',
    '/mod remove 4k7q0c2m9xwd',
    '/mod warn 4k7q0c2m9xwd that is a real person',
    '/mod undo 4k7q0c2m9xwd',
  ],
  group: 'moderators',
  options,
  async execute(context) {
    const { options, invocation, studio, respond, commands } = context
    const [, word, target] = buttonPattern.exec(options.id ?? '') ?? []
    const what = isWhat(word) ? word : options.what
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (what === undefined) {
      if (!invocation.member.moderator) throw new MoodreelError('not_allowed', say('moderator.onlyModerators'))
      const under = commands.filter((command) => command.under === 'mod' && !isWhat(command.name))
      const said = [options.clip, options.words].filter((word) => word !== undefined).join(' ')
      if (said !== '') throw noSuch(said, under)
      return answer(listPost(under))
    }
    if (isList(what)) return answer(await modList(what, invocation, studio.moderators))
    if (what === 'lift' || what === 'keep') return answer(await appealPost(context, what, target ?? ''))
    const clip = target ?? options.clip
    if (clip === undefined) throw new MoodreelError('missing_input', say('moderator.modNeedsClip', { what, example: `/mod ${what} 3` }))
    if (isDeed(what)) return answer(await deedPost(context, what, clip, options.words ?? ''))
    await studio.moderators.undo(invocation, clip)
    return answer(notice(say('moderator.undone')))
  },
})
