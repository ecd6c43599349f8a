import type { Catalogue } from '../catalogue.ts'

export const action: Catalogue['action'] = {
  refine: '다듬기',
  reroll: '다시 만들기',
  vary: '변형',
  edit: '수정',
  extend: '이어 만들기',
  animate: '움직임 주기',
  newMotion: '같은 화면, 새 움직임',
  restyle: '스타일 바꾸기',
  upscale: '크게 만들기',
  report: '신고',
  delete: '삭제',
  recipe: '레시피',
  vote: ({ votes }) => (votes > 0 ? `👍 ${votes}` : '👍'),
  voteTake: ({ take }) => `${take}번에 👍`,
  ofTake: ({ action, take }) => `${take}번 ${action}`,
  priced: ({ action, credits }) => `${action} · ${credits}`,
}
