import type { Kind } from '../../made.ts'
import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { counted, madeWith, noun, nounWith } from './grammar.ts'

const within = (seconds: number): string => {
  if (seconds === 60) return '1분에'
  return seconds === 3600 ? '1시간에' : `${seconds}초에`
}

/** `3개가`, `3장이`. */
const needed = (number: number, kind: Kind): string => `${counted(number, kind)}${kind === 'still' ? '이' : '가'}`

export const limits: Catalogue['limits'] = {
  burst: ({ clips, kind, seconds }) =>
    `${within(seconds)} ${nounWith(kind, '을', '를')} ${counted(clips, kind)}까지 만들 수 있습니다. 잠시 후 다시 시도해 주세요.`,
  pace: ({ limit, wanted, kind, nextAt }) =>
    `이 채널에서는 한 시간에 ${nounWith(kind, '을', '를')} ${counted(limit, kind)}까지 만들 수 있는데, 지금은 ${wanted}${kind === 'still' ? '장을' : '개를'} 더 만들 수 없습니다. ${nextAt}에 다시 요청하거나 다른 채널에서 요청해 주세요.`,
  paceNever: ({ limit, wanted, kind }) =>
    `이 채널에서는 한 시간에 ${nounWith(kind, '을', '를')} ${counted(limit, kind)}까지 만들 수 있는데, 이 요청에는 ${needed(wanted, kind)} 필요합니다. 개수를 줄이거나 다른 채널에서 요청해 주세요.`,
  clipsPerDay: ({ left, limit, wanted, kind, resetsAt }) =>
    `오늘 만들 수 있는 ${noun(kind)} ${counted(limit, kind)} 중 ${needed(left, kind)} 남았는데, 이 요청에는 ${needed(wanted, kind)} 필요합니다. 한도는 ${resetsAt}에 초기화됩니다.`,
  clipsPerMonth: ({ left, limit, wanted, kind, resetsAt }) =>
    `이번 달에 만들 수 있는 ${noun(kind)} ${counted(limit, kind)} 중 ${needed(left, kind)} 남았는데, 이 요청에는 ${needed(wanted, kind)} 필요합니다. 한도는 ${resetsAt}에 초기화됩니다.`,
  inFlight: ({ clips, stills, left, limit, wanted, kind }) =>
    clips + stills === 0
      ? `이 요청에는 동시에 ${needed(wanted, kind)} 필요합니다. 동시에 ${counted(limit, kind)}까지 만들 수 있습니다. 개수를 줄여 주세요.`
      : `${madeWith({ clips, stills }, '을', '를')} 만드는 중이고 ${noun(kind)} ${counted(left, kind)}까지 더 만들 수 있는데, 이 요청에는 ${needed(wanted, kind)} 필요합니다. 하나가 끝나기를 기다리거나 하나를 취소해 주세요.`,
  queued: ({ clips, stills, left, wanted, kind }) =>
    `${madeWith({ clips, stills }, '이', '가')} 대기 중이고 ${noun(kind)} ${counted(left, kind)}까지 더 기다릴 수 있는데, 이 요청에는 ${needed(wanted, kind)} 필요합니다. 하나가 시작되기를 기다리거나 하나를 취소해 주세요.`,
  credits: ({ left, needed, resetsAt }) =>
    `이번 달에 남은 크레딧은 ${left}크레딧인데, 이 요청에는 ${needed}크레딧이 필요합니다. 크레딧은 ${resetsAt}에 새로 지급됩니다.`,
  sharedClips: ({ limit, kind, resetsAt }) =>
    `그룹이 하루에 함께 만들 수 있는 ${noun(kind)} ${counted(limit, kind)} 중 남은 수가 이 요청에 부족합니다. 한도는 ${resetsAt}에 초기화됩니다.`,
  sharedCredits: ({ limit, resetsAt }) =>
    `그룹이 한 달에 함께 쓰는 ${limit}크레딧 중 남은 크레딧이 이 요청에 부족합니다. 크레딧은 ${resetsAt}에 새로 지급됩니다.`,
  budget: ({ resetsAt }) =>
    `이번 달 예산에서 남은 금액이 이 요청에 부족합니다. 관리자에게 예산을 올려 달라고 요청해 주세요. 예산은 ${resetsAt}에 초기화됩니다.`,
  ends: ({ ends, limit, nextAt }) =>
    `한 시간 안에 클립 ${ends}개가 실패하거나 취소되었습니다. 한도는 ${limit}개입니다. 다음 클립은 ${nextAt}부터 만들 수 있습니다.`,
  roofDay: ({ resetsAt }) => `봇 운영자가 정한 하루 지출 한도를 넘는 요청입니다. 한도는 ${resetsAt}에 초기화됩니다.`,
  roofMonth: ({ resetsAt }) => `봇 운영자가 정한 한 달 지출 한도를 넘는 요청입니다. 한도는 ${resetsAt}에 초기화됩니다.`,
  longestSeconds: ({ seconds }) => `클립은 ${seconds}초까지 만들 수 있습니다. 더 짧은 길이로 요청해 주세요.`,
  highestResolution: ({ resolution }) => `해상도는 ${resolution}까지 사용할 수 있습니다. 더 낮은 해상도를 선택해 주세요.`,
  unlisted: `목록에 있는 모델만 사용할 수 있습니다. ${command('models')}에서 확인해 주세요.`,

  clipsWithin: ({ clips, seconds }) => `${within(seconds)} 클립 ${clips}개`,
  stillCounts: ({ still }) => (still === 0 ? '세지 않음' : `클립 ${still}개`),
  needsValue: ({ limit, example }) => `${limit} 값은 ${example}처럼 적어 주세요. default를 적으면 등급의 한도로 돌아갑니다.`,
  askFirst: ({ credits, above, ...asked }) =>
    `${madeWith(asked, '을', '를')} 약 ${credits}크레딧으로 만듭니다. ${above}크레딧보다 많아서 먼저 확인합니다.`,
  askYes: '만들기',
  questionClosed: '이 질문은 더 이상 유효하지 않습니다. 명령을 다시 입력해 주세요.',

  exampleOfMember: '/quota set @ann --limit "하루 클립 수" --value 20',
  exampleOfTier: '/mod workspace --tier team --limit "하루 클립 수" --value 20',

  label_clipsPerDay: '하루 클립 수',
  label_clipsPerMonth: '한 달 클립 수',
  label_creditsPerMonth: '한 달 크레딧',
  label_inFlight: '진행 중 클립',
  label_queued: '대기 중 클립',
  label_longestSeconds: '최대 길이',
  label_highestResolution: '최고 해상도',
  label_models: '모델',
  label_burst: '속도 한도',
  label_endsPerHour: '한 시간에 실패하거나 취소한 클립',
  label_still: '정지 이미지 한 장의 비중',
}
