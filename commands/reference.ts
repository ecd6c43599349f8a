import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idPattern } from '../src/core/id.ts'
import { referenceName } from '../src/core/options/reference-option.ts'
import type { Invocation } from '../src/core/platform.ts'
import { type Action, notice, type Post } from '../src/core/post.ts'
import { isReferenceName, longestName, type Reference } from '../src/core/reference.ts'
import type { Studio } from '../src/core/studio.ts'
import { member } from '../src/core/words/mention.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const actions = ['list', 'show', 'delete'] as const
const examples = { show: '/reference show keeper', delete: '/reference delete keeper' }

/** What the button of a word that was deleted carries; no word begins with a dash. */
const undoPrefix = '-'

/** So many fit on a sheet. */
const onASheet = 10
/** Chats show so many in one menu. */
const inAMenu = 25

const summary = ({ kind, pictures, ownerId, ownerName, keptAt }: Reference): Sentence =>
  say('member.line', {
    pieces: [
      ...(kind === 'style' ? [say('reference.style')] : []),
      say('reference.pictures', { pictures: pictures.length }),
      say('reference.keptBy', { name: member(ownerId, ownerName) }),
      timestamp(keptAt),
    ],
  })

const listPost = async (invocation: Invocation, all: readonly Reference[], { board }: Studio['references']): Promise<Post> => {
  const shown = all.slice(0, onASheet)
  return {
    ...notice(all.length === 0 ? say('reference.empty') : say('reference.list')),
    fields: all.map((reference, at) => ({
      name: at < onASheet && all.length > 1 ? say('member.line', { pieces: [String(at + 1), `@${reference.name}`] }) : `@${reference.name}`,
      value: summary(reference),
    })),
    media: shown.length > 0 ? await board(invocation, shown) : [],
    more: all.slice(0, inAMenu).map(({ name }): Action => ({ command: 'reference', argument: name, label: `@${name}` })),
  }
}

const showPost = async (invocation: Invocation, reference: Reference, { board }: Studio['references']): Promise<Post> => ({
  ...notice(`@${reference.name}`),
  facts: [summary(reference)],
  media: await board(invocation, [reference]),
})

export default defineCommand({
  name: 'reference',
  description: say('command.reference'),
  examples: ['/reference list', examples.show, examples.delete],
  options: {
    action: z
      .enum(actions)
      .optional()
      .meta({ about: say('optionAbout.referenceAction'), leading: true } satisfies OptionHints),
    name: referenceName.optional().meta({ leading: true } satisfies OptionHints),
    id: z
      .string()
      .max(longestName + 1)
      .optional()
      .meta({ about: say('optionAbout.button'), button: true } satisfies OptionHints),
  },
  async execute({ options: { action = 'list', name, id }, invocation, studio, respond }) {
    const { references } = studio
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    const undone = id?.startsWith(undoPrefix) ? id.slice(undoPrefix.length) : undefined
    if (undone !== undefined && idPattern.test(undone)) {
      const reference = await references.restore(invocation, undone)
      return answer(notice(say('reference.restored', { name: reference.name })))
    }
    const pressed = id !== undefined && isReferenceName(id) ? id : undefined
    const wanted = name ?? pressed
    if (action === 'list' && wanted === undefined) {
      return answer(await listPost(invocation, await references.list(invocation), references))
    }
    if (wanted === undefined) {
      throw new MoodreelError(
        'missing_input',
        say('reference.needsName', { action, example: action === 'delete' ? examples.delete : examples.show }),
      )
    }
    if (action !== 'delete') return answer(await showPost(invocation, await references.find(invocation, wanted), references))
    const gone = await references.remove(invocation, wanted)
    const undo: Action = { command: 'reference', argument: `${undoPrefix}${gone.id}`, label: say('reference.undo') }
    await answer({ ...notice(say('reference.deleted', { name: gone.name })), actions: [undo] })
  },
})
