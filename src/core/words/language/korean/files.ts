/** What is wrong with a file or a link, and what the house itself could not do. */
export const files: Readonly<Record<string, string>> = {
  // sizes and kinds
  'The file is larger than {0:number} MB; give a smaller one.': '파일이 {0}MB보다 큽니다. 더 작은 파일을 사용해 주세요.',
  'The file from {0} is larger than {1:number} MB; give a smaller one.':
    '{0}에 있는 파일이 {1}MB보다 큽니다. 더 작은 파일을 사용해 주세요.',
  '{0} is larger than {1:number} MB; give a smaller one.': '{0} 파일이 {1}MB보다 큽니다. 더 작은 파일을 사용해 주세요.',
  'This is larger than {0:number} MB, the most that {1} takes.': '{1} 모델이 받는 최대 크기인 {0}MB보다 큽니다.',
  'This has more than {0:number} pixels, the most that {1} takes.': '{1} 모델이 받는 최대 픽셀 수인 {0}픽셀보다 큽니다.',
  'This is shorter than {0:number} s, the least that {1} takes.': '{1} 모델이 받는 최소 길이인 {0}초보다 짧습니다.',
  'This is longer than {0:number} s, the most that {1} takes; cut it first.':
    '{1} 모델이 받는 최대 길이인 {0}초보다 깁니다. 먼저 잘라 주세요.',
  'This is not {0:words}; its bytes are {1}.': '{0}이 아닙니다. 실제 형식은 {1}입니다.',
  'a still image (JPEG, PNG or WebP)': '정지 이미지(JPEG, PNG, WebP) 파일',
  'a video (MP4, MOV or WebM)': '영상(MP4, MOV, WebM) 파일',
  'a sound file (MP3, M4A, WAV or Ogg)': '소리(MP3, M4A, WAV, Ogg) 파일',
  'A file of the type {0} cannot be used here; give an MP4, MOV or WebM.':
    '{0} 형식의 파일은 여기에서 쓸 수 없습니다. MP4, MOV, WebM 파일을 사용해 주세요.',
  'This is {0} pixels and at most {1} megapixels can be taken: make it smaller and attach it again.':
    '이미지 크기가 {0}픽셀입니다. 최대 {1}메가픽셀까지 쓸 수 있으니 줄여서 다시 첨부해 주세요.',
  'This file has {0:number} MB and at most {1:number} MB can be taken: make it smaller and attach it again.':
    '파일이 {0}MB입니다. 최대 {1}MB까지 쓸 수 있으니 줄여서 다시 첨부해 주세요.',
  'This lasts {0:number} seconds and at most {1:number} can be taken: cut it shorter and attach it again.':
    '길이가 {0}초입니다. 최대 {1}초까지 쓸 수 있으니 잘라서 다시 첨부해 주세요.',
  'This file cannot be stored as {0} without changing it: export it as MP4 with H.264 and AAC and attach that.':
    '이 파일은 그대로 {0} 형식으로 저장할 수 없습니다. H.264와 AAC를 쓰는 MP4로 내보내서 첨부해 주세요.',
  'This clip cannot be made as small as {0}: cut it shorter and try again.':
    '이 클립은 {0}까지 줄일 수 없습니다. 더 짧게 잘라 다시 시도해 주세요.',

  'This file cannot be processed: try another one.': '이 파일은 처리할 수 없습니다. 다른 파일로 시도해 주세요.',

  // what cannot be read
  '{0} pictures cannot be read here: save this one as JPEG or PNG and attach that.':
    '{0} 이미지는 여기에서 읽을 수 없습니다. JPEG나 PNG로 저장해서 첨부해 주세요.',
  '{0} videos cannot be read here: export this one as MP4 with H.264 and attach that.':
    '{0} 영상은 여기에서 읽을 수 없습니다. H.264를 쓰는 MP4로 내보내서 첨부해 주세요.',
  '{0} sounds cannot be read here: save this one as MP3, M4A or WAV and attach that.':
    '{0} 소리는 여기에서 읽을 수 없습니다. MP3, M4A, WAV로 저장해서 첨부해 주세요.',
  '{0} files cannot be read here: save the page as JPEG or PNG and attach that.':
    '{0} 파일은 여기에서 읽을 수 없습니다. 페이지를 JPEG나 PNG로 저장해서 첨부해 주세요.',
  '{0} files cannot be read here: unpack this one and attach what is in it.':
    '{0} 파일은 여기에서 읽을 수 없습니다. 압축을 풀어 안에 든 파일을 첨부해 주세요.',

  // what is damaged
  'This file is built of far more parts than it needs, so it is not read: export it again and attach that.':
    '파일이 필요 이상으로 많은 조각으로 되어 있어 읽지 않았습니다. 다시 내보내서 첨부해 주세요.',
  'This file claims to hold more than it does, so it is not read: export it again and attach that.':
    '파일에 적힌 내용이 실제보다 많아 읽지 않았습니다. 다시 내보내서 첨부해 주세요.',
  'This picture is too narrow to be scaled up: use one that is less long.':
    '이미지가 너무 좁아 확대할 수 없습니다. 덜 긴 이미지를 사용해 주세요.',
  '{0} was scaled up from {1:id} to {2:id}, for {3} takes no smaller pictures.':
    '{3} 모델은 더 작은 이미지를 받지 않아 {0} 파일을 {1}에서 {2}로 확대했습니다.',
  'This picture is damaged: save it again and attach that.': '이미지가 손상되었습니다. 다시 저장해서 첨부해 주세요.',
  'This GIF is damaged: save it again and attach that.': 'GIF가 손상되었습니다. 다시 저장해서 첨부해 주세요.',
  'This HEIC or AVIF picture is damaged: save it as JPEG or PNG and attach that.':
    'HEIC 또는 AVIF 이미지가 손상되었습니다. JPEG나 PNG로 저장해서 첨부해 주세요.',
  'This HEIC or HEIF picture is coded in a way that cannot be read here: save it as JPEG or PNG and attach that.':
    '이 HEIC 또는 HEIF 이미지의 방식은 여기에서 읽을 수 없습니다. JPEG나 PNG로 저장해서 첨부해 주세요.',
  'This file is cut off, its end is missing: export or download it again and attach that.':
    '파일이 끝까지 들어 있지 않습니다. 다시 내보내거나 내려받아 첨부해 주세요.',
  'This picture is cut off, its end is missing: attach it again.': '이미지가 끝까지 들어 있지 않습니다. 다시 첨부해 주세요.',
  'This picture moves and a still is needed: use it with /v2v, or attach a JPEG, PNG or WebP.':
    '움직이는 이미지입니다. 정지 이미지가 필요하니 이 파일은 /v2v로 쓰거나 JPEG, PNG, WebP를 첨부해 주세요.',
  'This picture moves in a way that cannot be read here: save it as MP4 and attach that.':
    '이 움직이는 이미지의 방식은 여기에서 읽을 수 없습니다. MP4로 저장해서 첨부해 주세요.',
  'This picture has no size: save it again and attach that.': '이미지에 크기 정보가 없습니다. 다시 저장해서 첨부해 주세요.',
  'This file could not be processed: try another one.': '이 파일을 처리하지 못했습니다. 다른 파일로 시도해 주세요.',
  'This file could not be processed: try it again, or export it anew.':
    '이 파일을 처리하지 못했습니다. 다시 시도하거나 새로 내보내 주세요.',
  'This file could not be processed, the attempt broke off: try it again, or another one.':
    '이 파일을 처리하다가 중단되었습니다. 다시 시도하거나 다른 파일을 사용해 주세요.',
  'This file takes too long to process: try a shorter or smaller one.':
    '이 파일은 처리하는 데 너무 오래 걸립니다. 더 짧거나 작은 파일로 시도해 주세요.',
  'This file needs too much memory to process: try a smaller one.':
    '이 파일은 처리하는 데 메모리가 너무 많이 필요합니다. 더 작은 파일로 시도해 주세요.',
  'This file is empty: attach it again, or another one.': '빈 파일입니다. 다시 첨부하거나 다른 파일을 첨부해 주세요.',
  'This file has sound but no picture: attach a video.': '소리만 있고 화면이 없는 파일입니다. 영상을 첨부해 주세요.',
  'This file has nothing to show: export it again and attach that.': '보여 줄 내용이 없는 파일입니다. 다시 내보내서 첨부해 주세요.',
  'This file cannot be read, it is damaged or incomplete: export it again as MP4 and attach that.':
    '파일이 손상되었거나 완전하지 않아 읽을 수 없습니다. MP4로 다시 내보내서 첨부해 주세요.',
  'The sound of this video cannot be decoded: export it as MP4 with AAC sound and attach that.':
    '영상의 소리를 해독할 수 없습니다. 소리를 AAC로 하여 MP4로 내보내서 첨부해 주세요.',
  'The sound of this file is in a format that cannot be read here: export it with AAC sound and attach that.':
    '파일의 소리 형식을 여기에서 읽을 수 없습니다. 소리를 AAC로 하여 내보내서 첨부해 주세요.',
  'The picture of this video is in a format that cannot be read here: export it as MP4 with H.264 and attach that.':
    '영상의 화면 형식을 여기에서 읽을 수 없습니다. H.264를 쓰는 MP4로 내보내서 첨부해 주세요.',
  'The frames of this video cannot be decoded: export it again as MP4 with H.264 and attach that.':
    '영상의 프레임을 해독할 수 없습니다. H.264를 쓰는 MP4로 다시 내보내서 첨부해 주세요.',
  'This file is no longer kept.': '이 파일은 더 이상 보관되어 있지 않습니다.',
  'The file {0} is not here any more; attach it again.': '{0} 파일이 더 이상 여기에 없습니다. 다시 첨부해 주세요.',
  'The file is empty; choose another.': '빈 파일입니다. 다른 파일을 선택해 주세요.',

  // links
  'Too many uploaded files are waiting here; use or remove some, or try again tomorrow.':
    '업로드해 두고 쓰지 않은 파일이 너무 많습니다. 일부를 쓰거나 지우고, 아니면 내일 다시 시도해 주세요.',
  '{0} is not a public address; give a link that anybody can open.':
    '{0} 주소는 공개된 주소가 아닙니다. 누구나 열 수 있는 링크를 사용해 주세요.',
  '{0} could not be reached; check the link or try again.': '{0}에 연결할 수 없습니다. 링크를 확인하거나 다시 시도해 주세요.',
  '{0} answered with status {1:number}; check the link or try again.':
    '{0}에서 상태 코드 {1}로 응답했습니다. 링크를 확인하거나 다시 시도해 주세요.',
  '{0} is too slow; try again later.': '{0}의 응답이 너무 느립니다. 나중에 다시 시도해 주세요.',
  '{0} sends the file compressed; give a direct link to it.': '{0}에서 파일을 압축해서 보냅니다. 파일로 바로 가는 링크를 사용해 주세요.',
  '{0} redirects to nowhere; check the link.': '{0} 링크가 이어지는 곳이 없습니다. 링크를 확인해 주세요.',
  '{0} redirects to an unprotected link; give one that stays on https.':
    '{0} 링크가 보호되지 않는 주소로 이어집니다. https로 유지되는 링크를 사용해 주세요.',
  'The link to {0} holds a password; give one without.': '{0} 링크에 비밀번호가 들어 있습니다. 비밀번호가 없는 링크를 사용해 주세요.',
  'The link to {0} is redirected too often; give the final link.': '{0} 링크가 너무 여러 번 이동합니다. 최종 링크를 사용해 주세요.',
  'Only http and https links can be fetched.': 'http와 https 링크만 받을 수 있습니다.',
  'That is not a link.': '링크가 아닙니다.',

  'That is not a data link.': 'data 링크가 아닙니다.',
  'That data link is malformed.': 'data 링크의 형식이 잘못되었습니다.',
  'The work on this file was stopped.': '파일 작업이 중단되었습니다.',

  // the house
  'Something went wrong on our side': '봇에 문제가 생겼습니다',
  '/{0} could not read its options; tell the operator.': '/{0}의 옵션을 읽지 못했습니다. 운영자에게 알려 주세요.',
  'Something went wrong on our side; please try again in a moment.': '봇에 문제가 생겼습니다. 잠시 후 다시 시도해 주세요.',
  'The bot is being restarted; say that again in a minute.': '봇을 다시 시작하고 있습니다. 잠시 후 다시 말씀해 주세요.',
  'The bot is being restarted; this clip goes on afterwards.': '봇을 다시 시작하고 있습니다. 이 클립은 그 뒤에 이어집니다.',
  'The bot is being stopped: try again in a moment.': '봇을 멈추고 있습니다. 잠시 후 다시 시도해 주세요.',
  'The disk of this bot is full; tell whoever runs it.': '봇의 디스크가 가득 찼습니다. 운영자에게 알려 주세요.',
  'There is too little room left on the disk of this bot; tell whoever runs it.': '봇의 디스크 공간이 부족합니다. 운영자에게 알려 주세요.',
  'There is no room left on the disk of the bot: tell an operator.': '봇의 디스크 공간이 부족합니다. 운영자에게 알려 주세요.',
  'The folder where this bot keeps its files cannot be used right now; tell whoever runs it.':
    '지금 봇이 파일을 보관하는 폴더를 쓸 수 없습니다. 운영자에게 알려 주세요.',
  'The database of this bot cannot be used right now; tell whoever runs it.':
    '지금 봇의 데이터베이스를 쓸 수 없습니다. 운영자에게 알려 주세요.',
  'The platform {0} is not switched on at the moment.': '지금은 {0} 플랫폼이 꺼져 있습니다.',
  'The provider {0} is not set up at the moment.': '지금은 제공사 {0} 설정이 되어 있지 않습니다.',
}
