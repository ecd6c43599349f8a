import type { Catalogue } from '../catalogue.ts'

export const part: Catalogue['part'] = {
  prompt: '프롬프트',
  negativePrompt: '네거티브 프롬프트',
  seed: '시드',
  durationSeconds: '길이',
  aspectRatio: '화면비',
  resolution: '해상도',
  factor: '배율',
  fps: '프레임 속도',
  strength: '강도',
  camera: '카메라 움직임',
  generateAudio: '소리',
  firstFrame: '첫 프레임',
  lastFrame: '마지막 프레임',
  referenceImages: '참고 이미지',
  video: '영상',
  audio: '소리 파일',
  mask: '마스크',
  image: '이미지',
  size: '크기',
}
