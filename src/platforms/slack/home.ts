import type { types } from '@slack/bolt'
import type { Command } from '../../core/command.ts'
import type { SlackApi } from './api.ts'
import type { Hearing } from './hear.ts'
import type { Place } from './place.ts'
import { renderPost } from './render.ts'

/** What the home shows, each by the command that tells it, so that it says the same as the command does. */
const sections = [
  { command: 'quota', title: 'What you have left' },
  { command: 'queue', title: 'What is running' },
  { command: 'history', title: 'Your recent clips' },
  { command: 'settings', title: 'Your preferences' },
]
const blocksInAView = 100
const blocksInASection = 24

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
        const posts = await hearing.ask({ id: `home:${eventId}:${command}`, caller, command, input: { kind: 'text', text: '' } })
        blocks.push({ type: 'header', text: { type: 'plain_text', text: title } })
        blocks.push(...posts.flatMap((post) => renderPost(post).blocks).slice(0, blocksInASection), { type: 'divider' })
      }
      const help = 'Type /t2v and some words in a channel, /i2v or /v2v for a form, or use Animate and Restyle on a message with a file.'
      blocks.push({ type: 'context', elements: [{ type: 'plain_text', text: help }] })
      await api.send((client) =>
        client.views.publish({ user_id: place.user, view: { type: 'home', blocks: blocks.slice(-blocksInAView) } }),
      )
    })
  },
})
