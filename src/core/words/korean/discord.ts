import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { and } from './grammar.ts'

export const discord: Catalogue['discord'] = {
  viewChannel: '채널 보기',
  sendMessages: '메시지 보내기',
  createPublicThreads: '공개 스레드 만들기',
  sendMessagesInThreads: '스레드에서 메시지 보내기',
  attachFiles: '파일 첨부',
  embedLinks: '링크 첨부',
  readMessageHistory: '메시지 기록 보기',

  absent: '봇이 이곳의 멤버가 아니어서 아무것도 할 수 없습니다. 봇을 서버에 추가해 달라고 관리자에게 요청해 주세요.',
  cannotPost: ({ permissions }) =>
    `여기에는 클립을 올릴 수 없습니다. 이 채널에서 봇에게 ${and(permissions)} 권한을 달라고 관리자에게 요청하거나 다른 채널을 사용해 주세요.`,
  noSuchChannel: ({ channel }) =>
    `이 서버에는 봇이 볼 수 있는 ${channel} 채널이 없습니다. 이 서버의 채널을 고르거나 그 채널에서 봇에게 채널 보기 권한을 주세요.`,
  channelNeeds: ({ permissions }) =>
    `그 채널에 글을 올릴 수 없습니다. 그 채널에서 봇에게 ${and(permissions)} 권한을 주거나 다른 채널을 골라 주세요.`,
  channelNotForText: 'Discord가 그 채널에서는 메시지를 받지 않습니다. 텍스트 채널을 골라 주세요.',
  channelGone: '요청하신 채널이 사라졌습니다. 다른 채널에서 다시 시도해 주세요.',
  threadLocked: '잠긴 스레드입니다. 관리자에게 잠금 해제를 요청하거나 다른 스레드를 사용해 주세요.',
  threadArchived: '보관된 스레드이며 봇이 다시 열 수 없습니다. 스레드에 글을 남긴 뒤 다시 시도해 주세요.',
  tooManyThreads: '보관된 스레드이며, 서버에 열린 스레드가 Discord 한도에 이르렀습니다. 채널에서 요청해 주세요.',
  slowed: '여기에서는 Discord가 1분 넘게 기다리게 합니다. 나중에 다시 시도하거나 다른 채널을 사용해 주세요.',
  filtered: '이 서버의 필터가 봇의 메시지를 막고 있습니다. 관리자에게 허용을 요청하거나 다른 채널을 사용해 주세요.',
  refused: 'Discord가 여기에서 봇의 메시지를 받지 않습니다. 다른 채널을 사용해 주세요.',
  notAllowed: 'Discord가 여기에서 그 작업을 허용하지 않습니다. 관리자에게 봇의 권한을 확인해 달라고 요청해 주세요.',
  fileTooLarge: '파일이 여기에서 Discord가 받는 크기보다 큽니다.',
  fileRefused: 'Discord가 이 파일을 받지 않습니다.',
  nowhere:
    '클립을 올리지 못했습니다. 스레드, 채널, 개인 메시지 어디에도 쓸 수 없습니다. 봇이 쓸 수 있게 해 달라고 관리자에게 요청해 주세요.',

  threadName: '클립',
  unshown: 'Discord가 답변의 나머지를 받지 않았습니다. 나중에 다시 시도해 주세요.',

  formReady: '양식이 준비되었습니다.',
  openForm: '양식 열기',
  noFlag: ({ words }) => `추가 옵션은 --fps 24와 같은 플래그로 입력해 주세요. ‘${words}’ 부분은 플래그가 아닙니다.`,
  oldForm: '이전 버전의 양식입니다. 다시 열어 주세요.',
  oldButton: `이전 버전의 버튼입니다. 대신 사용할 명령은 ${command('help')}에서 확인해 주세요.`,
  oldEntry: `더 이상 없는 메뉴입니다. 명령은 ${command('help')}에서 확인해 주세요.`,
  fileForgotten: '선택하신 파일이 더 이상 없습니다. 메시지를 다시 선택해 주세요.',
  slashForModerators: ({ name }) => `관리자 명령은 슬래시로 입력해 주세요. ${command(name)}`,
  notDirectly: ({ name }) =>
    `본인에게만 보일 답변인데 개인 메시지를 보낼 수 없습니다. 여기에 ${command(name)} 명령을 입력하면 본인에게만 보입니다.`,
  noClip: '그 메시지에는 클립이 없습니다. 클립이 있는 메시지를 선택해 주세요.',
}
