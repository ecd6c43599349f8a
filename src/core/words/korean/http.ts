import type { Catalogue } from '../catalogue.ts'

export const http: Catalogue['http'] = {
  nothingHere: '이 주소에는 아무것도 없습니다.',
  wrongName: '이 이름으로는 서버를 열 수 없습니다. 서버의 원래 주소로 열거나, 사용하는 주소를 PUBLIC_URL에 설정해 주세요.',
  needsToken:
    '다른 컴퓨터에서 열 때는 토큰이 필요합니다. Moodreel이 시작할 때 출력하는 ?token= 링크를 열거나, 이 주소 끝에 ?token=과 PLAYGROUND_TOKEN 값을 붙여 주세요.',
  wrongToken:
    '이 플레이그라운드의 토큰이 아닙니다. Moodreel이 마지막으로 시작할 때 출력한 링크나 PLAYGROUND_TOKEN이 들어간 링크를 열어 주세요.',
  tooManyTokens: '이 주소에서 잘못된 토큰이 너무 많이 들어왔습니다. 1분 뒤에 다시 시도해 주세요.',
  otherSite: '다른 사이트에서 보낸 요청입니다. Moodreel 페이지를 열고 거기에서 해 주세요.',
  metricsToken:
    '메트릭은 이 컴퓨터의 프로그램만 읽을 수 있습니다. 다른 곳에서 읽으려면 METRICS_TOKEN을 설정하고 Authorization: Bearer로 보내 주세요.',
  canvasOver: '마스크를 그리는 이 링크는 더 이상 쓸 수 없습니다. 이미지가 있는 곳에서 새 링크를 받아 주세요.',
  canvasUsed: '이 링크로 이미 마스크를 보냈습니다. 링크는 한 번만 쓸 수 있으니 이미지가 있는 곳에서 새 링크를 받아 주세요.',
  canvasNoMask: '마스크가 오지 않았습니다. 바꿀 곳을 칠해서 다시 보내 주세요.',
  canvasPrice: ({ credits }) => `${credits}크레딧이 드는데 이 페이지에서 미리 알려 드리지 못했습니다. 괜찮다면 다시 보내 주세요.`,
  linkOver: '이 링크는 더 이상 사용할 수 없습니다. 클립을 만든 곳에서 다시 요청해 주세요.',
}
