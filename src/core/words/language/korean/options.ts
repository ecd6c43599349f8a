/** What is wrong with what was typed, or with the files beside it. */
export const options: Readonly<Record<string, string>> = {
  '/{0} has no option {1}; did you mean {2}?': '/{0}에는 {1} 옵션이 없습니다. 혹시 {2} 옵션인가요?',
  '/{0} has no option {1}; it has none, and words after a lone -- are plain text.':
    '/{0}에는 {1} 옵션이 없습니다. 이 명령에는 옵션이 없으며, 따로 떨어진 -- 뒤의 글은 그대로 읽습니다.',
  '/{0} has no option {1}; it has {2}, and words after a lone -- are plain text.':
    '/{0}에는 {1} 옵션이 없습니다. 쓸 수 있는 옵션은 {2}이며, 따로 떨어진 -- 뒤의 글은 그대로 읽습니다.',
  '/{0} has no option {1}.': '/{0}에는 {1} 옵션이 없습니다.',
  'The quote after --{0} is never closed; close it with {1} or leave it out.':
    '--{0} 뒤의 따옴표가 닫히지 않았습니다. {1}로 닫거나 빼 주세요.',
  '--{0} needs a value, such as --{1}.': '--{0}에는 값이 필요합니다. 예: --{1}',
  '--{0} needs a value.': '--{0}에는 값이 필요합니다.',
  'set {0} is given twice; give it once.': 'set {0} 값이 두 번 있습니다. 한 번만 적어 주세요.',
  '{0} is given twice; give it once.': '{0} 옵션이 두 번 있습니다. 한 번만 적어 주세요.',
  '/{0} takes no words; you gave {1:given}.': '/{0}에는 글을 적지 않습니다. 입력한 값: {1}',
  '/{0} needs {1:words}; attach one.': '/{0}에는 {1}이 필요합니다. 첨부해 주세요.',
  '/{0} needs a prompt; for example: {1}.': '/{0}에는 프롬프트가 필요합니다. 예: {1}',
  '/{0} needs an id; for example: {1}.': '/{0}에는 클립 ID가 필요합니다. 예: {1}',
  '{0} can be given {1:number} times at most; you gave {2:number}.': '{0} 옵션은 최대 {1}번 쓸 수 있습니다. 입력한 것은 {2}번입니다.',
  '{0} may have {1:number} characters at most; yours has {2:number}.': '{0} 값은 최대 {1}자입니다. 입력한 값은 {2}자입니다.',
  '/{0} needs a prompt before --{1}, which takes all words up to the next flag.':
    '/{0}에는 --{1} 앞에 프롬프트가 필요합니다. --{1}에는 다음 옵션 앞까지의 글이 모두 들어갑니다.',
  '--{0} is not known here; {1:words}.': '여기에는 --{0} 옵션이 없습니다. {1}.',
  '--model chooses who makes the clip, and /models lists them': '모델은 --model로 고르며 /models에서 볼 수 있습니다',
  'for clips that differ say --takes 4': '서로 다른 클립을 원하면 --takes 4를 적어 주세요',
  'say the look in the prompt': '원하는 느낌은 프롬프트에 적어 주세요',
  'attach the picture and give its number to --ref, such as --ref 2': '이미지를 첨부하고 그 번호를 --ref에 적어 주세요. 예: --ref 2',
  '/i2v begins on exactly the image, and for /v2v --strength says how far to leave the film':
    '/i2v는 이미지 그대로 시작하고, /v2v에서는 --strength로 원본에서 벗어나는 정도를 정합니다',
  'attach one picture twice to /i2v, as the first frame and as the last':
    '/i2v에 같은 이미지를 첫 프레임과 마지막 프레임으로 두 번 첨부해 주세요',
  'attach the last frame to /i2v as the second image': '/i2v에 마지막 프레임을 두 번째 이미지로 첨부해 주세요',
  'say in the prompt how much moves, or name a move with --camera':
    '움직임의 정도는 프롬프트에 적거나 --camera로 카메라 움직임을 정해 주세요',
  'say the size, such as --resolution 1080p': '크기를 적어 주세요. 예: --resolution 1080p',
  'say how many, such as --takes 4': '개수를 적어 주세요. 예: --takes 4',
  "an input of the model's own goes by --set name=value": '모델 고유의 입력은 --set 이름=값으로 적어 주세요',
  '--draft takes the quick model of a family': '--draft를 쓰면 빠른 모델로 만듭니다',
  'nothing stands for it, so leave it out': '대신할 것이 없으니 빼 주세요',
  '{0} must be a whole number from {1:number} to {2:number}, or random; you gave {3:given}.':
    '{0} 값은 {1}부터 {2}까지의 정수 또는 random이어야 합니다. 입력한 값: {3}',
  '{0} must be one of {1:list}; you gave {2:given}.': '{0} 값은 {1} 중 하나여야 합니다. 입력한 값: {2}',
  '{0} must be a whole number from {1:number} to {2:number}; you gave {3:given}.':
    '{0} 값은 {1}부터 {2}까지의 정수여야 합니다. 입력한 값: {3}',
  '{0} must be a whole number of {1:number} or more; you gave {2:given}.': '{0} 값은 {1} 이상의 정수여야 합니다. 입력한 값: {2}',
  '{0} must be a whole number up to {1:number}; you gave {2:given}.': '{0} 값은 {1} 이하의 정수여야 합니다. 입력한 값: {2}',
  '{0} must be a whole number; you gave {1:given}.': '{0} 값은 정수여야 합니다. 입력한 값: {1}',
  '{0} must be a number from {1:number} to {2:number}; you gave {3:given}.': '{0} 값은 {1}부터 {2}까지의 숫자여야 합니다. 입력한 값: {3}',
  '{0} must be a number of {1:number} or more; you gave {2:given}.': '{0} 값은 {1} 이상의 숫자여야 합니다. 입력한 값: {2}',
  '{0} must be a number up to {1:number}; you gave {2:given}.': '{0} 값은 {1} 이하의 숫자여야 합니다. 입력한 값: {2}',
  '{0} must be a number; you gave {1:given}.': '{0} 값은 숫자여야 합니다. 입력한 값: {1}',
  '{0} must be on or off; you gave {1:given}.': '{0} 값은 on 또는 off여야 합니다. 입력한 값: {1}',
  '{0} must be {1:words}; you gave {2:given}.': '{0} 옵션에는 {1}이 필요합니다. 입력한 값: {2}',
  '{0} must be {1}; you gave {2:given}.': '{0} 값은 {1}여야 합니다. 입력한 값: {2}',
  '{0} must look like {1}; you gave {2:given}.': '{0} 값은 {1} 같은 형식이어야 합니다. 입력한 값: {2}',
  '{0} must have another form; you gave {1:given}.': '{0} 값의 형식이 맞지 않습니다. 입력한 값: {1}',
  'That begins like the command /{0}; say /{1} for it, or /{2} for a clip.':
    '/{0} 명령처럼 시작하는 글입니다. 그 명령이면 /{1}, 클립이면 /{2}로 적어 주세요.',
  'Say what to make, such as /t2v a quiet harbour.': '무엇을 만들지 적어 주세요. 예: /t2v a quiet harbour',
  'something else': '다른 값',
  nothing: '없음',
  '{0} takes a value such as {1}, or default to take it back; give one of these.':
    '{0}에는 {1} 같은 값을 적거나, 되돌리려면 default를 적어 주세요.',
  '--{0} takes the number or the name of an attached file; no file is attached.':
    '--{0}에는 첨부한 파일의 번호나 이름을 적습니다. 첨부한 파일이 없습니다.',
  '--{0} takes the number or the name of an attached file; you attached {1}.':
    '--{0}에는 첨부한 파일의 번호나 이름을 적습니다. 첨부한 파일: {1}',
  '/{0} takes {1:number} {2:words} at most; {3} is one too many.':
    '/{0}에는 {2}을 최대 {1}개까지 첨부할 수 있습니다. {3} 파일이 초과되었습니다.',
  '{0} takes {1:number} {2:words} at most; {3} is one too many.':
    '{0} 옵션에는 {2}을 최대 {1}개까지 첨부할 수 있습니다. {3} 파일이 초과되었습니다.',
  '/{0} takes no files; send it without {1}.': '/{0}에는 파일을 첨부하지 않습니다. {1} 파일을 빼고 보내 주세요.',
  '/{0} takes {1:names}; {2} is none.': '/{0}에는 {1}만 첨부할 수 있습니다. {2} 파일은 해당하지 않습니다.',
  '{0} takes {1:words}; {2} is none.': '{0} 옵션에는 {1}만 첨부할 수 있습니다. {2} 파일은 해당하지 않습니다.',
  '{0} takes {1:words}; {2} is {3:words}.': '{0} 옵션에는 {1}만 첨부할 수 있습니다. {2} 파일은 {3}입니다.',
  'file[s]': '파일',
  'image[s]': '이미지 파일',
  'video[s]': '영상 파일',
  'a file': '파일',
  'an image': '이미지 파일',
  'a video': '영상 파일',
  'a sound': '소리 파일',
}
