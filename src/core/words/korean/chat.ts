import type { Catalogue } from '../catalogue.ts'

export const chat: Catalogue['chat'] = {
  more: '더 보기…',
  received: '요청을 받았습니다.',
  sayWhat:
    '클립에서 바꿀 점(예: ‘더 춥게, 밤에’)이나 명령(예: ‘t2v 고요한 항구’)을 적어 주세요. 모든 명령은 ‘help’라고 적으면 볼 수 있습니다.',
  wasAway: '요청하셨을 때 봇이 꺼져 있었습니다. 다시 요청해 주세요.',
  openThread: '스레드 열기',
  position: ({ position }) => `대기 ${position}번째`,
  percent: ({ percent }) => `${percent}%`,
  aboutSeconds: ({ seconds }) => `약 ${seconds}초`,
  aboutMinutes: ({ minutes }) => `약 ${minutes}분`,
  ready: ({ when }) => `완료 예정 ${when}`,
  almostDone: '거의 완료',
  typeInstead: ({ lines }) => `버튼을 더 넣을 자리가 없습니다. 대신 입력해 주세요: ${lines.join(' · ')}`,
  filtered: '이곳의 필터가 이 글의 내용을 막아 표시하지 않습니다.',
  threadClosed: '스레드에 더 이상 글을 올릴 수 없어 채널에 올립니다.',
  channelClosed: '요청하신 채널에 글을 올릴 수 없어 개인 메시지로 보내 드립니다.',
  messageGone: '더 이상 없는 메시지입니다.',
  retrying: ({ platform }) => `${platform}에서 메시지를 받지 않았습니다. 다시 시도하겠습니다.`,
  noImage: '그 메시지에는 이미지가 없습니다. 이미지가 있는 메시지를 선택해 주세요.',
  noVideo: '그 메시지에는 영상이 없습니다. 영상이 있는 메시지를 선택해 주세요.',
  noClip: '그 메시지에는 클립이 없습니다. 클립이 있는 메시지를 선택해 주세요.',
}
