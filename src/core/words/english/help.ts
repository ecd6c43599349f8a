import { command } from '../command-mention.ts'

/** What `/help` says. */
export const help = {
  overview: `What you can do. Add a name to read more about one command: ${command('help')} t2v.`,
  name: ({ name }: { name: string }) => command(name),
  detail: ({ name, about }: { name: string; about: string }) => `${command(name)}: ${about}`,
  fromClip: 'With a clip',
  others: 'Also',
  you: 'About you',
  moderators: 'For moderators',
  commands: ({ names }: { names: string[] }) => names.map(command).join(' · '),
  option: ({ facts }: { facts: string[] }) => facts.join(' · '),
  choices: ({ choices }: { choices: string[] }) => choices.join(', '),
  required: 'required',
}
