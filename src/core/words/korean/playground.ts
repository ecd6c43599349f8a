import type { Catalogue } from '../catalogue.ts'

export const playground: Catalogue['playground'] = {
  priceLately: ({ credits, lately, clips }) => `${credits}크레딧, 최근 ${lately}크레딧(클립 ${clips}개)`,
  free: '무료',
  inLine: ({ position }) => `대기 ${position}번째`,
  allIn: ({ about }) => `모두 완성까지 ${about}`,
  sayWhat: '만들 클립을 적어 주세요. 예: /t2v 고요한 항구',
  unreadable: '페이지에서 보낸 내용을 읽을 수 없습니다. 새로고침한 뒤 다시 시도해 주세요.',
  tooMuchText: '글이 너무 깁니다. 줄여서 다시 보내 주세요.',
  otherPage: '플레이그라운드 페이지에서만 할 수 있습니다. 페이지를 열고 거기에서 해 주세요.',
  noFile: '그런 파일이 없습니다.',
  uploadGone: ({ name }) => `파일(${name})이 더 이상 없습니다. 다시 첨부해 주세요.`,
  noUpload: '그런 업로드가 없습니다.',
  uploadEmpty: '빈 파일입니다. 다른 파일을 골라 주세요.',
  uploadTooLarge: ({ megabytes }) => `파일이 ${megabytes}MB보다 큽니다. 더 작은 파일을 골라 주세요.`,
  uploadsFull: '사용하지 않은 업로드 파일이 너무 많습니다. 사용하거나 제거한 뒤, 또는 내일 다시 시도해 주세요.',
  diskFull: '봇의 디스크가 가득 찼습니다. 공간을 확보한 뒤 파일을 다시 첨부해 주세요.',
}
