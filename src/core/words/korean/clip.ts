import type { Catalogue } from '../catalogue.ts'

const undrawn = (not: readonly string[] = []): string => (not.length > 0 ? ` 그릴 수 없는 것: ${not.join(', ')}.` : '')

export const clip: Catalogue['clip'] = {
  previewRenderer: '미리보기 렌더러, AI 아님',
  takes: ({ takes }) => `테이크 ${takes}개`,
  stills: ({ stills }) => `이미지 ${stills}장`,
  stillsThere: ({ stills, of }) => (stills.length === 0 ? `${of}장 중 0장 완료` : `${of}장 중 ${stills.join(', ')}번 완료`),
  stillsAt: ({ state, stills }) => `${stills.join(', ')}번 ${state}`,
  span: ({ first, last }) => `${first}–${last}`,
  seeds: ({ first, last }) => `시드 ${first}–${last}`,
  credits: ({ credits }) => `${credits}크레딧`,
  aboutCredits: ({ credits }) => `약 ${credits}크레딧`,
  madeIn: ({ seconds }) => `${seconds}초 만에 완성`,
  id: ({ id }) => `ID ${id}`,
  from: ({ id }) => `원본 ${id}`,
  facts: ({ facts }) => facts.join(' · '),
  ofTake: ({ take, note }) => `${take}번: ${note}`,
  pickedBy: ({ take, member }) => `${member} 님이 ${take}번 선택`,

  cancel: '취소',
  cancelAll: '모두 취소',
  cancelTake: ({ take }) => `${take}번 취소`,
  tryAgain: '다시 시도',
  watch: '클립 보기',
  open: '이미지 열기',
  watchTake: ({ take }) => `${take}번 보기`,
  tryAgainTake: ({ take }) => `${take}번 다시 시도`,

  clipAlt: '프롬프트 없는 클립',
  pictureAlt: '프롬프트 없는 이미지',
  stillAlt: '클립의 정지 화면',
  sheetAlt: ({ takes, prompt }) => `클립 ${takes.join(', ')}의 정지 화면: ${prompt}`,
  stillSheetAlt: ({ takes, prompt }) => `이미지 ${takes.join(', ')}번을 모은 그림: ${prompt}`,
  altOfOriginal: ({ alt }) => `원본: ${alt}`,
  altOfStill: ({ number, take, takes, alt }) =>
    number === String(take) ? `이미지 ${takes}장 중 ${take}번: ${alt}` : `${number}번 이미지, ${takes}장 중 ${take}번째: ${alt}`,
  altOfTake: ({ take, takes, alt }) => `클립 ${takes}개 중 ${take}번: ${alt}`,

  drew: ({ drew, not }) => `${drew.length > 0 ? `그린 것: ${drew.join(', ')}.` : '분위기에 맞는 차분한 장면을 그렸습니다.'}${undrawn(not)}`,
  moved: ({ move, added, not }) => `카메라 움직임: ${move}.${added.length > 0 ? ` 더한 것: ${added.join(', ')}.` : ''}${undrawn(not)}`,
  redrew: ({ looks, not }) => `바꾼 모습: ${looks.join(', ')}.${undrawn(not)}`,

  resampled: '단순 확대로 크게 만들었습니다. AI 모델이 아니므로 세부 묘사는 더해지지 않습니다.',

  otherLength: ({ asked, came }) => `${asked}초를 요청했지만 클립은 ${came}초입니다.`,
  otherShape: ({ asked, came }) => `요청한 값은 ${asked}이지만 클립은 ${came}입니다.`,
  nearestShape: ({ source, nearest }) => `원본은 ${source}이며, 이 모델에서 가장 가까운 화면비는 ${nearest}입니다.`,
  otherSeed: ({ asked, used }) => `요청한 시드는 ${asked}이지만 제공업체가 사용한 시드는 ${used}입니다.`,
  covered: '검사 서비스가 이 클립에 주의가 필요하다고 알렸습니다. 보고 싶을 때만 열어 주세요.',
  withoutSound: '소리를 요청했지만 클립에 소리가 없습니다.',
  withSound: '소리를 빼 달라고 요청했지만 클립에 소리가 있습니다.',
  madeInstead: ({ wished, model }) => `지금은 ${wished} 모델을 사용할 수 없어 ${model} 모델이 대신 만듭니다.`,

  notKept: '이 클립의 파일은 더 이상 보관되어 있지 않습니다. 다시 만들기를 누르면 클립을 다시 만듭니다.',

  costStays: '클립을 삭제해도 사용한 크레딧은 돌려드리지 않습니다.',

  smallerCopy: ({ size }) => `더 큰 파일은 여기에 올릴 수 없어 ${size} 크기로 줄인 사본입니다.`,
  tooLargeLinked: '클립이 너무 커서 여기에 올릴 수 없습니다. 한 달 동안 링크로 볼 수 있습니다.',
  tooLargeKept: '클립이 너무 커서 여기에 올릴 수 없습니다. 운영자가 보관하고 있으며, PUBLIC_URL을 설정하면 링크로 볼 수 있습니다.',
  refusedLinked: '클립을 여기에 파일로 올릴 수 없었습니다. 한 달 동안 링크로 볼 수 있습니다.',
  refusedKept: '클립을 여기에 파일로 올릴 수 없었습니다. 운영자가 보관하고 있으며, PUBLIC_URL을 설정하면 링크로 볼 수 있습니다.',

  approval: ({ member, clips, credits, prompt }) => `${member} 님이 클립 ${clips}개(${credits}크레딧)를 요청합니다: ${prompt}`,
  approve: '승인',
  decline: '거절',
  seconds: ({ seconds }) => `${seconds}초`,
}
