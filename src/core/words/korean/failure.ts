import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { counted, noun, nounWith } from './grammar.ts'

export const failure: Catalogue['failure'] = {
  unknown: ({ kind }) => `${nounWith(kind, '을', '를')} 만들지 못했습니다.`,
  someTakes: ({ failed, takes, kind }) =>
    `${noun(kind)} ${counted(takes, kind)} 중 ${counted(failed, kind)}${kind === 'still' ? '을' : '를'} 만들지 못했습니다.`,
  ofTakes: ({ takes, why }) => `${takes.map((take) => `${take}번`).join(', ')}: ${why}`,
  canceled: '취소되었습니다.',
  declined: '관리자가 이 요청을 거절했습니다.',
  declinedBecause: ({ reason }) => `관리자가 이 요청을 거절했습니다. 이유: ${reason}`,
  unanswered: '하루 동안 관리자의 답이 없었습니다. 다시 요청할 수 있습니다.',
  nobodyToAsk: '관리자의 승인이 필요한 요청인데, 개인 메시지에는 관리자가 없습니다. 서버에서 요청해 주세요.',
  flagged: ({ kind }) => `완성된 ${noun(kind)}에 여기에서 허용되지 않는 내용이 있어 올리지 않았습니다.`,
  unchecked: ({ kind }) => `완성된 ${nounWith(kind, '을', '를')} 확인할 수 없어 올리지 않았습니다. 나중에 다시 시도해 주세요.`,
  tookTooLong: '시간이 너무 오래 걸려 중단했습니다. 나중에 다시 시도해 주세요.',

  withReason: ({ sentence, reason }) => `${sentence} 제공업체가 밝힌 이유: “${reason}”`,
  canceledByProvider: ({ kind }) => `제공업체가 이 ${nounWith(kind, '을', '를')} 취소했습니다. 다시 시도해 주세요.`,
  providerTooSlow: ({ minutes }) => `제공업체가 ${minutes}분 안에 클립을 완성하지 못했습니다. 나중에 다시 시도해 주세요.`,
  notAccepted: ({ kind }) => `제공업체가 제때 이 ${nounWith(kind, '을', '를')} 받지 못했습니다. 나중에 다시 시도해 주세요.`,
  neverLearnt: ({ kind }) => `제공업체가 이 ${nounWith(kind, '을', '를')} 받았는지 끝내 확인하지 못했습니다. 다시 시도해 주세요.`,
  withoutFile: ({ kind }) => `제공업체가 작업을 마쳤지만 ${nounWith(kind, '이', '가')} 없습니다. 다시 시도해 주세요.`,
  unusable: ({ kind }) => `제공업체가 보낸 ${nounWith(kind, '을', '를')} 쓸 수 없습니다. 다시 시도해 주세요.`,
  unfetched: ({ kind }) => `제공업체의 ${nounWith(kind, '을', '를')} 내려받지 못했습니다. 다시 시도해 주세요.`,
  modelGone: ({ kind }) => `이 ${noun(kind)}의 모델이 더 이상 목록에 없습니다. 다른 모델을 선택해 주세요.`,
  providerOff: ({ provider }) => `지금은 ${provider} 제공업체가 설정되어 있지 않습니다.`,

  creditsBack: ({ credits }) => `${credits}크레딧을 돌려드렸습니다.`,
  cost: ({ credits }) => `제공업체가 요금을 청구하므로 ${credits}크레딧이 들었습니다.`,
  costPart: ({ credits, back }) => `제공업체가 요금을 청구하므로 ${credits}크레딧이 들었습니다. 나머지 ${back}크레딧은 돌려드렸습니다.`,
  free: '크레딧이 들지 않았습니다.',
  nothingSpent: ({ sentence }) => `${sentence} 크레딧은 차감되지 않았습니다.`,

  platformOff: ({ platform }) => `지금은 ${platform} 플랫폼이 꺼져 있습니다.`,
  diskFull: '봇의 디스크 공간이 부족합니다. 운영자에게 알려 주세요.',
  folderFault: '지금 봇이 파일을 보관하는 폴더를 쓸 수 없습니다. 운영자에게 알려 주세요.',
  bucketFull: '봇이 파일을 보관하는 저장소의 공간이 부족합니다. 운영자에게 알려 주세요.',
  bucketFault: '지금 봇이 파일을 보관하는 저장소를 쓸 수 없습니다. 운영자에게 알려 주세요.',
  databaseFault: '지금 봇의 데이터베이스를 쓸 수 없습니다. 운영자에게 알려 주세요.',
  notKept: '이 파일은 더 이상 보관되어 있지 않습니다.',
  noSuchEntry: `감사 기록에 그런 항목이 없습니다. ${command('mod audit')} 명령으로 처음부터 볼 수 있습니다.`,
  noSuchPart: '파일에 그런 부분이 없습니다.',
}
