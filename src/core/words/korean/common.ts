import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { nounWith } from './grammar.ts'

export const common: Catalogue['common'] = {
  languageName: '한국어',
  gone: '다른 버전의 봇이 남긴 글입니다.',
  noPrompt: '프롬프트 없음',
  stopping: '봇을 다시 시작하고 있습니다. 잠시 후 다시 시도해 주세요.',
  broken: '봇에 문제가 생겼습니다. 잠시 후 다시 시도해 주세요.',
  unknownCommand: ({ name }) => `/${name} 명령은 없습니다. ${command('help')}에서 확인해 주세요.`,
  meantCommand: ({ name, meant }) => `/${name} 명령은 없습니다. 혹시 ${command(meant)} 명령인가요?`,
  commandMoved: ({ name, now }) => `/${name} 명령은 이제 ${command(now)} 명령입니다.`,
  onItsWay: ({ kind }) => `${nounWith(kind, '을', '를')} 만들고 있습니다.`,
  threadLater: ({ kind }) => `${nounWith(kind, '을', '를')} 만들고 있습니다. 스레드는 되는 대로 열립니다.`,
}
