/** Why a chat does not take a post or a button, and what moderators are answered. */
export const places: Readonly<Record<string, string>> = {
  'I may not post clips here: ask a moderator to allow me {0} in this channel, or use another one; nothing was charged.':
    '여기에는 클립을 올릴 수 없습니다. 이 채널에서 {0} 권한을 달라고 관리자에게 요청하거나 다른 채널을 사용해 주세요. 크레딧은 쓰이지 않았습니다.',
  'I am no member of this place, so I do nothing here; ask a moderator to add me to the server.':
    '이곳의 멤버가 아니어서 아무것도 하지 않습니다. 봇을 서버에 추가해 달라고 관리자에게 요청해 주세요.',
  'Ask for your first clip in a channel of a server; after that direct messages work too.':
    '첫 클립은 서버의 채널에서 요청해 주세요. 그 뒤에는 개인 메시지에서도 됩니다.',
  'You may not make clips in a server of yours, so you may not here; ask a moderator of that server.':
    '사용 중인 서버에서 클립을 만들 수 없으므로 여기서도 만들 수 없습니다. 그 서버의 관리자에게 문의해 주세요.',
  'Making clips is paused in a server of yours, so it is here; try again later.':
    '사용 중인 서버에서 클립 만들기가 멈춰 있어 여기서도 멈춰 있습니다. 나중에 다시 시도해 주세요.',
  'The budget of a server of yours is used up, so nothing is made here either; ask there.':
    '사용 중인 서버의 예산이 다 쓰여 여기서도 만들지 않습니다. 그 서버에 문의해 주세요.',
  'I see no such channel in this server; name one of its own that I may read.':
    '이 서버에서 그런 채널이 보이지 않습니다. 봇이 읽을 수 있는 이 서버의 채널을 지정해 주세요.',
  'I work only in the places that my operator chose, and this is none of them; ask the operator to let it in.':
    '운영자가 정한 곳에서만 일하며 여기는 그중 하나가 아닙니다. 운영자에게 허용을 요청해 주세요.',
  'I make no clips in direct messages; ask me in a channel of a server instead.':
    '개인 메시지에서는 클립을 만들지 않습니다. 서버의 채널에서 요청해 주세요.',
  'I may not write in the thread, the channel or to you directly, so the clip could not be posted; the credits are back. Ask a moderator to let me in.':
    '스레드, 채널, 개인 메시지 어디에도 쓸 수 없어 클립을 올리지 못했습니다. 크레딧은 돌려드렸습니다. 관리자에게 권한을 요청해 주세요.',
  'I may not write in the thread, the channel or to you directly, so the clip could not be posted; it cost {0:number} credit[s]. Ask a moderator to let me in.':
    '스레드, 채널, 개인 메시지 어디에도 쓸 수 없어 클립을 올리지 못했습니다. {0}크레딧이 들었습니다. 관리자에게 권한을 요청해 주세요.',
  'I may not write here: ask a moderator to allow me View Channel and Send Messages, or use another channel.':
    '여기에는 쓸 수 없습니다. ‘채널 보기’와 ‘메시지 보내기’ 권한을 달라고 관리자에게 요청하거나 다른 채널을 사용해 주세요.',
  'This thread is archived, and the server has as many open threads as Discord allows; ask in a channel instead.':
    '보관된 스레드이며, 서버에 열린 스레드가 Discord 한도까지 있습니다. 채널에서 요청해 주세요.',
  'Discord makes me wait here for longer than a minute; ask again later, or use another channel.':
    '여기서는 Discord가 1분 넘게 기다리게 합니다. 나중에 다시 요청하거나 다른 채널을 사용해 주세요.',
  'A filter of this server refuses my messages here; ask a moderator to let them through, or use another channel.':
    '이 서버의 필터가 봇의 메시지를 막습니다. 관리자에게 허용해 달라고 요청하거나 다른 채널을 사용해 주세요.',
  'Discord does not take my messages here; use another channel.':
    'Discord가 여기에서 봇의 메시지를 받지 않습니다. 다른 채널을 사용해 주세요.',
  'Discord does not let me do that here; ask a moderator to look at my permissions.':
    'Discord가 여기에서 그 일을 허용하지 않습니다. 관리자에게 봇의 권한을 확인해 달라고 요청해 주세요.',
  'Discord did not take the message; I try again.': 'Discord가 메시지를 받지 않았습니다. 다시 시도하겠습니다.',
  'The file is larger than Discord takes here.': '파일이 여기에서 Discord가 받는 크기보다 큽니다.',
  'That message is not there any more.': '그 메시지는 더 이상 없습니다.',
  'The thread cannot be written to any more, so this comes here.': '스레드에 더 이상 쓸 수 없어 여기에 올립니다.',
  'I cannot write in the channel where you asked, so this comes here.': '요청하신 채널에 쓸 수 없어 여기로 보냅니다.',
  'The words of this post are not shown: a filter of this place refused them.': '이곳의 필터가 막아 이 게시물의 글은 표시하지 않습니다.',
  Clips: '클립',
  'There is no place for this post.': '이 게시물을 올릴 곳이 없습니다.',
  'Discord takes the file nowhere.': 'Discord가 어디에서도 파일을 받지 않습니다.',
  'This thread is locked; ask a moderator to open it, or use another one.':
    '잠긴 스레드입니다. 관리자에게 열어 달라고 요청하거나 다른 스레드를 사용해 주세요.',
  'This thread is archived and I may not reopen it; write something in it, then ask again.':
    '보관된 스레드이며 봇이 다시 열 수 없습니다. 스레드에 글을 남긴 뒤 다시 요청해 주세요.',
  'The place where you asked is gone; ask again in another channel.': '요청한 곳이 사라졌습니다. 다른 채널에서 다시 요청해 주세요.',
  'Moodreel is not in this channel; type /invite @moodreel here and try again.':
    '이 채널에 Moodreel이 없습니다. 여기에 /invite @moodreel을 입력한 뒤 다시 시도해 주세요.',
  'Moodreel cannot see this conversation; type /invite @moodreel here, or use another channel, and try again.':
    'Moodreel이 이 대화를 볼 수 없습니다. 여기에 /invite @moodreel을 입력하거나 다른 채널에서 다시 시도해 주세요.',
  'This channel is archived, so nothing can be posted here; use another channel.':
    '보관된 채널이라 올릴 수 없습니다. 다른 채널을 사용해 주세요.',
  'This channel is read-only for Moodreel; ask a workspace admin, or use another channel.':
    'Moodreel은 이 채널에 쓸 수 없습니다. 워크스페이스 관리자에게 문의하거나 다른 채널을 사용해 주세요.',
  'Slack waits only three seconds for a form and that was too long; please press again.':
    'Slack은 양식을 3초만 기다리는데 시간이 초과되었습니다. 다시 눌러 주세요.',
  'A form cannot be opened from here; use the button on the clip’s post.':
    '여기에서는 양식을 열 수 없습니다. 클립 게시물의 버튼을 사용해 주세요.',

  // moderators
  'A table has {0:number} lines at most; {1} gives the next ones.':
    '표 하나에는 최대 {0}줄이 들어갑니다. 다음 줄은 {1} 명령으로 볼 수 있습니다.',
  'Nothing is written down; /audit begins anew.': '기록이 없습니다. /audit으로 처음부터 볼 수 있습니다.',
  'Who did what, the newest first; --csv gives a table.': '누가 무엇을 했는지 최근 기록부터 보여 드립니다. --csv를 붙이면 표로 드립니다.',
  '{0:number} lines of the audit; open the table with any spreadsheet.': '감사 기록 {0}줄입니다. 표는 스프레드시트로 열어 주세요.',
  '/{0} needs a member; for example: {1}.': '/{0}에는 멤버가 필요합니다. 예: {1}',
  '/block needs a reason; for example: {0}.': '/block에는 이유가 필요합니다. 예: {0}',
  '/models {0} needs a model; for example: {1}.': '/models {0}에는 모델이 필요합니다. 예: {1}',
  '/quota grant needs a number of credits and a reason; for example: {0}.': '/quota grant에는 크레딧 수와 이유가 필요합니다. 예: {0}',
  '/quota set needs a limit and a value; for example: {0}.': '/quota set에는 한도와 값이 필요합니다. 예: {0}',
  'At most {0:words} and {1:words} over everybody; here {2:words}.': '전체에서 최대 {0} 및 {1}. 이곳에서는 {2}.',
  '${0:number} a day': '하루 {0}달러',
  '${0:number} a month': '한 달 {0}달러',
  'any amount a day': '하루 한도 없음',
  'any amount a month': '한 달 한도 없음',
  'What may be spent over everybody in a day is spent': '전체의 하루 지출 한도에 도달했습니다',
  'What may be spent over everybody in a month is spent': '전체의 한 달 지출 한도에 도달했습니다',
  'Most of what may be spent over everybody in a day is spent': '전체의 하루 지출 한도가 거의 찼습니다',
  'Most of what may be spent over everybody in a month is spent': '전체의 한 달 지출 한도가 거의 찼습니다',
  '{0:words}: {1} of {2}; it begins again {3}, and MOODREEL_USD_PER_{4:id} changes it.':
    '{0}. {2} 중 {1}를 썼습니다. {3}에 초기화되며 MOODREEL_USD_PER_{4}로 바꿀 수 있습니다.',
  '{0} are spent this month, and there is no budget; /budget 50 sets one of $50.':
    '이번 달에 {0}를 썼고 예산은 없습니다. /budget 50으로 50달러 예산을 정할 수 있습니다.',
  '{0} of {1} are spent this month; nobody makes clips beyond that, and /budget off ends it.':
    '이번 달 예산 {1} 중 {0}를 썼습니다. 예산을 넘으면 아무도 클립을 만들 수 없으며, /budget off로 예산을 없앨 수 있습니다.',
  '{0:words} for {1} {2:words}; the table tells every day and member.': '{2} {0}, {1}입니다. 날짜와 멤버별 내용은 표에 있습니다.',
  'A limit needs its tier, its name and its value; for example: {0}.': '한도에는 등급, 이름, 값이 필요합니다. 예: {0}',
  'A role needs a tier; for example: {0}.': '역할에는 등급이 필요합니다. 예: {0}',
  'A tier needs a role or a limit beside it; give one.': '등급에는 역할이나 한도를 함께 적어 주세요.',
  'Saved; it counts from now on, and /audit shows who set what.':
    '저장했습니다. 지금부터 적용되며, 누가 무엇을 정했는지는 /audit에서 볼 수 있습니다.',
  'What is set here; name an option to change it.': '현재 설정입니다. 바꾸려면 옵션을 적어 주세요.',
  'There is no time zone {0}; give one like Europe/Berlin or Asia/Seoul.':
    '{0} 시간대는 없습니다. Asia/Seoul이나 Europe/Berlin처럼 적어 주세요.',
  '{0} does not fit; give a value like those of /quota.': '{0} 값이 맞지 않습니다. /quota에서 쓰는 것과 같은 값을 적어 주세요.',
  'Where this member stands; /quota set changes a limit.': '이 멤버의 현황입니다. /quota set으로 한도를 바꿀 수 있습니다.',
  'Their day and month begin anew; /quota set limits them again.':
    '이 멤버의 하루와 한 달 집계를 초기화했습니다. /quota set으로 다시 제한할 수 있습니다.',
  '{0} is {1} for this member; /quota reset takes everything back.':
    '이 멤버의 {0} 값을 {1}로 정했습니다. /quota reset으로 모두 되돌릴 수 있습니다.',
  'This member has {0:number} credits left this month; /audit shows who granted what.':
    '이 멤버의 이번 달 남은 크레딧은 {0}크레딧입니다. 누가 무엇을 주었는지는 /audit에서 볼 수 있습니다.',
  'Nobody with the id {0} has asked for a clip here yet; check that it is an id and not a name.':
    'ID가 {0}인 사람은 아직 여기에서 클립을 요청한 적이 없습니다. 이름이 아니라 ID인지 확인해 주세요.',
  'Set for them: {0}': '개별 설정: {0}',
  Member: '멤버',
  Blocked: '차단됨',
  Members: '멤버',
  Outcomes: '결과',
  'Not counted': '집계하지 않음',
  'This month': '이번 달',
  'Nobody makes clips now, and what is on the way goes on; /queue resume opens it again.':
    '이제 아무도 클립을 만들 수 없고, 진행 중인 것은 계속됩니다. /queue resume으로 다시 열 수 있습니다.',
  'Nobody makes clips with {0} now; {1} opens it again.': '이제 {0} 모델로 클립을 만들 수 없습니다. {1} 명령으로 다시 열 수 있습니다.',
  'Nobody makes clips with {0} now; {1} takes it back.': '이제 {0} 모델로 클립을 만들 수 없습니다. {1} 명령으로 되돌릴 수 있습니다.',
  '{0} can be used again; /models lists it.': '{0} 모델을 다시 사용할 수 있습니다. /models에서 볼 수 있습니다.',
  'Everybody makes clips again; /queue shows what is on the way.':
    '이제 모두 다시 클립을 만들 수 있습니다. 진행 중인 것은 /queue에서 볼 수 있습니다.',
  'Everybody makes clips with {0} again; /models lists them all.':
    '이제 모두 {0} 모델로 다시 클립을 만들 수 있습니다. 모델은 /models에서 볼 수 있습니다.',
  'Approved; the clip of {0} goes on, and /queue shows where it is.': '승인했습니다. {0} 님의 클립이 진행되며, /queue에서 볼 수 있습니다.',
  'Declined; {0} is told and has the credits back.': '거절했습니다. {0} 님에게 알리고 크레딧을 돌려드렸습니다.',
  'That request was answered already, is over, or waits for nobody; nothing is left to do.':
    '이미 처리했거나 끝난 요청입니다. 더 하실 일은 없습니다.',
  'Dismissed; the clip stays, and nothing is left to do.': '신고를 종료했습니다. 클립은 그대로 두며, 더 하실 일은 없습니다.',
  'That member makes clips again; /quota show tells what they have left.':
    '그 멤버가 다시 클립을 만들 수 있습니다. 남은 양은 /quota show에서 볼 수 있습니다.',
  '{0} makes no clips here until {1}; /unblock takes it back.':
    '{0} 님은 {1}까지 여기에서 클립을 만들 수 없습니다. /unblock으로 되돌릴 수 있습니다.',
  '{0} makes no clips here; /unblock takes it back.': '{0} 님은 여기에서 클립을 만들 수 없습니다. /unblock으로 되돌릴 수 있습니다.',
}
