import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const help: Catalogue['help'] = {
  overview: `할 수 있는 일입니다. ${command('help')} 뒤에 명령 이름을 적으면 자세히 볼 수 있습니다. 예: ${command('help')} t2v`,
  name: ({ name }) => command(name),
  detail: ({ name, about }) => `${command(name)}: ${about}`,
  fromClip: '클립으로',
  others: '그 밖에',
  you: '내 정보',
  moderators: '관리자용',
  commands: ({ names }) => names.map(command).join(' · '),
  option: ({ facts }) => facts.join(' · '),
  choices: ({ choices }) => choices.join(', '),
  required: '필수',
}
