import type { Catalogue } from '../catalogue.ts'

export const clip: Catalogue['clip'] = {
  takes: ({ takes }) => `테이크 ${takes}개`,
  cancel: '취소',
  cancelTake: ({ take }) => `테이크 ${take} 취소`,
}
