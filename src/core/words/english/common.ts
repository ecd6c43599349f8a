import { command } from '../command-mention.ts'
import type { OfKind } from './grammar.ts'

/** What several rooms say. */
export const common = {
  /** What the language calls itself. */
  languageName: 'English',
  /** For a row of another version whose line is no more. */
  gone: 'This was written by another version of the bot.',
  /** Of a clip that nobody gave words for. */
  noPrompt: 'No prompt',
  stopping: 'The bot is restarting. Try again in a minute.',
  broken: 'Something went wrong on our side. Try again in a moment.',
  unknownCommand: ({ name }: { name: string }) => `There is no command /${name}. ${command('help')} lists them.`,
  meantCommand: ({ name, meant }: { name: string; meant: string }) => `There is no command /${name}. Did you mean ${command(meant)}?`,
  commandMoved: ({ name, now }: { name: string; now: string }) => `/${name} is now ${command(now)}.`,
  onItsWay: ({ kind = 'clip' }: OfKind) => `Your ${kind} is on its way.`,
  threadLater: ({ kind = 'clip' }: OfKind) => `Your ${kind} is on its way. Its thread opens as soon as possible.`,
}
