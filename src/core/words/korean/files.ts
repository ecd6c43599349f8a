import type { Catalogue } from '../catalogue.ts'

const only = ({ names }: { names: readonly string[] }): string => `이제 ${names.join(', ')}만`

export const files: Catalogue['files'] = {
  reread: ({ files, changes }) => `${files.join(', ')} 파일을 다시 읽었습니다. ${changes.join('; ')}. 새 요청부터 적용됩니다.`,
  refused: '봇의 설정 파일이 바뀌었지만 그대로는 쓸 수 없습니다. 이전 규칙을 계속 적용합니다. 운영자에게 알려 주세요.',
  mended: '봇의 설정 파일을 다시 쓸 수 있습니다. 이전과 달라진 것은 없습니다.',
  more: ({ number }) => `외 ${number}개`,
  within: ({ where, changes }) => `${where}: ${changes.join(', ')}`,
  otherwise: '변경',
  changed: ({ name }) => `${name} 변경`,

  rule: ({ name }) => `규칙 ${name}`,
  addedRule: ({ name }) => `규칙 ${name} 추가`,
  removedRule: ({ name }) => `규칙 ${name} 삭제`,
  addedWord: ({ number }) => `단어 ${number}개 추가`,
  removedWord: ({ number }) => `단어 ${number}개 삭제`,
  addedPattern: ({ number }) => `패턴 ${number}개 추가`,
  removedPattern: ({ number }) => `패턴 ${number}개 삭제`,

  channel: ({ channel }) => `채널 ${channel}`,
  newChannel: '규칙이 생김',
  goneChannel: '규칙이 없어짐',
  addedModel: ({ number }) => `모델 ${number}개 추가`,
  removedModel: ({ number }) => `모델 ${number}개 삭제`,
  onlyModel: only,
  allModel: '이제 모든 모델',
  addedMode: ({ number }) => `모드 ${number}개 추가`,
  removedMode: ({ number }) => `모드 ${number}개 삭제`,
  onlyMode: only,
  allMode: '이제 모든 모드',
  addedTier: ({ number }) => `등급 ${number}개 추가`,
  removedTier: ({ number }) => `등급 ${number}개 삭제`,
  onlyTier: only,
  allTier: '이제 모든 등급',
  noPace: '시간당 클립 수 제한 없음',
  defaults: '기본값 변경',
  reason: '거절 이유 변경',

  tier: ({ name }) => `등급 ${name}`,
  newTier: ({ name }) => `등급 ${name} 추가`,
  goneTier: ({ name }) => `등급 ${name} 삭제`,
  noLimit: ({ limit }) => `${limit} 제한 없음`,
  tierOrder: '등급 순서 변경',

  newModels: ({ number, names }) => `모델 ${number}개 추가(${names.join(', ')})`,
  goneModels: ({ number, names }) => `모델 ${number}개 삭제(${names.join(', ')})`,
  changedModels: ({ number, names }) => `모델 ${number}개 변경(${names.join(', ')})`,
}
