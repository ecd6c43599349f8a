/** Why a request is not taken: the limits, the rules of the house, what a model takes and what it does not. */
export const refusals: Readonly<Record<string, string>> = {
  // limits
  'The last file that you asked about is still being read; wait for the answer, then send this one.':
    '앞서 물어보신 파일을 아직 읽고 있습니다. 답이 온 뒤에 이 파일을 보내 주세요.',
  'You may ask about {0:number} files an hour; try again in {1:number} min, or give the id of the clip.':
    '파일은 한 시간에 {0}개까지 물어볼 수 있습니다. {1}분 뒤에 다시 시도하거나 클립의 ID를 입력해 주세요.',
  '{0:number} clips in {1:number} s are the most for you; say that again in a moment.':
    '{1}초에 클립을 {0}개까지만 만들 수 있습니다. 잠시 후 다시 말씀해 주세요.',
  'You have {0:number} of {1:number} clips left today, too few for {2:any}; the count starts anew {3}.':
    '오늘 만들 수 있는 클립이 {1}개 중 {0}개 남아 {2}에는 부족합니다. 횟수는 {3}에 초기화됩니다.',
  'You have {0:number} of {1:number} clips left this month, too few for {2:any}; the count starts anew {3}.':
    '이번 달에 만들 수 있는 클립이 {1}개 중 {0}개 남아 {2}에는 부족합니다. 횟수는 {3}에 초기화됩니다.',
  '{0:number} of your clips are on their way and {1:number} may be at one time, too few for {2:any}; wait for one to finish or cancel one.':
    '지금 클립 {0}개가 진행 중이고 동시에 {1}개까지 가능해 {2}에는 자리가 부족합니다. 하나가 끝나기를 기다리거나 하나를 취소해 주세요.',
  '{0:number} of your clips wait in line and {1:number} may, too few for {2:any}; wait for one to begin or cancel one.':
    '지금 클립 {0}개가 대기 중이고 {1}개까지 기다릴 수 있어 {2}에는 자리가 부족합니다. 하나가 시작되기를 기다리거나 하나를 취소해 주세요.',
  'You have {0:number} credits left and need {1:number} for {2:any}; new ones come {3}.':
    '남은 크레딧은 {0}크레딧이고 {2}에는 {1}크레딧이 필요합니다. 크레딧은 {3}에 새로 지급됩니다.',
  'Your group has made its {0:number} clips of the day together; the count starts anew {1}.':
    '그룹이 하루에 함께 만들 수 있는 클립 {0}개를 모두 만들었습니다. 횟수는 {1}에 초기화됩니다.',
  'Your group has too few of its {0:number} credits left for {1:any}; new ones come {2}.':
    '그룹이 함께 쓰는 {0}크레딧이 {1}에 쓰기에는 부족합니다. 크레딧은 {2}에 새로 지급됩니다.',
  'The budget of this place is used up for {0:any}; a moderator can raise it, or it starts anew {1}.':
    '이곳의 예산이 {0}에 쓰기에는 부족합니다. 관리자가 예산을 올릴 수 있으며, {1}에 초기화됩니다.',
  '{0:number} of your clips were cancelled or failed within an hour, and {1:number} are the most; you may make the next one {2}.':
    '한 시간 안에 클립 {0}개가 취소되거나 실패했고 {1}개까지 가능합니다. 다음 클립은 {2}에 만들 수 있습니다.',
  'What the operator lets this bot spend in a day is used up for {0:any}; it begins again {1}.':
    '운영자가 정한 하루 지출 한도가 {0}에 쓰기에는 부족합니다. 한도는 {1}에 초기화됩니다.',
  'What the operator lets this bot spend in a month is used up for {0:any}; it begins again {1}.':
    '운영자가 정한 한 달 지출 한도가 {0}에 쓰기에는 부족합니다. 한도는 {1}에 초기화됩니다.',
  'Models that are not listed here are off, for nobody knows what they cost; /models lists what there is.':
    '목록에 없는 모델은 비용을 알 수 없어 꺼져 있습니다. /models에서 쓸 수 있는 모델을 확인해 주세요.',
  'You may not make clips here until {0}: {1}; ask a moderator.':
    '{0}까지 여기에서 클립을 만들 수 없습니다({1}). 관리자에게 문의해 주세요.',
  'You may not make clips here: {0}; ask a moderator.': '여기에서 클립을 만들 수 없습니다({0}). 관리자에게 문의해 주세요.',
  'A clip may be at most {0:number} s long for you; ask for a shorter duration.':
    '클립은 최대 {0}초까지 만들 수 있습니다. 더 짧은 길이로 요청해 주세요.',
  '{0} is the most for you; ask for a lower resolution.': '해상도는 최대 {0}까지 쓸 수 있습니다. 더 낮은 해상도로 요청해 주세요.',

  // rules
  'Making clips is paused here ({0}); try again later.': '여기에서는 클립 만들기가 잠시 중지되었습니다({0}). 나중에 다시 시도해 주세요.',
  'no reason given': '이유 없음',
  'You may make clips in age-restricted channels only; ask in one.':
    '연령 제한 채널에서만 클립을 만들 수 있습니다. 해당 채널에서 요청해 주세요.',
  '{0} is for age-restricted channels only; ask in one, or choose another model.':
    '{0} 모델은 연령 제한 채널에서만 쓸 수 있습니다. 해당 채널에서 요청하거나 다른 모델을 선택해 주세요.',
  'This prompt is not allowed here; say it another way.': '이 프롬프트는 여기에서 허용되지 않습니다. 다르게 표현해 주세요.',
  'Prompts cannot be checked at the moment; please try again in a few minutes.':
    '지금은 프롬프트를 확인할 수 없습니다. 몇 분 뒤 다시 시도해 주세요.',
  'Before your first clip from a picture or a video, confirm with /consent: “{0:any}”':
    '사진이나 영상으로 첫 클립을 만들기 전에 /consent로 확인해 주세요. “{0}”',
  'Sexual content that involves children or anybody who looks like one is never made here.':
    '아동이나 아동으로 보이는 인물이 나오는 성적인 내용은 여기에서 절대 만들지 않습니다.',
  'Clips that undress or abuse somebody against their will are never made here.':
    '상대의 뜻에 반해 옷을 벗기거나 학대하는 클립은 여기에서 절대 만들지 않습니다.',
  'Explicit content is not made in this channel; describe the scene without it.':
    '이 채널에서는 노골적인 성적 내용을 만들지 않습니다. 그런 내용 없이 장면을 묘사해 주세요.',
  'Gore is not made in this channel; show it less bloodily.': '이 채널에서는 잔혹한 장면을 만들지 않습니다. 덜 잔인하게 표현해 주세요.',
  'This channel is for {0:list} only; ask in another channel.': '이 채널에서는 {0}만 할 수 있습니다. 다른 채널에서 요청해 주세요.',
  '{0} is not for this channel; choose {1:list}, or ask in another channel.':
    '{0} 모델은 이 채널에서 쓸 수 없습니다. {1} 중에서 고르거나 다른 채널에서 요청해 주세요.',
  '{0} is not for this channel; ask in another channel.': '{0} 모델은 이 채널에서 쓸 수 없습니다. 다른 채널에서 요청해 주세요.',
  'No model of this channel can do {0}; ask in another channel.':
    '이 채널에는 {0} 작업이 가능한 모델이 없습니다. 다른 채널에서 요청해 주세요.',
  'A moderator declined this request; the credits are back.': '관리자가 이 요청을 거절했습니다. 크레딧은 돌려드렸습니다.',
  'No moderator answered within a day; the credits are back, please ask again.':
    '하루 동안 관리자의 답이 없었습니다. 크레딧은 돌려드렸으니 다시 요청해 주세요.',
  'This request needs a moderator’s approval, and no moderators’ channel can be reached here; tell a moderator. The credits are back.':
    '이 요청에는 관리자의 승인이 필요한데, 연결할 수 있는 관리자 채널이 없습니다. 관리자에게 알려 주세요. 크레딧은 돌려드렸습니다.',

  // the model
  'There is no model {0:id}; did you mean {1}?': '{0} 모델은 없습니다. 혹시 {1} 모델인가요?',
  'There is no model {0:id}; /models lists what there is.': '{0} 모델은 없습니다. /models에서 목록을 확인해 주세요.',
  'There is no model {0:id} to be had; /models lists what there is.': '{0} 모델은 사용할 수 없습니다. /models에서 목록을 확인해 주세요.',
  '{0} cannot be had: {1:any}; use {2} instead.': '{0} 모델은 사용할 수 없습니다({1}). 대신 {2} 모델을 사용해 주세요.',
  '{0} cannot be had: {1:any}; /models lists what there is.': '{0} 모델은 사용할 수 없습니다({1}). /models에서 목록을 확인해 주세요.',
  '{0} has no quick version for {1}; leave --draft out, or leave the model out to get any quick one.':
    '{0} 모델에는 {1} 초안 버전이 없습니다. --draft를 빼거나, 모델을 빼고 아무 초안 모델이나 사용해 주세요.',
  'No quick model here can do this {0}; leave --draft out.': '여기에는 이 {0} 작업이 가능한 초안 모델이 없습니다. --draft를 빼 주세요.',
  'No model here can do {0} at the moment; /models lists what there is.':
    '지금은 {0} 작업이 가능한 모델이 없습니다. /models에서 목록을 확인해 주세요.',
  'The model {0} is no longer in the catalogue; choose another.': '{0} 모델은 더 이상 목록에 없습니다. 다른 모델을 선택해 주세요.',
  '{0} is no quick version of another model; use /edit and choose a model.':
    '{0} 모델은 다른 모델의 초안 버전이 아닙니다. /edit에서 모델을 선택해 주세요.',
  '{0} cannot do {1}; no model here can.': '{0} 모델은 {1} 작업을 할 수 없습니다. 여기에는 가능한 모델이 없습니다.',
  '{0} cannot do {1}; choose {2:list}.': '{0} 모델은 {1} 작업을 할 수 없습니다. {2} 중에서 선택해 주세요.',

  // what is given to it
  't2v starts from words alone; use /i2v for an image and /v2v for a video.':
    't2v는 글만으로 시작합니다. 이미지는 /i2v, 영상은 /v2v를 사용해 주세요.',
  'i2v starts from an image; use /v2v for a video.': 'i2v는 이미지로 시작합니다. 영상은 /v2v를 사용해 주세요.',
  'v2v starts from a video; use /i2v for an image.': 'v2v는 영상으로 시작합니다. 이미지는 /i2v를 사용해 주세요.',
  't2i starts from words alone; leave the file out.': 't2i는 글만으로 시작합니다. 파일을 빼 주세요.',
  'i2i starts from an image; leave the other files out.': 'i2i는 이미지로 시작합니다. 다른 파일은 빼 주세요.',
  '{0} needs a video; attach one.': '{0}에는 영상이 필요합니다. 첨부해 주세요.',
  '{0} needs an image; attach one.': '{0}에는 이미지가 필요합니다. 첨부해 주세요.',
  '{0} has no last frame; leave that image out.': '{0}에는 마지막 프레임이 없습니다. 그 이미지를 빼 주세요.',
  '{0} takes no last frame; leave the second image out or choose a model that does.':
    '{0} 모델은 마지막 프레임을 받지 않습니다. 두 번째 이미지를 빼거나 받는 모델을 선택해 주세요.',
  '{0} takes no reference images; /i2v starts from an image.':
    '{0} 모델은 참고 이미지를 받지 않습니다. 이미지로 시작하려면 /i2v를 사용해 주세요.',
  '{0} takes no reference images; leave them out.': '{0} 모델은 참고 이미지를 받지 않습니다. 빼 주세요.',
  '{0} takes {1:number} reference images at most; you gave {2:number}.':
    '{0} 모델은 참고 이미지를 최대 {1}개까지 받습니다. 보내신 이미지는 {2}개입니다.',
  '{0} takes no sound; leave {1} out.': '{0} 모델은 소리를 받지 않습니다. {1} 파일을 빼 주세요.',
  '{0} has {1:number} MB; {2} takes images up to {3:number} MB.': '{0} 파일은 {1}MB입니다. {2} 모델은 이미지를 최대 {3}MB까지 받습니다.',
  '{0} has {1:number} MB; {2} takes videos up to {3:number} MB.': '{0} 파일은 {1}MB입니다. {2} 모델은 영상을 최대 {3}MB까지 받습니다.',
  '{0} needs a prompt; say what should happen.': '{0}에는 프롬프트가 필요합니다. 어떤 장면인지 적어 주세요.',
  'Restyle needs a prompt; say how the clip should look.': '스타일을 바꾸려면 프롬프트가 필요합니다. 어떤 느낌인지 적어 주세요.',
  'A still cannot be restyled; animate it first.': '정지 이미지는 스타일을 바꿀 수 없습니다. 먼저 움직이게 해 주세요.',
  'A prompt for {0} may have {1:number} characters at most; yours has {2:number}.':
    '{0} 모델의 프롬프트는 최대 {1}자입니다. 입력한 프롬프트는 {2}자입니다.',
  '{0} has no input {1} to set; it has none.': '{0} 모델에는 {1} 입력이 없습니다. 설정할 수 있는 입력이 없습니다.',
  '{0} has no input {1} to set; it has {2}.': '{0} 모델에는 {1} 입력이 없습니다. 설정할 수 있는 입력: {2}',
  '{0} decides the length of a clip itself; leave the duration out.': '{0} 모델은 클립 길이를 스스로 정합니다. 길이를 빼 주세요.',
  'A clip of {0} may last {1:words}; you asked for {2:number}.': '{0} 모델의 클립 길이는 {1}입니다. 요청한 길이는 {2}초입니다.',
  '{0:number} to {1:number} seconds': '{0}~{1}초',
  '{0:number} to {1:number} seconds in steps of {2:number}': '{0}~{1}초({2}초 단위)',
  '{0:list} seconds': '{0}초',
  '{0:number} to {1:number} frames a second': '초당 {0}~{1}프레임',
  '{0:number} to {1:number} frames a second in steps of {2:number}': '초당 {0}~{1}프레임({2}프레임 단위)',
  '{0:list} frames a second': '초당 {0}프레임',
  '{0} makes no sound; leave audio out or choose a model that does.':
    '{0} 모델은 소리를 만들지 않습니다. audio를 빼거나 소리를 만드는 모델을 선택해 주세요.',
  '{0} takes no aspect ratio; leave it out.': '{0} 모델은 화면비를 받지 않습니다. 빼 주세요.',
  '{0} keeps the shape of the {1:words}; leave the aspect ratio out.': '{0} 모델은 {1}의 화면비를 그대로 씁니다. 화면비를 빼 주세요.',
  picture: '이미지',
  '{0} takes a first frame or reference images, not both; leave one out or choose a model that takes both.':
    '{0} 모델은 첫 프레임과 참고 이미지를 함께 받지 않습니다. 하나를 빼거나 둘 다 받는 모델을 선택해 주세요.',
  '{0} does not make {1} together; change one of them.': '{0} 모델은 {1} 조합으로는 만들지 않습니다. 하나를 바꿔 주세요.',
  '{0} takes no resolution; leave it out.': '{0} 모델은 해상도를 받지 않습니다. 빼 주세요.',
  '{0} makes {1:words}; you asked for {2:number}.': '{0} 모델이 만드는 것은 {1}입니다. 요청한 값은 {2}입니다.',
  '{0} makes {1:list}; you asked for {2}.': '{0} 모델에서는 {1} 중에서 고를 수 있습니다. 요청한 값은 {2}입니다.',
  '{0} knows the camera moves {1:list}; you asked for {2}.': '{0} 모델의 카메라 움직임은 {1}입니다. 요청한 값은 {2}입니다.',
  '{0} is not a value that a clip can have; ask for another.': '{0} 값은 클립에 쓸 수 없습니다. 다른 값으로 요청해 주세요.',
  '{0} is priced by the second but has no duration; tell the operator.':
    '{0} 모델은 초당 가격인데 길이가 없습니다. 운영자에게 알려 주세요.',

  // warnings
  '{0} takes no seed; the clip cannot be repeated exactly.': '{0} 모델은 시드를 받지 않아 클립을 똑같이 다시 만들 수 없습니다.',
  '{0} takes seeds up to {1:number}; {2:number} is used for {3:number}.': '{0} 모델의 시드는 {1}까지이므로 {3} 대신 {2}을(를) 사용합니다.',
  '{0} takes no negative prompt; it was left out.': '{0} 모델은 네거티브 프롬프트를 받지 않아 제외했습니다.',
  '{0} takes no camera move; say it in the prompt instead.': '{0} 모델은 카메라 움직임을 받지 않습니다. 프롬프트에 적어 주세요.',
  '{0} takes no frame rate; it chooses its own.': '{0} 모델은 프레임 속도를 받지 않고 스스로 정합니다.',
  '{0} makes no {1}; {2} is the nearest and was taken.': '{0} 모델은 {1}을 만들지 않아 가장 가까운 {2}로 만듭니다.',
  '{0} makes {1:number} frames a second, the nearest to {2:number}.': '{0} 모델에서 {2}에 가장 가까운 초당 {1}프레임으로 만듭니다.',
  'strength means nothing in {0}; it was left out.': '{0}에서는 강도가 쓰이지 않아 제외했습니다.',
  '{0} takes no strength; it was left out.': '{0} 모델은 강도를 받지 않아 제외했습니다.',
  "{0} does not take that clip's {1:names}; its own is used.": '{0} 모델은 그 클립의 {1} 설정을 받지 않아 모델의 기본값을 사용합니다.',
  "{0} does not take the template's {1:names}; its own is used.": '{0} 모델은 템플릿의 {1} 설정을 받지 않아 모델의 기본값을 사용합니다.',
  '{0} of the template does no {1} here, so {2} makes this.': '여기에서 템플릿의 {0} 모델은 {1} 작업을 하지 않아 {2} 모델이 만듭니다.',
  '{0} does no {1} here, so {2} makes this.': '여기에서 {0} 모델은 {1} 작업을 하지 않아 {2} 모델이 만듭니다.',
  '{0} could not be had at the moment; {1} makes the clip instead.': '지금은 {0} 모델을 사용할 수 없어 {1} 모델이 대신 만듭니다.',
  '{0} takes no seed, so this is the same request made anew.': '{0} 모델은 시드를 받지 않아 같은 요청으로 새로 만듭니다.',
  'With {0} a seed nearby makes another clip altogether, so this has a new seed.':
    '{0} 모델은 가까운 시드로도 전혀 다른 클립을 만들기 때문에 새 시드를 사용했습니다.',
  'A seed near {0:number}: a small change.': '{0} 근처의 시드로 조금만 바꿨습니다.',
  duration: '길이',
  'aspect ratio': '화면비',
  resolution: '해상도',
  'frame rate': '프레임 속도',
  sound: '소리',
  'camera move': '카메라 움직임',
  strength: '강도',

  // clips
  'The clip {0} was deleted; choose another one.': '{0} 클립은 삭제되었습니다. 다른 클립을 선택해 주세요.',
  "There is no clip with the id {0}; copy it from the clip's post.": 'ID가 {0}인 클립은 없습니다. 클립 게시물에서 ID를 복사해 주세요.',
  'There are no pictures of the clip {0} ({1:any}); /reroll {2} makes it again.':
    '{0} 클립의 영상이 없습니다({1}). /reroll {2} 명령으로 다시 만들 수 있습니다.',
  'There are no pictures of the clip {0} ({1:any}); try again when it is in its thread.':
    '{0} 클립의 영상이 아직 없습니다({1}). 스레드에 올라온 뒤 다시 시도해 주세요.',
  'The files of the clip {0} are not kept here; give them to /{1} again.':
    '{0} 클립의 파일이 보관되어 있지 않습니다. /{1}에 다시 첨부해 주세요.',
  'The request ended before all of it was here; send it again.': '요청이 다 오기 전에 끝났습니다. 다시 보내 주세요.',
  'This is more than the {0:number} KB that may be sent here; send less.': '여기로 보낼 수 있는 {0}KB보다 많습니다. 더 적게 보내 주세요.',
}
