import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const slack: Catalogue['slack'] = {
  noSuchChannel: ({ channel }) =>
    `Moodreel이 볼 수 있는 ${channel} 채널이 없습니다. 이름을 확인하거나, 비공개 채널이면 그 채널에 /invite @moodreel을 입력해 주세요.`,
  inviteThere: ({ channel }) => `${channel} 채널에 Moodreel이 없습니다. 그 채널에 /invite @moodreel을 입력한 뒤 다시 시도해 주세요.`,
  notAChannel: '채널이 아니라 사람입니다. 이 워크스페이스의 채널을 골라 주세요.',
  notInChannel: '이 채널에 Moodreel이 없습니다. /invite @moodreel을 입력한 뒤 다시 시도해 주세요.',
  conversationUnseen: 'Moodreel이 이 대화를 볼 수 없습니다. 여기에 /invite @moodreel을 입력하거나 다른 채널에서 다시 시도해 주세요.',
  channelArchived: '보관된 채널입니다. 다른 채널을 사용해 주세요.',
  threadGone: '스레드가 사라졌습니다. 채널에서 다시 시작해 주세요.',
  noReplies: 'Slack이 그 메시지에 답글을 허용하지 않습니다. 채널에서 다시 시작해 주세요.',
  threadLocked: '잠긴 스레드입니다. 채널에서 다시 시작해 주세요.',
  noThreads: '스레드를 쓸 수 없는 채널입니다. 다른 채널을 사용해 주세요.',
  onlyThreads: '스레드만 쓸 수 있는 채널입니다. 스레드에서 시작하거나 다른 채널을 사용해 주세요.',
  readOnly: 'Moodreel은 이 채널을 읽을 수만 있습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  postingBlocked:
    '이 워크스페이스에서는 Moodreel이 여기에 글을 올릴 수 없습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  postingRefused: 'Moodreel이 여기에 글을 올릴 수 없습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  messagesTabOff:
    'Moodreel의 메시지 탭이 꺼져 있습니다. 앱을 설치한 사람에게 config/slack-manifest.yaml을 다시 적용해 달라고 요청해 주세요.',
  keysBlock: '조직의 암호화 키 설정 때문에 Moodreel이 여기에 글을 올릴 수 없습니다. 워크스페이스 관리자에게 문의해 주세요.',
  workspaceNotAdded: 'Moodreel이 이 워크스페이스에 접근할 수 없습니다. 조직 관리자에게 추가해 달라고 요청해 주세요.',
  organizationBlocks: '조직에서 Moodreel의 사용을 막고 있습니다. 조직 관리자에게 이 워크스페이스에 추가해 달라고 요청해 주세요.',
  organizationMoves: 'Slack이 조직을 이전하고 있습니다. 이전이 끝난 뒤 다시 시도해 주세요.',
  workspaceBlocks: '이 워크스페이스에서는 Moodreel이 할 수 없는 일입니다. 워크스페이스 관리자에게 문의해 주세요.',
  guestsBlocked: '게스트는 여기에서 사용할 수 없습니다. 워크스페이스 관리자에게 문의해 주세요.',
  tokenRefused: 'Slack이 Moodreel의 토큰을 거부했습니다. 운영자에게 npm run slack:doctor 실행을 요청해 주세요.',
  tokenKind: 'Moodreel의 토큰 종류가 맞지 않습니다. 운영자에게 npm run slack:doctor 실행을 요청해 주세요.',
  tokenRevoked: 'Moodreel의 토큰이 취소되었습니다. 앱을 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  tokenExpired: 'Moodreel의 토큰이 만료되었습니다. 앱을 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  uninstalled: '이 워크스페이스에서 Moodreel이 제거되었습니다. 앱을 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  scopeMissing: ({ scope }) =>
    `Moodreel에 ${scope} 권한이 없습니다. 앱을 설치한 사람에게 config/slack-manifest.yaml을 적용하고 다시 설치해 달라고 요청해 주세요.`,
  permissionMissing:
    'Moodreel에 필요한 Slack 권한이 없습니다. 앱을 설치한 사람에게 config/slack-manifest.yaml을 적용하고 다시 설치해 달라고 요청해 주세요.',
  messagesRefused: 'Slack이 여기에서 Moodreel의 메시지를 받지 않습니다. 다른 채널을 사용하거나 워크스페이스 관리자에게 문의해 주세요.',
  nowhere: '요청하신 곳에도 개인 메시지로도 보낼 수 없었습니다. Moodreel이 글을 올릴 수 있는지 워크스페이스 관리자에게 문의해 주세요.',

  noAddress: 'Slack이 메시지를 받았지만 위치를 알려 주지 않았습니다. 다시 시도합니다.',
  messageKept: '그 메시지는 더 이상 바꿀 수 없습니다. 결과는 스레드에서 볼 수 있습니다.',
  notAllDeleted: 'Slack에서 모두 삭제할 수 없었습니다. 워크스페이스 관리자에게 삭제를 요청해 주세요.',

  askedInArchived: '요청하신 채널이 보관되어 개인 메시지로 보내 드립니다.',
  askedOutside: '요청하신 채널에 Moodreel이 더 이상 없어 개인 메시지로 보내 드립니다.',

  notUploaded: '클립을 Slack에 업로드하지 못했습니다. 다시 시도합니다.',
  fileTooLarge: '이 Slack 워크스페이스에서 허용하는 것보다 큰 파일입니다. 워크스페이스 관리자에게 문의해 주세요.',
  fileRefused: '이 Slack 워크스페이스가 파일을 받지 않습니다. 파일 업로드와 저장 공간을 워크스페이스 관리자에게 문의해 주세요.',
  fileNotShown: 'Slack이 파일을 받았지만 표시하지 않았습니다. 나중에 다시 시도하거나 다른 채널을 사용해 주세요.',
  askedFile: '요청하신 파일입니다:',
  fileUnseen: ({ file }) =>
    `Slack에서 파일(${file})을 볼 수 없습니다. 삭제되었거나 Moodreel이 없는 채널에 있을 수 있습니다. 여기에 업로드해 주세요.`,
  attachedUnseen: 'Slack에서 첨부된 파일을 볼 수 없습니다. 삭제되었거나 Moodreel이 없는 채널에 있을 수 있습니다. 여기에 업로드해 주세요.',
  notOnSlack: ({ file }) => `Slack에 있는 파일(${file})이 아닙니다. Slack에 업로드해 주세요.`,
  outsideSlack: ({ file }) => `파일(${file})이 Slack 밖에 저장되어 있습니다. 파일 자체를 Slack에 업로드해 주세요.`,
  fileNotSent: ({ file }) => `Slack에서 파일(${file})을 받지 못했습니다. 다시 시도해 주세요.`,
  loginPage: ({ file }) =>
    `Slack이 파일(${file}) 대신 로그인 페이지를 보여 주었습니다. 운영자에게 npm run slack:doctor로 files:read 권한을 확인해 달라고 요청해 주세요.`,
  fileGone: ({ file }) => `파일(${file})이 더 이상 Slack에 없습니다. 다시 업로드해 주세요.`,
  givenTooLarge: ({ file, megabytes }) => `파일(${file})이 ${megabytes}MB보다 큽니다. 더 작은 파일을 사용해 주세요.`,

  noFormHere: '여기에서는 양식을 열 수 없습니다. 클립 게시물의 버튼을 사용해 주세요.',
  formTooLate: 'Slack은 양식을 3초만 기다리는데 시간이 더 걸렸습니다. 다시 눌러 주세요.',
  close: '닫기',
  fileLimit: '파일당 10MB까지. 더 큰 파일은 메시지의 단축키를 사용해 주세요',
  cutHere: ({ characters }) => `Slack 양식의 한도인 ${characters}자까지만 표시했습니다`,

  homeQuota: '남은 양',
  homeQueue: '내 대기열',
  homeHistory: '최근 클립',
  homeSettings: '내 설정',
  open: '열기',
  seeAll: ({ name }) => `모두 보기: ${command(name)}`,
  homeHelp: `채널에서 ${command('t2v')} 명령과 프롬프트를 입력하세요. ${command('i2v')} 또는 ${command('v2v')} 명령은 양식을 엽니다. 파일이 있는 메시지에서는 Animate와 Restyle을 사용할 수 있습니다.`,
  homeThreads:
    'Slack 스레드에서는 슬래시 명령을 쓸 수 없습니다. 대신 ‘@moodreel t2v’와 프롬프트를 적어 주세요. i2v와 v2v에는 파일을 첨부해 주세요.',

  firstFrame: '첫 프레임',
  aClip: '클립',
  time: '{date_short_pretty} {time}',
}
