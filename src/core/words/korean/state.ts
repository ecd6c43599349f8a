import type { Catalogue } from '../catalogue.ts'
import { noun, nounWith } from './grammar.ts'

export const state: Catalogue['state'] = {
  admitted: '시작하는 중',
  ingesting: '파일 읽는 중',
  queued: '대기 중',
  submitting: '제공업체에 보내는 중',
  unresolved: ({ kind }) => `제공업체가 이 ${nounWith(kind, '을', '를')} 받았는지 확인하는 중`,
  rendering: '렌더링 중',
  collecting: ({ kind }) => `${noun(kind)} 받는 중`,
  delivering: ({ kind }) => `${noun(kind)} 올리는 중`,
  delivered: '완료',
  doneIn: ({ seconds }) => `${seconds}초 만에 완료`,
  failed: '실패',
  canceled: '취소됨',
  canceling: '취소하는 중',
  deleted: '삭제됨',
  waitingForModerator: '관리자 승인 대기 중',
  waitingForRoom: '봇의 디스크 공간을 기다리는 중',
  unanswered: ({ kind }) => `제공업체가 이 ${nounWith(kind, '을', '를')} 받았는지 기다리는 중(최대 하루)`,
  unknownToProvider: '제공업체가 더 이상 제공하지 않음',
  late: ({ state }) => `${state}(평소보다 오래 걸림)`,
  counted: ({ takes, state }) => `${state} ${takes}개`,
}
