import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

const lately = (days: number): string => (days === 1 ? '오늘' : `최근 ${days}일 동안`)

export const moderator: Catalogue['moderator'] = {
  onlyModerators: '관리자만 할 수 있습니다. 관리자에게 요청해 주세요.',
  onlyManagers: '지출 한도는 이 워크스페이스를 운영하는 사람만 바꿀 수 있습니다. 운영하는 사람에게 요청해 주세요.',
  unknownMember: ({ id }) => `ID가 ${id}인 멤버는 아직 여기에서 클립을 요청한 적이 없습니다. 이름이 아니라 ID인지 확인해 주세요.`,

  needsMember: ({ name, action }) => `${command(name)} ${action} 명령에는 멤버가 필요합니다. 예: /${name} ${action} @ann`,
  setNeedsLimit: ({ example }) => `${command('quota')} set 명령에는 한도와 값이 필요합니다. 예: ${example}`,
  grantNeedsCredits: ({ example }) => `${command('quota')} grant 명령에는 크레딧 수와 이유가 필요합니다. 예: ${example}`,
  standing: `이 멤버의 한도입니다. ${command('quota')} set 명령으로 바꿀 수 있습니다.`,
  limitSet: ({ limit, value }) =>
    `이 멤버의 ${limit} 값을 정했습니다: ${value}. 이 멤버에게 정한 한도는 ${command('quota')} reset 명령으로 모두 없앨 수 있습니다.`,
  limitTakenBack: ({ limit }) => `이 멤버의 ${limit} 값을 등급의 한도로 되돌렸습니다.`,
  granted: ({ credits }) =>
    `이 멤버의 이번 달 남은 크레딧은 ${credits}크레딧입니다. 누가 지급했는지는 ${command('audit')}에서 볼 수 있습니다.`,
  reset: `이 멤버의 하루와 한 달 집계를 초기화했습니다. ${command('quota')} set 명령으로 다시 제한할 수 있습니다.`,
  badLimit: ({ limit }) => `${limit}에 맞지 않는 값입니다. 값의 모양은 ${command('quota')}에서 볼 수 있습니다.`,
  member: '멤버',
  setForMember: ({ limit }) => `이 멤버의 설정: ${limit}`,
  blockedField: '차단',
  blockedBy: ({ reason, by }) => `${reason} · 차단한 사람 ${by}`,
  blockedByUntil: ({ reason, by, until }) => `${reason} · 차단한 사람 ${by} · ${until}까지`,

  blockNeedsMember: ({ example }) => `${command('block')} 명령에는 멤버가 필요합니다. 예: ${example}`,
  blockNeedsReason: ({ example }) => `${command('block')} 명령에는 이유가 필요합니다. 예: ${example}`,
  blockTitle: ({ name }) => `${name} 차단`,
  blockTitleUnknown: '멤버 차단',
  blocked: ({ name }) => `${name} 님을 차단했습니다. 여기에서 클립을 만들 수 없습니다. ${command('unblock')} 명령으로 해제할 수 있습니다.`,
  blockedUntil: ({ name, until }) =>
    `${name} 님을 차단했습니다. ${until}까지 여기에서 클립을 만들 수 없습니다. ${command('unblock')} 명령으로 해제할 수 있습니다.`,
  unblocked: `차단을 해제했습니다. 멤버의 남은 한도는 ${command('quota')} show 명령으로 볼 수 있습니다.`,

  report: ({ reporter, member, reason }) => `${reporter} 님이 ${member} 님의 클립을 신고했습니다: ${reason}`,
  reportedStill: '신고된 클립의 정지 이미지',
  delete: '삭제',
  block: '차단',
  dismiss: '신고 종료',
  dismissed: '신고를 종료했습니다. 클립은 그대로 둡니다.',
  dismissedBy: ({ name, id }) => `${name} 님이 클립 ${id} 신고를 종료했습니다.`,
  erased: ({ id }) => `클립 ${id}: 멤버의 정보와 함께 삭제되었습니다.`,
  approved: ({ name }) => `승인했습니다. ${name} 님의 클립을 만듭니다. 진행 상황은 ${command('queue')}에서 볼 수 있습니다.`,
  declined: ({ name }) => `거절했습니다. ${name} 님에게 알리고 크레딧을 돌려드립니다.`,
  nothingToDecide: '이미 답했거나 끝난 요청, 또는 승인이 필요 없는 요청입니다. 더 할 일이 없습니다.',
  approvedBy: ({ name }) => `${name} 님이 승인함`,
  declinedBy: ({ name }) => `${name} 님이 거절함`,

  queue: ({ clips }) => `진행 중인 클립이 ${clips}개 있습니다. ${command('cancel')} 명령에 ID를 적으면 취소할 수 있습니다.`,
  queueEmpty: '진행 중인 클립이 없습니다.',
  cancelNeedsId: `${command('queue')} cancel 명령에는 클립 ID가 필요합니다. ${command('queue')}에서 확인해 주세요.`,
  paused: `클립 만들기를 일시 중지했습니다. 진행 중인 클립은 계속됩니다. ${command('queue')} resume 명령으로 다시 시작할 수 있습니다.`,
  resumed: `이제 모두 다시 클립을 만들 수 있습니다. 진행 중인 클립은 ${command('queue')}에서 볼 수 있습니다.`,
  modelPaused: ({ model }) => `이제 ${model} 모델을 사용할 수 없습니다. ${command('queue')} resume ${model} 명령으로 다시 켤 수 있습니다.`,
  modelOff: ({ model }) => `이제 ${model} 모델을 사용할 수 없습니다. ${command('models')} enable ${model} 명령으로 다시 켤 수 있습니다.`,
  modelOn: ({ model }) => `이제 모두 ${model} 모델을 다시 사용할 수 있습니다. 모델은 ${command('models')}에서 볼 수 있습니다.`,
  needsModel: ({ action, example }) => `${command('models')} ${action} 명령에는 모델이 필요합니다. 예: ${example}`,

  spent: ({ spent }) => `이번 달 지출은 ${spent}이며 예산은 없습니다. ${command('budget')} 50 명령으로 $50 예산을 정할 수 있습니다.`,
  spentOf: ({ spent, budget }) =>
    `이번 달 예산 ${budget} 중 ${spent}를 썼습니다. 예산을 넘으면 아무도 클립을 만들 수 없습니다. ${command('budget')} off 명령으로 예산을 없앨 수 있습니다.`,
  budgetNear: ({ percent, spent, budget, resetsAt }) =>
    `이번 달 예산의 ${percent}%를 썼습니다(${budget} 중 ${spent}). 예산은 ${resetsAt}에 초기화되며 ${command('budget')} 명령으로 바꿀 수 있습니다.`,
  budgetReached: ({ spent, budget, resetsAt }) =>
    `이번 달 예산을 다 썼습니다(${budget} 중 ${spent}). 예산은 ${resetsAt}에 초기화되며 ${command('budget')} 명령으로 바꿀 수 있습니다.`,
  roofDayNear: ({ spent, roof, resetsAt }) =>
    `봇 전체의 하루 지출 한도에 가까워졌습니다(${roof} 중 ${spent}). 한도는 ${resetsAt}에 초기화되며 MOODREEL_USD_PER_DAY로 바꿀 수 있습니다.`,
  roofDayReached: ({ spent, roof, resetsAt }) =>
    `봇 전체의 하루 지출 한도에 도달했습니다(${roof} 중 ${spent}). 한도는 ${resetsAt}에 초기화되며 MOODREEL_USD_PER_DAY로 바꿀 수 있습니다.`,
  roofMonthNear: ({ spent, roof, resetsAt }) =>
    `봇 전체의 한 달 지출 한도에 가까워졌습니다(${roof} 중 ${spent}). 한도는 ${resetsAt}에 초기화되며 MOODREEL_USD_PER_MONTH로 바꿀 수 있습니다.`,
  roofMonthReached: ({ spent, roof, resetsAt }) =>
    `봇 전체의 한 달 지출 한도에 도달했습니다(${roof} 중 ${spent}). 한도는 ${resetsAt}에 초기화되며 MOODREEL_USD_PER_MONTH로 바꿀 수 있습니다.`,

  usage: ({ clips, spent, days }) => `${lately(days)} 클립 ${clips}개, ${spent}입니다. 날짜와 멤버별 내용은 표에 있습니다.`,
  usageChart: ({ days }) => `하루 클립 수, ${lately(days)}`,
  members: '멤버',
  outcomes: '결과',
  notCounted: '집계하지 않음',
  thisMonth: '이번 달',
  sums: ({ name, clips, credits }) => `${name}: 클립 ${clips}개, ${credits}크레딧`,
  none: '없음',
  amountOf: ({ spent, budget }) => `${budget} 중 ${spent}`,

  workspace: '이 워크스페이스의 설정입니다. 바꾸려면 옵션을 적어 주세요.',
  workspaceSaved: `저장했습니다. 지금부터 적용됩니다. 누가 무엇을 바꿨는지는 ${command('audit')}에서 볼 수 있습니다.`,
  timeZone: '시간대',
  channel: '관리자 채널',
  approval: '승인이 필요한 요청',
  approvalAbove: ({ credits }) => `${credits}크레딧 초과`,
  nothing: '없음',
  budget: '월 예산',
  pausedField: '일시 중지',
  noReason: '이유 없음',
  modelOffField: ({ model }) => `꺼 둔 모델: ${model}`,
  role: ({ role }) => `역할 ${role}`,
  tierLimit: ({ tier, limit }) => `등급 ${tier}: ${limit}`,
  tierNeedsMore: '등급에는 역할이나 한도가 함께 필요합니다. 하나를 적어 주세요.',
  roleNeedsTier: ({ example }) => `역할에는 등급이 필요합니다. 예: ${example}`,
  limitNeedsMore: ({ example }) => `한도를 정하려면 등급, 한도, 값을 적어 주세요. 예: ${example}`,
  noSuchChannel: '여기에는 그런 채널이 없습니다. 봇은 자기 피드에 올립니다.',
  channelUntested: '지금은 시험 메시지를 보내지 못해 아무것도 바꾸지 않았습니다. 잠시 뒤에 다시 시도해 주세요.',
  noChannel: `여기에는 관리자 채널이 없습니다. ${command('workspace')} 명령으로 정해 주세요.`,
  channelWorks: '이제부터 관리자에게 가는 신고, 승인 요청, 경고가 여기에 올라옵니다.',
  logWorks: '이제부터 감사 기록에 적히는 내용이 여기에 올라옵니다.',
  logChannel: '기록 채널',
  noSuchTimeZone: ({ zone }) => `${zone} 시간대는 없습니다. Asia/Seoul이나 Europe/Berlin처럼 적어 주세요.`,
  noSuchTier: ({ tier, tiers }) => `${tier} 등급은 없습니다. 있는 등급: ${tiers.join(', ')}.`,
}
