import type { Catalogue } from '../catalogue.ts'
import { or, withoutStop } from './grammar.ts'

const between = ({ min, max }: { min?: number | undefined; max?: number | undefined }): string =>
  max === undefined ? `${min}초 이상` : min === undefined ? `최대 ${max}초` : `${min}~${max}초`

const readOn = (date: string | undefined): string => (date === undefined ? '' : `(${date})`)

export const modelCard: Catalogue['modelCard'] = {
  choose: ({ title, model }) => `${title}. --model ${model} 옵션으로 선택해 주세요.`,
  about: '알아 두기',
  limits: '받는 것',
  price: '요금',
  rights: '상업적 이용',
  retirement: '종료',

  lengths: ({ lengths }) => `${or(lengths)}초`,
  lengthBetween: between,
  ownLength: '길이는 모델이 정함',
  images: ({ megabytes }) => `이미지 최대 ${megabytes}MB`,
  videos: (given) => `영상 ${between(given)}`,
  frameRates: ({ rates }) => `초당 ${or(rates)}프레임`,
  frameRatesBetween: ({ min, max }) => `초당 ${min}~${max}프레임`,
  larger: ({ factors }) => `${or(factors)}배 확대`,
  promptLength: ({ most }) => `프롬프트 최대 ${most}자`,
  upTo: ({ most, part }) => `${part} 최대 ${most}개`,
  anyMove: '모든 카메라 움직임',
  moves: ({ moves }) => `카메라 움직임 ${moves}가지`,
  makesSound: '소리를 만듦',

  priceWhen: ({ price, when }) => `${when.join(', ')} ${price}`,
  inMode: ({ mode }) => `${mode}일 때`,
  forSeconds: ({ seconds }) => `${seconds}초일 때`,
  at: ({ size }) => `${size}일 때`,
  timesLarger: ({ factor }) => `${factor}배 확대일 때`,
  withPart: ({ part }) => `${part} 있으면`,
  withoutPart: ({ part }) => `${part} 없으면`,
  source: ({ source, date }) => `${withoutStop(source)}${readOn(date)}`,
  sure: ({ sure }) => ({ A: '제공업체가 밝힌 요금', B: '여러 곳에서 확인한 요금', C: '확실하지 않아 높게 잡은 요금' })[sure],

  commercial: ({ may, terms, date }) => {
    if (may === 'ask') return `${terms === undefined ? '알려진 것이 없어 제공업체에 확인 필요' : `${terms}에 따라 다름`}${readOn(date)}`
    const can = may === 'yes' ? '가능' : '불가'
    return `${terms === undefined ? can : `${can}: ${terms}`}${readOn(date)}`
  },

  staysOn: '알려진 것이 없음',
  endsOn: ({ date, orLater, successor }) => `${date}${orLater ? ' 이후' : ''}${successor === undefined ? '' : `, 그 뒤에는 ${successor}`}`,
}
