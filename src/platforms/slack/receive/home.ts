import type { types } from '@slack/bolt'
import type { Command } from '../../../core/command.ts'
import { writeActionId } from '../action-id.ts'
import type { SlackApi } from '../api.ts'
import type { Place } from '../place.ts'
import { renderPost } from '../post/render.ts'
import type { Hearing } from './invocations.ts'

/**
 * What the home shows, each by the command that tells it when it is said without a word, so that it says the same as the
 * command does. One that there is not yet is left out.
 */
const sections = [
  { command: 'quota', title: 'What you have left' },
  { command: 'queue', title: 'What is running' },
  { command: 'history', title: 'Your recent clips' },
  { command: 'settings', title: 'Your preferences' },
]
/** Slack takes 100 blocks in a view. */
const blocksInASection = 21
const help = [
  'Type /t2v and some words in a channel, /i2v or /v2v for a form, or use Animate and Restyle on a message with a file.',
  'Slack has no slash commands in threads; write there @moodreel t2v and some words, with a file for i2v and v2v.',
]

const quiet = (text: string): types.KnownBlock => ({ type: 'context', elements: [{ type: 'plain_text', text }] })

/** For a command that answers with a form, which only a press can open. */
const opener = (command: string): types.KnownBlock => ({
  type: 'actions',
  elements: [
    {
      type: 'button',
      text: { type: 'plain_text', text: 'Open' },
      action_id: writeActionId({ what: 'run', command, argument: '' }),
    },
  ],
})

/** The app's home of one person. */
export interface Home {
  /** Draws it anew, in the background. */
  show(place: Place, eventId: string): void
}

export const createHome = (api: SlackApi, hearing: Hearing, commands: readonly Command[]): Home => ({
  show: (place, eventId) => {
    const caller = { place }
    hearing.attend(`home:${eventId}`, caller, async () => {
      const blocks: types.KnownBlock[] = []
      for (const { command, title } of sections.filter((section) => commands.some(({ name }) => name === section.command))) {
        const id = `home:${eventId}:${command}`
        const { posts, form } = await hearing.ask({ id, caller, command, input: { kind: 'text', text: '' } })
        const told = [...posts.flatMap((post) => renderPost(post).blocks), ...(form ? [opener(command)] : [])]
        blocks.push({ type: 'header', text: { type: 'plain_text', text: title } }, ...told.slice(0, blocksInASection))
        if (told.length > blocksInASection) blocks.push(quiet(`All of it: /${command}`))
        blocks.push({ type: 'divider' })
      }
      const view = { type: 'home' as const, blocks: [...blocks, ...help.map(quiet)] }
      await api.send((client) => client.views.publish({ user_id: place.user, view }))
    })
  },
})
