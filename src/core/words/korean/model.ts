import type { Catalogue } from '../catalogue.ts'
import { or } from './grammar.ts'

export const model: Catalogue['model'] = {
  takesNo: ({ model, part }) => `${model} 모델에서 쓸 수 없는 항목: ${part}. 빼거나 다른 모델을 선택해 주세요.`,
  noInput: ({ model, input }) => `${model} 모델에는 입력(${input})이 없습니다. 빼 주세요.`,
  inputSet: ({ input }) => `입력(${input})은 이미 정해져 있습니다. 빼 주세요.`,
  needs: ({ model, part }) => `${model} 모델에 필요한 항목: ${part}. 추가해서 다시 시도해 주세요.`,
  needsInput: ({ model, input }) => `${model} 모델에는 입력(${input})이 필요합니다. 설정해서 다시 시도해 주세요.`,
  startsFrom: ({ model, parts }) => `${model} 모델은 이 파일로 시작할 수 없습니다: ${parts.join(', ')}. 다른 모델을 선택해 주세요.`,
  startsFromFile: ({ model }) => `${model} 모델은 프롬프트만으로 시작할 수 없습니다. 파일을 첨부하거나 다른 모델을 선택해 주세요.`,
  notMade: ({ model, mode, vendor }) => `봇은 ${vendor}의 ${model} 모델로 ${mode} 작업을 할 수 없습니다. 다른 모델을 선택해 주세요.`,
  takes: ({ model, part, takes, given }) => `${model} 모델의 ${part} 값은 ${takes}만 가능합니다. 이 요청의 값은 ${given}입니다.`,
  noSize: ({ model, aspectRatio, resolution }) =>
    `${model} 모델은 ${[aspectRatio, resolution].filter((word) => word).join(', ')} 클립을 만들지 않습니다. 설정을 바꿔서 다시 시도해 주세요.`,
  longestAt: ({ model, seconds, resolution }) =>
    `${model} 모델은 ${resolution} 해상도로 최대 ${seconds}초까지 만듭니다. 더 짧거나 작은 클립을 요청해 주세요.`,
  mostFiles: ({ model, part, most }) => `${model} 모델은 ${part} 파일을 최대 ${most}개까지 받습니다. 나머지를 빼 주세요.`,
  mostFrames: ({ model, frames, most }) =>
    `이 영상은 ${frames}프레임입니다. ${model} 모델은 최대 ${most}프레임까지 받습니다. 더 짧은 영상을 사용해 주세요.`,
  lastNeedsFirst: ({ model }) => `${model} 모델은 첫 프레임이 있을 때만 마지막 프레임을 받습니다. 첫 프레임을 추가해 주세요.`,
  firstOrReferences: ({ model }) => `${model} 모델은 첫 프레임과 참고 이미지 중 하나만 받습니다. 하나를 빼 주세요.`,
  referencesSeconds: ({ model, seconds }) =>
    `참고 이미지를 쓰면 ${model} 모델은 ${seconds}초 클립만 만듭니다. ${seconds}초로 요청해 주세요.`,
  keepsShape: ({ model }) => `${model} 모델은 첫 프레임의 화면비를 그대로 씁니다. 화면비를 빼 주세요.`,
  alwaysSound: ({ model }) => `${model} 모델은 항상 소리를 만듭니다. 소리 끄기를 빼거나 다른 모델을 선택해 주세요.`,
  takesNoneBesideVideo: ({ model, part }) => `${model} 모델이 동영상과 함께 받지 않는 항목: ${part}. 빼고 다시 시도해 주세요.`,
  videoSides: ({ model, least, most }) => `${model} 모델은 각 변이 ${least}~${most}픽셀인 동영상을 받습니다. 다른 동영상을 사용해 주세요.`,
  sizeSeconds: ({ model, resolution, seconds }) =>
    `${model} 모델은 ${resolution}에서 ${seconds}초만 만듭니다. ${seconds}초로 요청해 주세요.`,
  imageKinds: ({ model, kinds, megabytes }) =>
    `${model} 모델은 최대 ${megabytes}MB의 ${or(kinds)} 이미지를 받습니다. 다른 이미지를 첨부해 주세요.`,
  imageSide: ({ model, pixels }) => `${model} 모델은 한 변이 ${pixels}픽셀 이상인 이미지를 받습니다. 더 큰 이미지를 첨부해 주세요.`,
  imageRatio: ({ model, ratio }) => `${model} 모델은 비율이 ${ratio}:1 이하인 이미지를 받습니다. 이미지를 잘라서 다시 시도해 주세요.`,
  videoKinds: ({ model, kinds, megabytes }) =>
    `${model} 모델은 최대 ${megabytes}MB의 ${or(kinds)} 영상을 받습니다. 다른 영상을 첨부해 주세요.`,
  audioKinds: ({ model, kinds, megabytes }) =>
    `${model} 모델은 최대 ${megabytes}MB의 ${or(kinds)} 소리를 받습니다. 다른 소리를 첨부해 주세요.`,
  sides: ({ model, least, most }) =>
    `${model} 모델은 한 변이 ${least}픽셀에서 ${most}픽셀 사이인 이미지와 영상을 받습니다. 다른 파일을 첨부해 주세요.`,
  mostReferences: ({ model, most }) => `${model} 모델은 참고 파일을 모두 합해 최대 ${most}개까지 받습니다. 몇 개를 빼 주세요.`,
  referencesLength: ({ model, seconds }) => `${model} 모델의 참고 파일은 모두 합해 ${seconds}초까지입니다. 더 짧은 파일을 사용해 주세요.`,
  silentBesideVideo: ({ model }) => `${model} 모델은 영상과 함께 쓰면 소리를 만들지 않습니다. 소리나 영상을 빼 주세요.`,
  cameraMoves: ({ model, moves }) => `${model} 모델의 카메라 움직임: ${moves.join(', ')}. 이 중에서 선택해 주세요.`,
  mostMoves: ({ most }) => `카메라 움직임은 최대 ${most}개까지 함께 쓸 수 있습니다. 몇 개를 빼 주세요.`,
  promptWithMove: ({ most }) => `프롬프트는 카메라 움직임을 포함해 ${most}자까지입니다. 더 짧게 써 주세요.`,

  oneOf: ({ values }) => or(values),
  atLeast: ({ least }) => `${least} 이상`,
  atMost: ({ most }) => `${most} 이하`,
  number: '숫자',
  wholeNumber: '정수',
  wholeSeconds: '1 이상의 초 단위 정수',
  trueOrFalse: 'true 또는 false',
  oneValue: '값 하나',
  charactersAtMost: ({ most }) => `${most}자 이하`,
  characters: ({ length }) => `${length}자`,
  keyframeTimes: ({ pictures }) => `참고 이미지 ${pictures}개마다 시각 하나(0,2.5 같은 초 또는 0-2,4-6 같은 구간 중 한 가지)`,

  driftMode: ({ mode, part }) => `목록에는 ${mode} 모드가 있습니다. 모델이 받지 않는 항목: ${part}.`,
  driftNeeds: ({ mode, part }) => `목록에는 ${mode} 모드가 있습니다. 모델에 필요한 항목: ${part}.`,
  driftValues: ({ part, values }) => `목록의 ${part} 값: ${or(values)}. 모델에는 해당 입력이 없습니다.`,
  driftValue: ({ part, value, takes }) => `목록의 ${part} 값: ${value}. 모델의 값은 ${takes}만 가능합니다.`,
  driftUnoffered: ({ part }) => `모델은 받지만 목록에는 없는 항목: ${part}.`,
  driftUntaken: ({ part }) => `목록에는 있지만 모델이 받지 않는 항목: ${part}.`,
  driftReferences: ({ offered, most }) => `목록에는 참고 이미지가 ${offered}개까지 있습니다. 모델은 최대 ${most}개까지 받습니다.`,
  driftExtra: ({ input }) => `목록에서는 입력(${input})을 설정할 수 있습니다. 모델에는 해당 입력이 없습니다.`,
  driftEndpoint: ({ vendor, mode }) => `목록에는 ${mode} 모드가 있습니다. ${vendor}의 모델에는 해당 엔드포인트가 없습니다.`,
  driftAt: ({ endpoint, drift }) => `${endpoint}: ${drift}`,
  driftUntold: ({ vendor }) => `${vendor}에서 이 모델이 무엇을 받는지 알려 주지 않습니다.`,

  kindOfClip: ({ mode, seconds, resolution, sound }) =>
    [
      mode,
      ...(seconds === undefined ? [] : [`${seconds}초`]),
      ...(resolution === undefined ? [] : [resolution]),
      ...(sound === undefined ? [] : [sound ? '소리 있음' : '소리 없음']),
    ].join(', '),
  estimateAbove: ({ model, clip, held, told }) =>
    `${model} 모델의 공급사에 따르면 클립(${clip}) 하나에 최대 ${told}가 들 수 있습니다. 이번에는 ${held}를 예약했습니다. 다음부터 같은 클립에는 ${told}를 예약합니다. models.yaml에서 이 모델의 가격을 고쳐 주세요.`,
  priceMore: ({ model, provider }) =>
    `${provider}의 가격표에서 ${model} 모델이 models.yaml의 가격보다 비쌉니다. 가격을 고칠 때까지 더 높은 가격으로 예약합니다.`,
  priceLess: ({ model, provider }) => `${provider}의 가격표에서 ${model} 모델이 models.yaml의 가격보다 쌉니다. 바꾼 것은 없습니다.`,
  priceLine: ({ clip, ours, theirs }) => `${clip}: 우리 가격 ${ours}, 공급사 가격 ${theirs}`,
}
