/** The answers of the commands. */
export const answers: Readonly<Record<string, string>> = {
  // first answers
  'Received.': '받았습니다.',
  'Your clip is on its way.': '클립을 만들고 있습니다.',
  'Your clip is on its way; its place here opens as soon as possible.': '클립을 만들고 있습니다. 스레드는 되는 대로 열립니다.',
  'Open the thread': '스레드 열기',
  'Discord did not take the rest of this answer; please ask again later.':
    'Discord에서 답변의 나머지를 받지 않았습니다. 나중에 다시 요청해 주세요.',
  'I was away when you asked for that; please say it again.': '요청하셨을 때 자리를 비우고 있었습니다. 다시 말씀해 주세요.',

  // quota
  'You have {0:number} clip[s] left today and {1:number} credits this month.':
    '오늘 만들 수 있는 클립은 {0}개, 이번 달에 남은 크레딧은 {1}크레딧입니다.',
  'Clips today': '오늘 클립',
  'Clips this month': '이번 달 클립',
  'On their way': '진행 중',
  'Waiting in line': '대기 중',
  Credits: '크레딧',
  'Longest clip': '최대 길이',
  'Highest resolution': '최고 해상도',
  'Clips in a row': '연속 클립',
  Models: '모델',
  'Cancelled or failed': '취소되거나 실패',
  Tier: '등급',
  '{0:number} of {1:number}; starts anew {2}': '{1}개 중 {0}개 사용, {2}에 초기화',
  '{0:number} of {1:number} at one time': '동시에 {1}개까지, 지금 {0}개',
  '{0:number} left, {1:number} a month; new ones {2}': '{0}크레딧 남음, 매월 {1}크레딧, {2}에 새로 지급',
  '{0:number} of {1:number} in an hour; clips again {2}': '한 시간에 {1}개까지, 지금 {0}개. 다음 클립은 {2}부터',
  '{0:number} of {1:number} in an hour': '한 시간에 {1}개까지, 지금 {0}개',
  '{0:number} in {1:number} s': '{1}초에 {0}개',

  // history
  'There are no clips yet; /t2v and some words makes one.': '아직 클립이 없습니다. /t2v 뒤에 내용을 적으면 만들 수 있습니다.',
  'There are no more clips; /history begins anew.': '클립이 더 없습니다. /history로 처음부터 볼 수 있습니다.',
  'Clips, the newest first; /info and an id tells all of one.':
    '최근 클립부터 보여 드립니다. /info와 ID로 클립 하나를 자세히 볼 수 있습니다.',
  '{0:number} clip[s] as a table; open it with any spreadsheet.': '클립 {0}개를 표로 드립니다. 스프레드시트로 열어 주세요.',
  'A table has {0:number} clips at most; {1} gives the next ones.':
    '표 하나에는 클립이 최대 {0}개 들어갑니다. 다음 클립은 {1} 명령으로 볼 수 있습니다.',

  // queue
  'No {0:words} wait or are being made; /t2v and some words makes one.':
    '기다리거나 만들고 있는 {0}이 없습니다. /t2v 뒤에 내용을 적으면 만들 수 있습니다.',
  '{0:number} {1:words} is on the way; /cancel and an id stops one.': '{1} {0}개가 진행 중입니다. /cancel과 ID로 멈출 수 있습니다.',
  '{0:number} {1:words} are on the way; /cancel and an id stops one.': '{1} {0}개가 진행 중입니다. /cancel과 ID로 멈출 수 있습니다.',
  'of your clips': '내 클립',
  clips: '클립',
  '/queue cancel needs the id of a clip; /queue lists them.': '/queue cancel에는 클립 ID가 필요합니다. /queue에서 확인해 주세요.',

  // settings
  'Saved; what you say with a command still comes first.': '저장했습니다. 명령에 직접 적은 값이 먼저 적용됩니다.',
  'Your settings; name one to change it, or say --clear.': '내 설정입니다. 바꾸려면 옵션을 적고, 모두 지우려면 --clear를 붙여 주세요.',
  'decided anew each time': '매번 새로 정함',
  'as your chat says': '채팅 앱의 언어를 따름',
  Model: '모델',
  Aspect: '화면비',
  Duration: '길이',
  Language: '언어',

  // consent, forget, report, delete, cancel
  'Confirmed; you can make clips from pictures and videos now.': '확인했습니다. 이제 사진과 영상으로 클립을 만들 수 있습니다.',
  'You confirmed this {0}; there is nothing to do: “{1:any}”': '{0}에 이미 확인했습니다. 더 하실 일은 없습니다. “{1}”',
  '“{0:any}” If that is so, press I confirm, or say /consent --yes.':
    '“{0}” 맞으면 ‘확인합니다’를 누르거나 /consent --yes라고 적어 주세요.',
  'I have the right to use these pictures and videos, and every real person in them agrees to what I make.':
    '나는 이 사진과 영상을 사용할 권리가 있으며, 여기에 나오는 모든 실제 인물이 내가 만드는 것에 동의합니다.',
  'This deletes all your clips here with their posts, your prompts, the files you gave, your settings and your name. It cannot be undone; press Forget me, or say /forget --yes.':
    '여기에 있는 내 클립과 게시물, 프롬프트, 올린 파일, 설정, 이름을 모두 삭제합니다. 되돌릴 수 없습니다. 계속하려면 ‘내 정보 삭제’를 누르거나 /forget --yes라고 적어 주세요.',
  'What you spent stays counted, without your name. What moderators did, and what you reported to them, stays in their audit.':
    '사용한 크레딧은 이름 없이 집계에 남습니다. 관리자가 한 일과 관리자에게 신고한 내용은 감사 기록에 남습니다.',
  'Forgotten: {0:number} clip[s], your words, your files and your preferences.': '클립 {0}개와 내가 쓴 글, 파일, 설정을 삭제했습니다.',
  'Forgotten: {0:number} clip[s], your words, your files and your preferences. {1:number} still on the way: cancel or delete them and say that again.':
    '클립 {0}개와 내가 쓴 글, 파일, 설정을 삭제했습니다. 아직 {1}개가 진행 중입니다. 취소하거나 삭제한 뒤 다시 말씀해 주세요.',
  'Forgotten: {0:number} clip[s], your words, your files and your preferences. I may not delete or rename the posts of {1:number} clip[s]; ask a moderator to do that.':
    '클립 {0}개와 내가 쓴 글, 파일, 설정을 삭제했습니다. 클립 {1}개의 게시물은 봇이 삭제하거나 이름을 바꿀 수 없으니 관리자에게 요청해 주세요.',
  'Forgotten: {0:number} clip[s], your words, your files and your preferences. {1:number} still on the way: cancel or delete them and say that again. I may not delete or rename the posts of {2:number} clip[s]; ask a moderator to do that.':
    '클립 {0}개와 내가 쓴 글, 파일, 설정을 삭제했습니다. 아직 {1}개가 진행 중입니다. 취소하거나 삭제한 뒤 다시 말씀해 주세요. 클립 {2}개의 게시물은 봇이 삭제하거나 이름을 바꿀 수 없으니 관리자에게 요청해 주세요.',
  'Thank you; the moderators look at that clip.': '감사합니다. 관리자가 그 클립을 확인하겠습니다.',
  'Noted, but no moderators’ channel is set up here; tell a moderator yourself too.':
    '접수했지만 여기에는 관리자 채널이 없습니다. 관리자에게도 직접 알려 주세요.',
  'A report needs a reason; say what is wrong with the clip.': '신고에는 이유가 필요합니다. 클립의 무엇이 문제인지 적어 주세요.',
  'Deleted that clip.': '클립을 삭제했습니다.',
  'Deleted that clip. The files it was made from go in a day, unless other clips start from them.':
    '클립을 삭제했습니다. 원본 파일은 다른 클립이 쓰지 않으면 하루 뒤에 삭제됩니다.',
  'Deleted that clip and its files. I may not delete or rename everything in its thread; ask a moderator to do that.':
    '클립과 파일을 삭제했습니다. 스레드의 일부는 봇이 삭제하거나 이름을 바꿀 수 없으니 관리자에게 요청해 주세요.',
  'Deleted clips': '삭제된 클립',
  'That clip is not done yet; cancel it instead.': '그 클립은 아직 완료되지 않았습니다. 삭제 대신 취소해 주세요.',
  'That clip is finished already; nothing was canceled.': '그 클립은 이미 끝났습니다. 취소한 것이 없습니다.',
  'It is too late to cancel that clip: the provider is at work and cannot be stopped. It will be posted when it is done.':
    '그 클립은 이제 취소할 수 없습니다. 제공사가 작업 중이어서 멈출 수 없으며, 완료되면 올려 드립니다.',
  'Canceling that clip.': '클립을 취소하고 있습니다.',
  'Only the person who asked for this clip or a moderator may do that.': '이 클립을 요청한 사람이나 관리자만 할 수 있습니다.',
  'Only those who run this server or team may change what may be spent; ask one of them.':
    '이 서버나 팀을 운영하는 사람만 쓸 수 있는 금액을 바꿀 수 있습니다. 그중 한 사람에게 문의해 주세요.',
  'Only a moderator may do that; ask one.': '관리자만 할 수 있습니다. 관리자에게 문의해 주세요.',

  // models
  '{0:words}; name one with --model.': '{0} 목록입니다. --model로 골라 주세요.',
  'Models for {0:id}': '{0} 모델',
  'No model here can do {0:id}.': '여기에는 {0} 작업이 가능한 모델이 없습니다.',
  preview: '미리보기',
  draft: '초안',
  standard: '표준',
  premium: '고급',
  free: '무료',
  '{0:number} credit[s] a clip and {1:number} credit[s] a second': '클립당 {0}크레딧, 초당 {1}크레딧',
  '{0:number} credit[s] a clip': '클립당 {0}크레딧',
  '{0:number} credit[s] a second': '초당 {0}크레딧',
  'not to be had: {0:any}; use {1}': '사용할 수 없음: {0}, 대신 {1}',
  'not to be had: {0:any}': '사용할 수 없음: {0}',
  'its provider {0} is not set up here': '여기에는 제공사 {0} 설정이 없습니다',
  'its provider does not know it any more': '제공사에서 더 이상 제공하지 않습니다',
  'a moderator switched it off here ({0})': '관리자가 여기에서 꺼 두었습니다({0})',
  'it is not among the models of your tier': '내 등급에서 쓸 수 있는 모델이 아닙니다',
  '{0} · {1} · {2:words} · {3:words} · {4}': '{0} · {1} · {2} · {3} · {4}',
  '{0} · {1} · {2:words} · {3:words}': '{0} · {1} · {2} · {3}',
  'mode must be one of {0:list}; you gave {1}.': '모드는 {0} 중 하나여야 합니다. 입력한 값은 {1}입니다.',

  // info
  'The clip {0} is not done yet ({1:any}); its recipe comes with it.':
    '{0} 클립은 아직 완료되지 않았습니다({1}). 완료되면 레시피도 함께 드립니다.',
  '/info takes an id or a file; give one of them.': '/info에는 ID나 파일 중 하나만 적어 주세요.',
  '/info needs the id of a clip or the clip itself as a file.': '/info에는 클립 ID나 클립 파일이 필요합니다.',
  '{0} carries no recipe: Moodreel did not make it, or a platform took it out on the way.':
    '{0} 파일에는 레시피가 없습니다. Moodreel이 만든 것이 아니거나, 플랫폼을 거치며 지워졌습니다.',
  Mode: '모드',
  Provider: '제공사',
  'Negative prompt': '네거티브 프롬프트',
  'Seed asked for': '요청한 시드',
  'Frames a second': '초당 프레임',
  Camera: '카메라',
  Strength: '강도',
  Sound: '소리',
  From: '원본',
  Made: '만든 때',
  Id: 'ID',
  Again: '다시 만들기',
  on: '켬',
  off: '끔',
  firstFrame: '첫 프레임',
  lastFrame: '마지막 프레임',
  referenceImages: '참고 이미지',

  // template
  '{0} · by {1}': '{0} · 만든 사람 {1}',
  'There are no templates yet; /template save, a name and the id of a clip keeps one.':
    '아직 템플릿이 없습니다. /template save 뒤에 이름과 클립 ID를 적으면 저장됩니다.',
  'Use one with --template and its name; what you type wins, and {prompt} in it takes your words.':
    '--template 뒤에 이름을 적어 사용해 주세요. 직접 적은 값이 우선하며, 템플릿의 {prompt} 자리에 적은 내용이 들어갑니다.',
  'There is no template {0}; did you mean {1}?': '{0} 템플릿은 없습니다. 혹시 {1} 템플릿인가요?',
  'The template {0} has a place for your words; say what should happen.':
    '{0} 템플릿에는 내용을 적을 자리가 있습니다. 어떤 장면인지 적어 주세요.',
  'Only the person who saved the template {0} or a moderator may do that.': '{0} 템플릿을 저장한 사람이나 관리자만 할 수 있습니다.',
  'There are {0:number} templates here, which is the most; delete one first.':
    '템플릿은 {0}개까지 저장할 수 있습니다. 먼저 하나를 삭제해 주세요.',
  'There is no template {0}; /template lists what there is.': '{0} 템플릿은 없습니다. /template에서 목록을 확인해 주세요.',
  '/template {0} needs a name; for example: {1}.': '/template {0}에는 이름이 필요합니다. 예: {1}',
  '/template save needs the id of a clip; for example: {0}.': '/template save에는 클립 ID가 필요합니다. 예: {0}',
  'Deleted the template {0}.': '{0} 템플릿을 삭제했습니다.',
  'Replaced; /{0} with --template {1} makes more like it.':
    '템플릿을 바꾸었습니다. /{0} 명령에 --template {1} 옵션을 붙이면 비슷한 클립을 만들 수 있습니다.',
  'Saved; /{0} with --template {1} makes more like it.':
    '템플릿을 저장했습니다. /{0} 명령에 --template {1} 옵션을 붙이면 비슷한 클립을 만들 수 있습니다.',

  // help
  'What you can say; /help and a name tells more.': '사용할 수 있는 명령입니다. /help와 이름을 적으면 자세히 알려 드립니다.',
  'There is no command /{0:id}; did you mean /{1}?': '/{0} 명령은 없습니다. 혹시 /{1} 명령인가요?',
  'There is no command /{0:id}; /help lists what there is.': '/{0} 명령은 없습니다. /help에서 목록을 확인해 주세요.',
  'There is no command /{0:id}; try /help.': '/{0} 명령은 없습니다. /help를 확인해 주세요.',
  'There is no command /{0:id} any more; try /help.': '/{0} 명령은 더 이상 없습니다. /help를 확인해 주세요.',
  'The form is ready.': '양식이 준비되었습니다.',
}
