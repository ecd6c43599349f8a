import { command } from '../command-mention.ts'

/** What `/help` says. */
export const help = {
  overview: `What you can do. Add a name to ${command('help')} to read more about one command.`,
  name: ({ name }: { name: string }) => command(name),
  detail: ({ name, about }: { name: string; about: string }) => `${command(name)}: ${about}`,
  withExample: ({ about, example }: { about: string; example: string }) => `${about} · ${example}`,
  option: ({ facts }: { facts: string[] }) => facts.join(' · '),
  required: 'required',
}
