import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { and, or } from './grammar.ts'

export const reference: Catalogue['reference'] = {
  list: '프롬프트에 @와 이름을 적으면 그 그림을 닮은 클립이 됩니다.',
  empty: `아직 보관한 것이 없습니다. ${command('reference')} keep 뒤에 이름과 클립을 적거나 그림을 첨부해 주세요.`,
  pictures: ({ pictures }) => `그림 ${pictures}장`,
  style: '스타일',
  keptBy: ({ name }) => `${name} 님이 보관`,
  kept: ({ name, pictures }) =>
    `@${name} 이름으로 그림 ${pictures}장을 보관했습니다. 프롬프트에 @${name} 또는 --ref ${name}을(를) 적어 주세요.`,
  keptStyle: ({ name }) => `@${name} 스타일을 보관했습니다. 프롬프트에 @${name} 또는 --style ${name}을(를) 적어 주세요.`,
  added: ({ name, added, pictures }) => `그림 ${added}장을 더했습니다. @${name}에는 이제 ${pictures}장이 있습니다.`,
  addedNone: ({ name }) => `@${name}에 이미 있는 그림입니다.`,
  deleted: ({ name }) => `@${name}을(를) 삭제했습니다. 이것으로 만든 클립은 그대로 남습니다.`,
  undo: '되돌리기',
  restored: ({ name }) => `@${name}을(를) 되돌렸습니다.`,
  tooLate: '완전히 삭제되었습니다. 그림을 같은 이름으로 다시 보관해 주세요.',
  taken: ({ name }) => `그사이 @${name} 이름이 새로 보관되어 되돌릴 수 없습니다. 먼저 새것을 삭제해 주세요.`,
  firstsAlt: ({ names }) => `${and(names)}의 그림 한 장씩`,
  boardAlt: ({ name, pictures }) => `@${name}의 그림 ${pictures}장, 번호순`,
  pictureAlt: ({ name }) => `@${name}의 그림`,
  keepTitle: '@이름으로 보관',

  needsName: ({ action, example }) => `${command('reference')} ${action} 명령에는 이름이 필요합니다. 예: ${example}`,
  everybody: ({ name }) => `@${name}은(는) 채팅에서 모두를 부르는 이름입니다. 다른 이름을 골라 주세요.`,
  noSuch: ({ name }) => `여기에는 @${name}이(가) 없습니다. ${command('reference')} list에서 목록을 확인해 주세요.`,
  meant: ({ name, meant }) => `여기에는 @${name}이(가) 없습니다. 혹시 @${meant}인가요?`,
  notYours: ({ name }) => `@${name}을(를) 보관한 사람이나 관리자만 삭제할 수 있습니다.`,
  notYoursToRestore: ({ name }) => `@${name}을(를) 삭제한 사람이나 관리자만 되돌릴 수 있습니다.`,
  full: ({ words }) => `이름은 ${words}개까지 보관할 수 있습니다. 먼저 하나를 삭제해 주세요.`,
  picturesFull: ({ name, most, pictures }) =>
    `@${name}에는 그림이 ${pictures}장 있으며, 한 이름에 최대 ${most}장입니다. 더 적게 보관하거나 다른 이름을 사용해 주세요.`,
  oneStyle: ({ name }) => `@${name}은(는) 그림이 한 장인 스타일입니다. 다른 이름으로 보관해 주세요.`,
  otherKind: ({ name }) => `@${name}은(는) 이미 참고 그림입니다. 스타일은 다른 이름으로 보관해 주세요.`,
  tooLarge: ({ file, most }) => `${file} 파일이 ${most}MB보다 큽니다. 더 작은 파일을 보관해 주세요.`,
  covered: ({ id }) => `${id} 클립은 가려져 있어 다른 사람을 위해 보관할 수 없습니다. 다른 클립을 골라 주세요.`,
  tooManyGiven: ({ most, given }) => `한 이름에는 그림을 최대 ${most}장 보관할 수 있는데 ${given}장입니다. 더 적게 보관해 주세요.`,
  tooOften: ({ pictures, minutes }) => `그림은 한 시간에 ${pictures}장까지 보관할 수 있습니다. ${minutes}분 뒤에 다시 시도해 주세요.`,

  tooMany: ({ most, given }) =>
    `클립 하나에는 참고 그림을 최대 ${most}장 쓸 수 있는데 ${given}장입니다. 이름을 줄이거나 그림이 더 적은 이름을 사용해 주세요.`,
  twoStyles: ({ names }) => `클립 하나에는 스타일이 하나입니다. ${or(names)} 중에서 골라 주세요.`,
  styleAndFile: ({ name }) => `클립 하나에는 스타일이 하나입니다. @${name}이나 첨부한 그림 중 하나만 사용해 주세요.`,
}
