import type { Catalogue } from '../catalogue.ts'

export const aboutModel: Catalogue['aboutModel'] = {
  preview: '계정 없이 모든 기능을 시험해 볼 수 있도록 이 컴퓨터에서 움직이는 그림을 그립니다.',
  editsFiveSeconds: '영상의 처음 5초를 편집합니다.',
  edits: '영상을 편집하고 나머지는 그대로 둡니다.',
  editsAndReferences: '참고 이미지도 받고 영상도 편집합니다. 영상에는 소리를 따로 만들지 않습니다.',
  restylesByMode:
    '영상의 스타일을 바꿉니다. --set mode=adhere_1~adhere_3은 원본에 가깝고, flex_1~flex_3은 덜, reimagine_1~reimagine_3은 가장 덜 가깝습니다.',
  quickFromPicture: '이미지에서 512p로 빠르게 만듭니다.',
  cameraInPrompt: '카메라 움직임이 있는 720p 6초 영상입니다. 여러 움직임은 프롬프트에 [Push in, Tilt up]처럼 적습니다.',
  keepsFace: '720p 6초 영상입니다. 참고 이미지 한 장의 얼굴을 유지합니다.',
  redrawsOutlines: '영상의 윤곽을 최대 121프레임까지 소리 없이 다시 그립니다.',
  referencesAlone: '참고 이미지를 쓰면 16:9로 8초를 만들며 첫 프레임은 함께 쓸 수 없습니다.',
  followsCamera: '카메라 움직임을 정확히 따릅니다. 720p 6초 영상입니다.',
  textRatios: '글에서는 16:9와 9:16만 만듭니다.',
  editsAndWidens: '영상을 편집하고 나머지는 그대로 둡니다. 화면비를 정하면 화면이 넓어집니다.',
  vendorChooses: 'VideoGen이 가장 알맞다고 보는 모델로 요청을 보냅니다.',
  largeCard: '80GB GPU가 필요하며 양자화하면 40GB입니다. 입력은 github.com/zsxkib/cog-step-video-t2v와 같습니다.',
  consumerCard: '일반 GPU에서 세 단계로 글이나 이미지에서 만듭니다. Wan 2.2 5B를 바탕으로 합니다.',
  researchCode: '3D 안내로 이미지를 움직입니다. 직접 만든 예측기가 필요한 연구용 코드입니다.',

  soraGone: 'OpenAI가 2026-09-24에 Sora를 종료했습니다',
  veo2Gone: 'Google이 2026-06-30에 Veo 2를 종료했습니다',
  veo3Gone: 'Google이 2026-06-30에 Veo 3을 종료했습니다',
  noApi: 'Google이 API를 제공하지 않지만 /i2v로 이미지에서 같은 영상을 만들 수 있습니다',

  terms: ({ vendor }) => `${vendor} 이용 약관`,
  termsAndLicence: ({ vendor }) => `${vendor} 이용 약관과 모델 라이선스`,
  labelOnPage: ({ vendor }) => `${vendor}의 모델 페이지에 있는 표시`,
  ltxLicence: '2026-01-05의 LTX-2 Community License, 연 매출 1천만 달러 미만은 무료',
  drawnHere: '봇이 직접 그림',
}
