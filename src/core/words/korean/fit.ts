import type { Catalogue } from '../catalogue.ts'
import { or } from './grammar.ts'

export const fit: Catalogue['fit'] = {
  clipSettingsLeft: ({ model, settings }) => `${model} 모델은 그 클립의 ${or(settings)} 설정을 받지 않아 모델의 기본값을 사용합니다.`,
  templateSettingsLeft: ({ model, settings }) => `${model} 모델은 템플릿의 ${or(settings)} 설정을 받지 않아 모델의 기본값을 사용합니다.`,
}
