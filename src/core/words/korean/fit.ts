import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { or, withoutStop } from './grammar.ts'

export const fit: Catalogue['fit'] = {
  noModel: ({ name }) => `${name} 모델은 없습니다. 목록은 ${command('models')}에서 볼 수 있습니다.`,
  meantModel: ({ name, meant }) => `${name} 모델은 없습니다. 혹시 ${meant} 모델인가요?`,
  modelUnavailable: ({ model, reason }) =>
    `${model} 모델은 지금 사용할 수 없습니다(${withoutStop(reason)}). 다른 모델은 ${command('models')}에서 볼 수 있습니다.`,
  modelReplaced: ({ model, reason, successor }) =>
    `${model} 모델은 지금 사용할 수 없습니다(${withoutStop(reason)}). 대신 ${successor} 모델을 사용해 주세요.`,
  handedOver: ({ model, reason, successor }) =>
    `${model} 모델은 지금 사용할 수 없어(${withoutStop(reason)}) ${successor} 모델이 대신 만듭니다.`,
  noQuickVersion: ({ model, mode }) =>
    `${model} 모델에는 ${mode}용 빠른 버전이 없습니다. --draft를 빼거나, 모델을 빼서 아무 빠른 모델이나 사용해 주세요.`,
  noQuickModel: ({ mode }) => `이 ${mode} 작업을 할 수 있는 빠른 모델이 없습니다. --draft를 빼 주세요.`,
  noModelFor: ({ mode }) => `지금은 ${mode} 작업을 할 수 있는 모델이 없습니다. 목록은 ${command('models')}에서 볼 수 있습니다.`,
  modelCannot: ({ model, mode }) => `${model} 모델은 ${mode} 작업을 할 수 없으며, 여기에는 가능한 모델이 없습니다.`,
  othersCan: ({ model, mode, models }) => `${model} 모델은 ${mode} 작업을 할 수 없습니다. 가능한 모델: ${or(models)}`,
  otherModelMakes: ({ model, mode, other }) => `여기에서 ${model} 모델은 ${mode} 작업을 하지 않아 ${other} 모델이 만듭니다.`,
  templateModelCannot: ({ model, mode, other }) => `템플릿의 ${model} 모델은 여기에서 ${mode} 작업을 하지 않아 ${other} 모델이 만듭니다.`,
  noPriceKnown: ({ model }) => `${model} 모델은 초당 요금인데 길이가 정해져 있지 않습니다. 운영자에게 알려 주세요.`,

  channelModes: ({ modes }) => `이 채널에서는 ${or(modes)}만 할 수 있습니다. 다른 채널에서 요청해 주세요.`,
  channelTiers: ({ tiers }) => `이 채널에서는 ${or(tiers)} 등급의 멤버만 클립을 만들 수 있습니다. 다른 채널에서 요청해 주세요.`,
  channelModel: ({ model }) => `${model} 모델은 이 채널에서 쓸 수 없습니다. 다른 채널에서 요청해 주세요.`,
  channelModels: ({ model, models }) =>
    `${model} 모델은 이 채널에서 쓸 수 없습니다. ${or(models)} 중에서 선택하거나 다른 채널에서 요청해 주세요.`,
  channelCannot: ({ mode }) => `이 채널에는 ${mode} 작업을 할 수 있는 모델이 없습니다. 다른 채널에서 요청해 주세요.`,

  promptForMode: ({ mode }) => `${mode} 작업에는 프롬프트가 필요합니다. 어떤 장면인지 적어 주세요.`,
  promptForModel: ({ model }) => `${model} 모델에는 프롬프트가 필요합니다. 어떤 장면인지 적어 주세요.`,
  promptTooLong: ({ model, most, length }) => `${model} 모델의 프롬프트는 최대 ${most}자입니다. 입력한 프롬프트는 ${length}자입니다.`,
  templateNeedsPrompt: ({ name }) => `${name} 템플릿에는 직접 적을 자리가 있습니다. 어떤 장면인지 적어 주세요.`,
  noInputs: ({ model, name }) => `${model} 모델에는 ${name} 입력이 없으며, 설정할 수 있는 입력이 없습니다.`,
  noInput: ({ model, name, inputs }) => `${model} 모델에는 ${name} 입력이 없습니다. 설정할 수 있는 입력: ${inputs.join(', ')}`,

  t2vSource: `t2v 작업은 프롬프트만으로 시작합니다. 이미지는 ${command('i2v')}, 영상은 ${command('v2v')} 명령을 사용해 주세요.`,
  i2vSource: `i2v 작업은 이미지에서 시작합니다. 영상은 ${command('v2v')} 명령을 사용해 주세요.`,
  v2vSource: `v2v 작업은 영상에서 시작합니다. 이미지는 ${command('i2v')} 명령을 사용해 주세요.`,
  tooManyTakes: ({ most }) => `클립은 한 번에 최대 ${most}개까지 만들 수 있습니다. 수를 줄여 주세요.`,
  t2iSource: 't2i 작업은 프롬프트만으로 시작합니다. 파일을 빼 주세요.',
  i2iSource: 'i2i 작업은 이미지에서 시작합니다. 다른 파일은 빼 주세요.',
  upscaleVideoSource: 'upscale-video 작업은 영상 하나를 크게 만듭니다. 다른 파일은 빼 주세요.',
  upscaleStillSource: 'upscale-still 작업은 이미지 하나를 크게 만듭니다. 다른 파일은 빼 주세요.',
  needsImage: ({ mode }) => `${mode} 작업에는 이미지가 필요합니다. 첨부해 주세요.`,
  needsVideo: ({ mode }) => `${mode} 작업에는 영상이 필요합니다. 첨부해 주세요.`,
  modeHasNoLastFrame: ({ mode }) => `${mode} 작업에는 마지막 프레임이 없습니다. 그 이미지를 빼 주세요.`,
  noLastFrame: ({ model }) =>
    `${model} 모델은 마지막 프레임을 받지 않습니다. 두 번째 이미지를 빼거나 마지막 프레임을 받는 모델을 선택해 주세요.`,
  noReferences: ({ model }) => `${model} 모델은 참고 이미지를 받지 않습니다. 빼 주세요.`,
  noReferencesInT2v: ({ model }) =>
    `${model} 모델은 참고 이미지를 받지 않습니다. 이미지에서 시작하려면 ${command('i2v')} 명령을 사용해 주세요.`,
  fewerReferences: ({ model, most, given }) =>
    `${model} 모델은 참고 이미지를 최대 ${most}개까지 받습니다. 첨부한 이미지는 ${given}개입니다.`,
  referencesAlone: ({ model }) =>
    `${model} 모델은 첫 프레임과 참고 이미지를 함께 받지 않습니다. 하나를 빼거나 둘 다 받는 모델을 선택해 주세요.`,
  noReferenceVideos: ({ model }) =>
    `${model} 모델은 참고 영상을 받지 않습니다. 빼거나, 영상을 새로 만들려면 ${command('v2v')} 명령을 사용해 주세요.`,
  fewerReferenceVideos: ({ model, most, given }) =>
    `${model} 모델은 참고 영상을 최대 ${most}개까지 받습니다. 첨부한 영상은 ${given}개입니다.`,
  noReferenceAudios: ({ model }) => `${model} 모델은 참고 소리를 받지 않습니다. 빼 주세요.`,
  fewerReferenceAudios: ({ model, most, given }) =>
    `${model} 모델은 참고 소리를 최대 ${most}개까지 받습니다. 첨부한 소리는 ${given}개입니다.`,
  referenceAudiosAlone: '참고 소리는 이미지나 영상과 함께 써야 합니다. 하나를 추가해 주세요.',
  referenceTooLong: ({ model, most }) => `${model} 모델이 받는 참고 파일은 최대 ${most}초입니다. 더 짧은 파일을 사용해 주세요.`,
  noStyle: ({ model }) =>
    `${model} 모델은 스타일 이미지를 받지 않습니다. 빼거나 프롬프트에 스타일을 적거나 스타일 이미지를 받는 모델을 선택해 주세요.`,
  modeHasNoMask: ({ mode }) => `${mode} 작업은 마스크를 받지 않습니다. 빼 주세요.`,
  maskByUs: ({ model }) =>
    `${model} 모델은 마스크를 받지 않아 이미지 전체를 새로 만듭니다. 그중 마스크가 가리킨 곳만 쓰고 나머지는 그대로 둡니다.`,
  needsMask: ({ model }) =>
    `${model} 모델은 이미지의 일부만 바꾸므로 그 부분을 보여 주는 마스크가 필요합니다. 바꿀 곳이 흰색인 마스크를 첨부해 주세요.`,
  maskKeepsSize: '마스크를 쓰면 이미지의 크기와 화면비가 그대로입니다. 해상도와 화면비를 빼 주세요.',
  largeAlready: ({ resolution, size }) => `이미 ${size}픽셀이라 ${resolution} 해상도로는 커지지 않습니다. 더 크게 요청해 주세요.`,
  takesNoSound: ({ model, file }) => `${model} 모델은 소리를 받지 않습니다. 소리 파일(${file})을 빼 주세요.`,
  imageFileTooLarge: ({ file, megabytes, model, most }) =>
    `${file} 파일은 ${megabytes}MB입니다. ${model} 모델은 이미지를 최대 ${most}MB까지 받습니다.`,
  videoFileTooLarge: ({ file, megabytes, model, most }) =>
    `${file} 파일은 ${megabytes}MB입니다. ${model} 모델은 영상을 최대 ${most}MB까지 받습니다.`,
  imageTooLarge: ({ model, most }) =>
    `이미지가 ${most}MB를 넘습니다. ${model} 모델은 ${most}MB까지 받습니다. 더 작은 이미지를 사용해 주세요.`,
  imageTooManyPixels: ({ model, most }) =>
    `이미지가 ${most}픽셀을 넘습니다. ${model} 모델은 ${most}픽셀까지 받습니다. 더 작은 이미지를 사용해 주세요.`,
  videoTooLarge: ({ model, most }) => `영상이 ${most}MB를 넘습니다. ${model} 모델은 ${most}MB까지 받습니다. 더 작은 영상을 사용해 주세요.`,
  videoTooShort: ({ model, least }) =>
    `영상이 ${least}초보다 짧습니다. ${model} 모델은 ${least}초 이상의 영상을 받습니다. 더 긴 영상을 사용해 주세요.`,
  videoTooLong: ({ model, most }) => `영상이 ${most}초를 넘습니다. ${model} 모델은 ${most}초까지 받습니다. 먼저 영상을 잘라 주세요.`,
  videoTooSmall: ({ model, least, width, height }) =>
    `이 영상은 ${width} × ${height}픽셀입니다. ${model} 모델은 한 변이 ${least}픽셀 이상인 영상을 받습니다.`,
  videoTooWide: ({ model, most, width, height }) =>
    `이 영상은 ${width} × ${height}픽셀입니다. ${model} 모델은 한 변이 ${most}픽셀 이하인 영상을 받습니다.`,

  noLength: ({ model }) => `${model} 모델은 클립 길이를 스스로 정합니다. 길이를 빼 주세요.`,
  lengths: ({ model, lengths, asked }) => `${model} 모델의 클립 길이는 ${or(lengths)}초입니다. 요청한 길이는 ${asked}초입니다.`,
  lengthBetween: ({ model, min, max, asked }) => `${model} 모델의 클립 길이는 ${min}~${max}초입니다. 요청한 길이는 ${asked}초입니다.`,
  lengthInSteps: ({ model, min, max, step, asked }) =>
    `${model} 모델의 클립 길이는 ${min}~${max}초(${step}초 단위)입니다. 요청한 길이는 ${asked}초입니다.`,
  makesNoSound: ({ model }) => `${model} 모델은 소리를 만들지 않습니다. audio를 빼거나 소리를 만드는 모델을 선택해 주세요.`,
  noAspect: ({ model }) => `${model} 모델은 화면비를 받지 않습니다. 빼 주세요.`,
  aspects: ({ model, ratios, asked }) => `${model} 모델의 화면비는 ${or(ratios)}입니다. 요청한 화면비: ${asked}`,
  keepsVideoShape: ({ model }) => `${model} 모델은 영상의 화면비를 그대로 씁니다. 화면비를 빼 주세요.`,
  keepsImageShape: ({ model }) => `${model} 모델은 이미지의 화면비를 그대로 씁니다. 화면비를 빼 주세요.`,
  noResolution: ({ model }) => `${model} 모델은 해상도를 받지 않습니다. 빼 주세요.`,
  resolutions: ({ model, sizes, asked }) => `${model} 모델의 해상도는 ${or(sizes)}입니다. 요청한 해상도: ${asked}`,
  noFactor: ({ model }) => `${model} 모델은 배율을 받지 않습니다. 대신 해상도로 요청해 주세요.`,
  factors: ({ model, factors, asked }) => `${model} 모델의 배율은 ${or(factors)}배입니다. 요청한 배율은 ${asked}배입니다.`,
  factorOrResolution: '배율과 해상도 중 하나만 적어 주세요.',
  cameraMoves: ({ model, moves, asked }) => `${model} 모델의 카메라 움직임은 ${or(moves)}입니다. 요청한 움직임: ${asked}`,
  noShots: ({ model }) => `${model} 모델은 샷 하나만 만듭니다. 샷을 빼거나 여러 샷을 만드는 모델을 선택해 주세요.`,
  fewerShots: ({ model, most, given }) => `${model} 모델의 클립은 샷을 최대 ${most}개까지 담습니다. 요청한 샷은 ${given}개입니다.`,
  shotTooLong: ({ model, shot, most, length }) => `${model} 모델의 샷은 최대 ${most}자입니다. ${shot}번째 샷은 ${length}자입니다.`,
  shotsUntimed: ({ model }) => `${model} 모델은 샷마다의 길이를 스스로 정합니다. 샷의 길이를 빼 주세요.`,
  shotStep: ({ model, step, asked }) => `${model} 모델의 샷 길이는 ${step}초 단위입니다. 요청한 길이는 ${asked}초입니다.`,
  shotsNoRoom: ({ seconds, shots, least }) =>
    `샷은 하나에 ${least}초 이상이어서 ${seconds}초에는 샷 ${shots}개가 들어가지 않습니다. 더 긴 클립이나 더 적은 샷을 요청해 주세요.`,
  shotsLength: ({ sum, seconds }) => `샷의 길이를 더하면 ${sum}초인데 클립은 ${seconds}초입니다. 하나를 바꿔 주세요.`,
  shotsPrompt: ({ model }) => `${model} 모델은 프롬프트 대신 샷을 받고, 둘을 함께 받지 않습니다. 그 내용을 샷에 적어 주세요.`,
  noLoop: ({ model, mode }) =>
    `${model} 모델은 ${mode} 작업에서 반복 클립을 만들지 않습니다. 반복을 빼거나 만들 수 있는 모델을 선택해 주세요. ${command('i2v')} 명령으로는 많은 모델이 만듭니다.`,
  loopHasEnd: '반복 클립은 첫 프레임으로 끝납니다. 마지막 프레임이나 반복을 빼 주세요.',
  motions: ({ model, amounts, asked }) => `${model} 모델의 움직임 정도는 ${or(amounts)}입니다. 요청한 정도: ${asked}`,
  cannotContinue: ({ model }) =>
    `${model} 모델은 영상을 스스로 이어 만들지 않습니다. ${command('extend')} 명령은 클립의 마지막 프레임에서 이어 만듭니다.`,
  continuesVideo: ({ mode }) =>
    `이어 만들기는 영상에서만 할 수 있는데 ${mode} 작업에는 영상이 없습니다. ${command('v2v')} 명령을 사용해 주세요.`,
  noSpeech: ({ model, mode }) => `${model} 모델은 ${mode} 작업에서 대사를 받지 않습니다. 대사를 빼거나 대사를 받는 모델을 선택해 주세요.`,
  speechTooLong: ({ model, most, length }) => `${model} 모델의 대사는 최대 ${most}자입니다. 입력한 대사는 ${length}자입니다.`,
  speechNeedsSound: '대사에는 소리가 필요합니다. 대사를 빼거나 소리를 켜 주세요.',
  noVoice: ({ model }) => `${model} 모델은 목소리를 스스로 정합니다. 목소리를 빼 주세요.`,
  voices: ({ model, voices, asked }) => `${model} 모델의 목소리는 ${or(voices)}입니다. 요청한 목소리: ${asked}`,
  voiceAlone: '목소리에는 말할 대사가 필요합니다. 대사를 적거나 목소리를 빼 주세요.',
  notTogether: ({ model, settings }) => `${model} 모델은 ${settings.join(' + ')} 조합으로는 만들지 않습니다. 하나를 바꿔 주세요.`,
  impossible: ({ name }) => `클립에 쓸 수 없는 값입니다(${name}). 다른 값으로 요청해 주세요.`,

  aspectNear: ({ model, asked, taken }) => `${model} 모델은 ${asked} 화면비를 만들지 않아 가장 가까운 ${taken} 화면비를 사용합니다.`,
  seedFolded: ({ model, most, asked, taken }) =>
    `${model} 모델의 시드는 ${most}까지입니다. 요청한 시드 ${asked} 대신 사용하는 시드: ${taken}`,
  noSeed: ({ model }) => `${model} 모델은 시드를 받지 않아 클립을 똑같이 다시 만들 수 없습니다.`,
  noNegativePrompt: ({ model }) => `${model} 모델은 네거티브 프롬프트를 받지 않아 제외했습니다.`,
  noCamera: ({ model }) => `${model} 모델은 카메라 움직임을 받지 않습니다. 프롬프트에 적어 주세요.`,
  noFrameRate: ({ model }) => `${model} 모델은 프레임 속도를 받지 않고 스스로 정합니다.`,
  frameRateNear: ({ model, asked, taken }) => `${model} 모델은 ${asked}에 가장 가까운 초당 ${taken}프레임으로 만듭니다.`,
  strengthUseless: ({ mode }) => `${mode} 작업에는 강도가 쓰이지 않아 제외했습니다.`,
  noStrength: ({ model }) => `${model} 모델은 강도를 받지 않아 제외했습니다.`,
  noMotion: ({ model }) => `${model} 모델은 움직임의 정도를 받지 않습니다. 프롬프트에 적어 주세요.`,
  noExpansion: ({ model }) => `${model} 모델에는 프롬프트 확장을 켜고 끄는 설정이 없어 제외했습니다.`,
  loopByFrames: ({ model }) => `${model} 모델은 첫 프레임을 마지막 프레임으로도 써서 반복 클립을 만듭니다.`,
  clipSettingsLeft: ({ model, settings }) => `${model} 모델은 그 클립의 ${or(settings)} 설정을 받지 않아 모델의 기본값을 사용합니다.`,
  templateSettingsLeft: ({ model, settings }) => `${model} 모델은 템플릿의 ${or(settings)} 설정을 받지 않아 모델의 기본값을 사용합니다.`,

  duration: '길이',
  aspectRatio: '화면비',
  resolution: '해상도',
  factor: '배율',
  frameRate: '프레임 속도',
  sound: '소리',
  cameraMove: '카메라 움직임',
  strength: '강도',
  shots: '샷',
  motion: '움직임의 정도',
  motion_low: '적게',
  motion_medium: '보통',
  motion_high: '많이',
  loop: '반복',
  speech: '대사',
  voice: '목소리',
  expansion: '프롬프트 확장',
  seconds: ({ seconds }) => `${seconds}초`,
  framesPerSecond: ({ frames }) => `초당 ${frames}프레임`,

  free: '무료',
  freeHere: ({ price }) => `이 컴퓨터에서는 무료, 채팅에서는 ${price}`,
  creditsPerClip: ({ credits }) => `클립당 ${credits}크레딧`,
  creditsPerSecond: ({ credits }) => `초당 ${credits}크레딧`,
  creditsPerClipAndSecond: ({ perClip, perSecond }) => `클립당 ${perClip}크레딧에 초당 ${perSecond}크레딧`,
  worstCase: ({ day, month, here }) =>
    `최대 지출: 모두 합쳐 하루 ${day ?? '제한 없음'}, 한 달 ${month ?? '제한 없음'}. 여기에서는 한 달 ${here ?? '제한 없음'}.`,
  holdsVendorsPrice: '공급사 요금이 더 높아 그 요금으로 예약함',
  refusalsBilled: '공급사의 콘텐츠 검사에서 거부되어도 같은 요금이 듦',
  refusalsFree: '공급사의 콘텐츠 검사에서 거부되면 요금이 들지 않음',
  lately: ({ clip, credits, clips }) => `${clip}: 최근 ${credits}크레딧 (클립 ${clips}개)`,
}
