import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const policy: Catalogue['policy'] = {
  minors: '아동이나 아동으로 보이는 인물이 나오는 성적인 내용은 여기에서 절대 허용되지 않습니다.',
  nonConsensual: '상대의 뜻에 반해 옷을 벗기거나 학대하는 클립은 여기에서 절대 허용되지 않습니다.',
  explicit: '이 채널에서는 노골적인 성적 내용이 허용되지 않습니다. 그런 내용 없이 장면을 묘사해 주세요.',
  gore: '이 채널에서는 잔혹한 장면이 허용되지 않습니다. 덜 잔인하게 묘사해 주세요.',
  notAllowed: '이 프롬프트는 여기에서 허용되지 않습니다. 바꾼 뒤 다시 시도해 주세요.',
  unchecked: '지금은 프롬프트를 확인할 수 없습니다. 몇 분 뒤 다시 시도해 주세요.',

  wordDigit: '단어에 숫자가 있습니다. 글자로만 적어 주세요. 글자 대신 쓴 숫자도 찾아냅니다',
  wordShort: '단어가 너무 짧습니다. 두 글자 이상 적어 주세요',
  wordLong: ({ letters }) => `단어가 너무 깁니다. ${letters}글자까지 적을 수 있습니다`,
  patternEmpty: '패턴이 빈 글에서도 발견됩니다',
  patternUnread: ({ why }) => `패턴을 읽을 수 없습니다(${why})`,
  patternLarge: '패턴을 찾는 데 너무 오래 걸립니다. 더 단순하게 하거나 반복을 줄여 주세요',
  phraseMany: '표현이 너무 많은 뜻을 나타냅니다. 여러 개로 나누어 주세요',
  phraseEmpty: '표현에 글자가 없습니다',

  likeness: '나는 이 사진과 영상을 사용할 권리가 있으며, 여기에 나오는 모든 실제 인물이 내가 만드는 것에 동의합니다.',
  confirmFirst: ({ rule }) => `사진이나 영상으로 첫 클립을 만들기 전에 ${command('consent')} 명령으로 다음을 확인해 주세요. “${rule}”`,

  notOpenYet: `아직 Moodreel을 설정하는 중입니다. 관리자에게 ${command('setup')} 명령을 마쳐 달라고 한 뒤 다시 시도해 주세요.`,
  onlyRole: ({ role }) => `여기서는 ${role} 역할이 있는 멤버만 클립을 만들 수 있습니다. 관리자에게 요청해 주세요.`,
  paused: '여기에서는 클립 만들기가 일시 중지되었습니다. 나중에 다시 시도해 주세요.',
  pausedBecause: ({ reason }) => `여기에서는 클립 만들기가 일시 중지되었습니다. 나중에 다시 시도해 주세요. 이유: ${reason}`,
  ageRestrictedOnly: '연령 제한 채널에서만 클립을 만들 수 있습니다. 해당 채널에서 요청해 주세요.',
  modelAgeRestricted: ({ model }) =>
    `${model} 모델은 연령 제한 채널에서만 사용할 수 있습니다. 해당 채널에서 요청하거나 다른 모델을 선택해 주세요.`,
  blocked: ({ reason }) => `차단되어 여기에서 클립을 만들 수 없습니다. 관리자에게 문의해 주세요. 이유: ${reason}`,
  blockedUntil: ({ until, reason }) => `차단되어 ${until}까지 여기에서 클립을 만들 수 없습니다. 관리자에게 문의해 주세요. 이유: ${reason}`,
  notServed: '봇 운영자가 이 워크스페이스에서는 봇을 켜 두지 않았습니다. 운영자에게 추가해 달라고 요청해 주세요.',
  noDirectMessages: '개인 메시지에서는 클립을 만들 수 없습니다. 서버의 채널에서 요청해 주세요.',
  serverFirst: '첫 클립은 서버의 채널에서 요청해 주세요. 그 뒤에는 개인 메시지에서도 만들 수 있습니다.',
  blockedInServer: '참여 중인 서버에서 차단되어 여기에서도 클립을 만들 수 없습니다. 그 서버의 관리자에게 문의해 주세요.',
  pausedInServer: '참여 중인 서버에서 클립 만들기가 일시 중지되어 여기에서도 만들 수 없습니다. 나중에 다시 시도해 주세요.',
  budgetInServer: '참여 중인 서버의 예산을 다 써서 여기에서도 클립을 만들 수 없습니다. 그 서버의 관리자에게 문의해 주세요.',
}
