import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const help: Catalogue['help'] = {
  overview: `할 수 있는 일입니다. ${command('help')} 뒤에 명령 이름을 적으면 자세히 볼 수 있습니다.`,
  name: ({ name }) => command(name),
  detail: ({ name, about }) => `${command(name)}: ${about}`,
  withExample: ({ about, example }) => `${about} · ${example}`,
  option: ({ facts }) => facts.join(' · '),
  required: '필수',
}
