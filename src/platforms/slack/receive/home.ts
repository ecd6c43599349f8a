import type { types } from '@slack/bolt'
import type { Command } from '../../../core/command.ts'
import { inWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { say, type Text } from '../../../core/words/sentence.ts'
import { setUpOffer } from '../../../core/words/set-up-offer.ts'
import { writeActionId } from '../action-id.ts'
import type { SlackApi } from '../api.ts'
import type { Origin } from '../origin.ts'
import { renderPost } from '../post/render.ts'
import type { Invocations } from './invocations.ts'

/**
 * What the home shows, each by the command that tells it when it is said without a word, so that it says the same as the
 * command does. One that there is not yet is left out.
 */
const sections = [
  { command: 'quota', title: say('slack.homeQuota') },
  { command: 'queue', title: say('slack.homeQueue') },
  { command: 'history', title: say('slack.homeHistory') },
  { command: 'settings', title: say('slack.homeSettings') },
]
/** Slack takes 100 blocks in a view. */
const blocksInASection = 21

/** The app's home of one person. */
export interface Home {
  /** Draws it again, in the background. */
  show(origin: Origin, eventId: string): void
}

export interface HomeOptions {
  api: SlackApi
  invocations: Invocations
  commands: readonly Command[]
  languageOf(origin: Origin): Promise<Language>
  /** Whether somebody runs the workspace, by Slack's word. */
  isModerator(origin: Origin): Promise<boolean>
}

export const createHome = ({ api, invocations, commands, languageOf, isModerator }: HomeOptions): Home => ({
  show: (origin, eventId) => {
    const caller = { origin }
    invocations.runOnce(`home:${eventId}`, caller, async () => {
      const language = await languageOf(origin)
      const plain = (text: Text): types.PlainTextElement => ({ type: 'plain_text', text: inWords(text, language) })
      const quiet = (text: Text): types.KnownBlock => ({ type: 'context', elements: [plain(text)] })
      /** For a command that answers with a form, which only a press can open. */
      const opener = (command: string): types.KnownBlock => ({
        type: 'actions',
        elements: [{ type: 'button', text: plain(say('slack.open')), action_id: writeActionId({ what: 'run', command, argument: '' }) }],
      })
      /** Offered to those who run the workspace, as long as something of it is left to do. */
      const setUp = async (): Promise<types.KnownBlock[]> => {
        if (!commands.some(({ name }) => name === 'setup') || !(await isModerator(origin))) return []
        const { posts } = await invocations.ask({
          id: `home:${eventId}:setup`,
          caller,
          command: 'setup',
          input: { kind: 'text', text: '' },
        })
        const isLeft = posts.some(({ actions }) => actions.some(({ style }) => style === 'primary'))
        return isLeft
          ? [
              { type: 'header', text: plain(say('setUp.offerButton')) },
              ...renderPost({ ...setUpOffer(), language }).blocks,
              { type: 'divider' },
            ]
          : []
      }
      const blocks: types.KnownBlock[] = await setUp()
      for (const { command, title } of sections.filter((section) => commands.some(({ name }) => name === section.command))) {
        const id = `home:${eventId}:${command}`
        const { posts, form } = await invocations.ask({ id, caller, command, input: { kind: 'text', text: '' } })
        const answers = [...posts.flatMap((post) => renderPost(post).blocks), ...(form ? [opener(command)] : [])]
        blocks.push({ type: 'header', text: plain(title) }, ...answers.slice(0, blocksInASection))
        if (answers.length > blocksInASection) blocks.push(quiet(say('slack.seeAll', { name: command })))
        blocks.push({ type: 'divider' })
      }
      blocks.push(quiet(say('slack.homeHelp')), quiet(say('slack.homeThreads')))
      await api.send((client) => client.views.publish({ user_id: origin.user, view: { type: 'home', blocks } }))
    })
  },
})
