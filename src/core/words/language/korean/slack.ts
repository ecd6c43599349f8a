/** What Slack does not allow, and where a clip went instead. */
export const slack: Readonly<Record<string, string>> = {
  'That message has no file that is an image; use this on the message with the file.':
    '그 메시지에는 이미지가 없습니다. 파일이 있는 메시지에서 사용해 주세요.',
  'That message has no file that is a video; use this on the message with the file.':
    '그 메시지에는 영상이 없습니다. 파일이 있는 메시지에서 사용해 주세요.',
  'Say a command and what to make, such as: t2v a quiet harbour. With help I tell what there is.':
    '명령과 만들 내용을 함께 적어 주세요. 예: t2v 고요한 항구. help라고 하면 쓸 수 있는 명령을 알려 드립니다.',
  'Moodreel is starting anew; wait a moment and try again.': 'Moodreel을 다시 시작하고 있습니다. 잠시 후 다시 시도해 주세요.',
  'The thread is gone; start again in the channel.': '스레드가 사라졌습니다. 채널에서 다시 시작해 주세요.',
  'Slack allows no replies to that message; start again in the channel.':
    'Slack이 그 메시지에 답글을 허용하지 않습니다. 채널에서 다시 시작해 주세요.',
  'This thread is locked; start again in the channel.': '잠긴 스레드입니다. 채널에서 다시 시작해 주세요.',
  'This channel allows no threads; use another channel.': '스레드를 쓸 수 없는 채널입니다. 다른 채널을 사용해 주세요.',
  'Only threads are allowed in this channel; start in a thread, or use another channel.':
    '이 채널에서는 스레드만 쓸 수 있습니다. 스레드에서 시작하거나 다른 채널을 사용해 주세요.',
  'Your workspace does not let Moodreel post here; ask a workspace admin, or use another channel.':
    '워크스페이스가 Moodreel이 여기에 올리는 것을 막고 있습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  'Slack does not let Moodreel post here; ask a workspace admin, or use another channel.':
    'Slack이 Moodreel이 여기에 올리는 것을 막고 있습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  'Moodreel’s messages tab is switched off; ask whoever installed it to apply config/slack-manifest.yaml again.':
    'Moodreel의 메시지 탭이 꺼져 있습니다. 앱을 설치한 사람에게 config/slack-manifest.yaml을 다시 적용해 달라고 요청해 주세요.',
  'Your organisation’s keys do not let Moodreel post here; ask a workspace admin.':
    '조직의 암호화 키 설정 때문에 Moodreel이 여기에 올릴 수 없습니다. 워크스페이스 관리자에게 문의해 주세요.',
  'Moodreel was not given access to this workspace of your organisation; ask an org admin to add it here.':
    'Moodreel이 이 워크스페이스에 접근할 수 없습니다. 조직 관리자에게 추가해 달라고 요청해 주세요.',
  'Your organisation does not let Moodreel work here; ask an org admin to add it to this workspace.':
    '조직이 여기에서 Moodreel을 막고 있습니다. 조직 관리자에게 이 워크스페이스에 추가해 달라고 요청해 주세요.',
  'Your organisation is being moved by Slack; try again when that is over.':
    'Slack이 조직을 이전하고 있습니다. 끝난 뒤에 다시 시도해 주세요.',
  'Your workspace does not let Moodreel do that; ask a workspace admin.':
    '워크스페이스가 Moodreel에 그 일을 허용하지 않습니다. 워크스페이스 관리자에게 문의해 주세요.',
  'Guests cannot do that here; ask a workspace admin.': '게스트는 여기에서 그 일을 할 수 없습니다. 워크스페이스 관리자에게 문의해 주세요.',
  'Slack does not accept Moodreel’s token; ask the operator to run npm run slack:doctor.':
    'Slack이 Moodreel의 토큰을 받지 않습니다. 운영자에게 npm run slack:doctor를 실행해 달라고 요청해 주세요.',
  'Moodreel was removed from this workspace; ask whoever installed it to install it again.':
    'Moodreel이 이 워크스페이스에서 제거되었습니다. 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  'Moodreel’s token was revoked; ask whoever installed it to install it again.':
    'Moodreel의 토큰이 취소되었습니다. 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  'Moodreel’s token has run out; ask whoever installed it to install it again.':
    'Moodreel의 토큰이 만료되었습니다. 설치한 사람에게 다시 설치해 달라고 요청해 주세요.',
  'Moodreel has the wrong kind of token; ask the operator to run npm run slack:doctor.':
    'Moodreel의 토큰 종류가 맞지 않습니다. 운영자에게 npm run slack:doctor를 실행해 달라고 요청해 주세요.',
  'Moodreel lacks the Slack permission {0}; ask whoever installed it to apply config/slack-manifest.yaml and install it again.':
    'Moodreel에 Slack 권한 {0}이(가) 없습니다. 설치한 사람에게 config/slack-manifest.yaml을 적용하고 다시 설치해 달라고 요청해 주세요.',
  'Slack could not be reached or did not take the message; it is tried again.':
    'Slack에 연결할 수 없거나 메시지를 받지 않았습니다. 다시 시도합니다.',
  'Slack took the message without saying where it is; it is tried again.':
    'Slack이 메시지를 받았지만 위치를 알려 주지 않았습니다. 다시 시도합니다.',
  'Slack does not take a message of Moodreel here; use another channel, or ask a workspace admin.':
    '여기에서는 Slack이 Moodreel의 메시지를 받지 않습니다. 다른 채널을 쓰거나 워크스페이스 관리자에게 문의하세요.',
  'Slack took this neither where you asked nor in a direct message; ask a workspace admin whether Moodreel may post.':
    '요청한 곳과 개인 메시지 어디에도 올릴 수 없었습니다. Moodreel이 올릴 수 있는지 워크스페이스 관리자에게 문의해 주세요.',
  'That message was deleted in Slack.': '그 메시지는 Slack에서 삭제되었습니다.',
  'Slack does not let Moodreel change that message any more; its thread tells how it ended.':
    'Slack이 그 메시지를 더는 바꾸지 못하게 합니다. 결과는 스레드에서 볼 수 있습니다.',
  'Slack does not let Moodreel delete all of that; ask a workspace admin to delete it.':
    'Slack이 모두 삭제하지 못하게 합니다. 워크스페이스 관리자에게 삭제해 달라고 요청해 주세요.',

  // files
  'The clip could not be uploaded to Slack; it is tried again.': '클립을 Slack에 올리지 못했습니다. 다시 시도합니다.',
  'The file is larger than this workspace of Slack takes; ask a workspace admin.':
    '이 Slack 워크스페이스가 받을 수 있는 것보다 큰 파일입니다. 워크스페이스 관리자에게 문의해 주세요.',
  'This workspace of Slack does not take the file; ask a workspace admin about file uploads and storage.':
    '이 Slack 워크스페이스가 파일을 받지 않습니다. 파일 업로드와 저장 공간을 워크스페이스 관리자에게 문의해 주세요.',
  'Slack took the file and did not show it; try again later, or use another channel.':
    'Slack이 파일을 받았지만 보여 주지 않았습니다. 나중에 다시 시도하거나 다른 채널을 사용해 주세요.',
  'Slack does not show Moodreel the file {0}; it may be deleted, or in a channel without Moodreel: upload it here.':
    'Slack에서 파일 {0}을(를) 볼 수 없습니다. 삭제되었거나 Moodreel이 없는 채널에 있을 수 있습니다. 여기에 올려 주세요.',
  '{0} is not a file of Slack; upload it to Slack.': '{0}은(는) Slack 파일이 아닙니다. Slack에 올려 주세요.',
  '{0} is kept outside Slack; upload the file itself to Slack.': '{0}은(는) Slack 밖에 있습니다. 파일 자체를 Slack에 올려 주세요.',
  'Slack did not send {0}; try again.': 'Slack이 {0}을(를) 보내지 않았습니다. 다시 시도해 주세요.',
  'Slack showed its login page instead of {0}; ask the operator to run npm run slack:doctor, which checks files:read.':
    'Slack이 {0} 대신 로그인 페이지를 보여 주었습니다. 운영자에게 npm run slack:doctor를 실행해 files:read를 확인해 달라고 요청해 주세요.',
  '{0} is gone from Slack; upload it again.': '{0}이(가) Slack에서 사라졌습니다. 다시 올려 주세요.',
  'The file that you asked for:': '요청하신 파일입니다:',

  // where a clip went
  'The thread where you asked takes no messages any more, so this stands in the channel.':
    '요청한 스레드에 더는 글을 쓸 수 없어 채널에 올렸습니다.',
  'The channel where you asked is archived, so this comes to you directly.': '요청한 채널이 보관되어 개인 메시지로 보내 드립니다.',
  'Moodreel is not in the channel where you asked any more, so this comes to you directly.':
    '요청한 채널에 Moodreel이 더는 없어 개인 메시지로 보내 드립니다.',
  'Slack does not let Moodreel post where you asked, so this comes to you directly.':
    '요청한 곳에 Moodreel이 글을 올릴 수 없어 개인 메시지로 보내 드립니다.',
}
