/** A name and its description in Korean. A name is lower case without blanks, 1 to 32 characters (Discord's rule). */
interface Korean {
  name: string
  description: string
}

/** The commands by name. One that is missing is shown in English. */
export const koreanCommands: Readonly<Record<string, Korean>> = {
  t2v: { name: '글로영상', description: '글로 영상을 만듭니다' },
  i2v: { name: '그림으로영상', description: '그림에서 시작하는 영상을 만듭니다' },
  v2v: { name: '영상바꾸기', description: '영상을 다른 모습으로 바꿉니다' },
  t2i: { name: '글로그림', description: '글로 그림을 만듭니다' },
  i2i: { name: '그림바꾸기', description: '그림을 다른 모습으로 바꿉니다' },
  reroll: { name: '다시', description: '같은 설정과 새 시드로 다시 만듭니다' },
  vary: { name: '변형', description: '영상의 변형을 만듭니다' },
  edit: { name: '수정', description: '설정을 바꾸어 다시 만듭니다' },
  extend: { name: '늘리기', description: '영상을 이어서 만듭니다' },
  animate: { name: '움직이기', description: '그림을 움직이게 합니다' },
  restyle: { name: '새스타일', description: '영상의 스타일을 바꿉니다' },
  cancel: { name: '취소', description: '아직 끝나지 않은 영상을 멈춥니다' },
  delete: { name: '삭제', description: '영상을 지웁니다' },
  info: { name: '정보', description: '영상이 어떻게 만들어졌는지 보여 줍니다' },
  models: { name: '모델', description: '영상을 만드는 모델과 가격을 보여 줍니다' },
  quota: { name: '한도', description: '남은 한도를 보여 줍니다' },
  help: { name: '도움말', description: '쓸 수 있는 명령을 보여 줍니다' },
}

/** The options by name, alike in every command. */
export const koreanOptions: Readonly<Record<string, Korean>> = {
  prompt: { name: '프롬프트', description: '무엇이 일어나야 하는지 자유롭게 적으세요' },
  image: { name: '그림', description: '첫 장면' },
  video: { name: '영상', description: '바탕이 되는 영상' },
  file: { name: '파일', description: 'Moodreel이 만든 영상' },
  seed: { name: '시드', description: '시드, 프롬프트, 설정이 같으면 같은 영상이 나옵니다' },
  duration: { name: '길이', description: '영상의 길이(초)' },
  aspect: { name: '화면비', description: '화면의 가로와 세로 비율' },
  model: { name: '모델', description: '영상을 만드는 모델. /models에 목록이 있습니다' },
  no: { name: '제외', description: '보이지 않아야 하는 것' },
  resolution: { name: '해상도', description: '짧은 쪽의 길이' },
  fps: { name: '프레임', description: '초당 프레임 수' },
  camera: { name: '카메라', description: '카메라의 움직임' },
  audio: { name: '소리', description: '모델이 소리도 만들지 여부' },
  takes: { name: '개수', description: '만들 영상의 수. 시드는 저마다 다릅니다' },
  set: { name: '추가설정', description: '모델 고유의 입력, 이름=값' },
  last: { name: '마지막장면', description: '마지막 장면' },
  ref: { name: '참고그림', description: '영상이 닮아야 할 그림' },
  sound: { name: '음원', description: '맞추어 움직일 소리' },
  strength: { name: '세기', description: '원본에서 벗어나는 정도: 0은 그대로, 1은 완전히 새롭게' },
  id: { name: '번호', description: '게시물에 보이는 영상의 번호' },
  mode: { name: '방식', description: '이 방식이 되는 모델만' },
  command: { name: '명령', description: '자세히 알고 싶은 명령' },
}

/** What stands in the menu of a message, by its English name. */
export const koreanMenu: Readonly<Record<string, string>> = {
  Animate: '움직이게 하기',
  Restyle: '스타일 바꾸기',
  Recipe: '레시피 보기',
}
