import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const setUp: Catalogue['setUp'] = {
  offer: `Moodreel이 추가되어 작동합니다. ${command('setup')} 명령으로 신고가 오는 곳, 쓸 수 있는 금액, 클립을 만들 수 있는 사람을 다섯 단계로 정해 주세요.`,
  offerFor: ({ place }) =>
    `${place}에 Moodreel이 추가되어 작동합니다. 그곳에서 ${command('setup')} 명령으로 신고가 오는 곳, 쓸 수 있는 금액, 클립을 만들 수 있는 사람을 다섯 단계로 정해 주세요.`,
  offerButton: '설정하기',
  progress: ({ done, of }) => `Moodreel 설정: ${of}단계 중 ${done}단계를 마쳤습니다.`,
  complete: `Moodreel 설정을 마쳤고 멤버에게 열려 있습니다. ${command('t2v')} 명령으로 첫 클립을 만들어 보세요.`,
  closed: '다섯 단계를 마치거나 지금 열 때까지 멤버는 클립을 만들 수 없습니다.',
  open: '멤버가 이미 클립을 만들 수 있습니다.',
  step: ({ number, name }) => `${number}. ${name}`,
  stepDone: ({ number, name }) => `✓ ${number}. ${name}`,

  channel: '관리자 채널',
  channelAsk: '신고, 요청, 경고가 오는 곳입니다. 시험 삼아 한 줄을 올립니다.',
  channelFixed: '모든 것이 오는 이곳으로 옵니다.',
  budget: '예산',
  budgetAsk: ({ budget }) => `한 달에 여기서 쓸 수 있는 금액입니다. 정할 때까지 ${budget}입니다.`,
  budgetAskNone: '한 달에 여기서 쓸 수 있는 금액입니다. 정할 때까지 한도가 없습니다.',
  budgetSet: ({ budget }) => `한 달에 ${budget}`,
  budgetNone: '따로 정한 한도 없음',
  who: '클립을 만들 수 있는 사람',
  whoAsk: '모두, 또는 한 역할이 있는 멤버로 정해 주세요.',
  everybody: '모두',
  onlyRole: ({ role }) => `${role} 역할이 있는 멤버와 관리자만`,
  listed: '봇이 작동하는 곳은 운영자가 정합니다(MOODREEL_WORKSPACES).',
  words: '단어',
  wordsRules: ({ rules, own }) =>
    `다음 규칙에 걸리는 프롬프트는 거절됩니다: ${rules.join(', ')}. ${own ? `${command('mod policy')} add 명령으로 단어를 추가할 수 있습니다.` : '운영자가 policy.yaml에 더 추가할 수 있습니다.'}`,
  wordsNone: ({ own }) =>
    `단어 규칙이 없습니다. ${own ? `${command('mod policy')} add 명령으로 단어를 추가할 수 있습니다.` : '운영자가 policy.yaml에 추가할 수 있습니다.'}`,
  test: '시험 신고',
  testAsk: '실제 신고와 같은 길로 보내는 시험용 신고입니다.',
  testArrived: '도착했습니다.',
  testReport: '시험입니다. 클립 신고가 이렇게 표시됩니다.',
  testFacts: '할 일 없음',
  notArrived: '채팅이 응답하지 않아 시험 신고가 도착하지 않았습니다. 잠시 후 다시 시도해 주세요.',
  notArrivedYet: ({ problem }) => `시험 신고가 도착하지 않았습니다. ${problem}`,

  buttonChannel: '채널 고르기',
  buttonBudget: '예산 정하기',
  buttonEverybody: '모두',
  buttonRole: '한 역할만',
  buttonWords: '단어 규칙 확인',
  buttonTest: '시험 신고 보내기',
  buttonOpen: '지금 열기',

  title_channel: '관리자 채널',
  title_budget: '한 달 예산',
  title_role: '클립을 만들 수 있는 사람',

  operator: '운영자가 정한 한도',
  places: '작동하는 곳',
  noRoles: '고를 수 있는 역할이나 사용자 그룹이 없습니다. 먼저 만들거나, 모두가 클립을 만들 수 있게 해 주세요.',
  noSuchRole: ({ role }) => `여기에 ${role} 역할이 없습니다. 이 워크스페이스의 역할을 골라 주세요.`,
}
