import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'
import { noun, nounWith, or } from './grammar.ts'

const nouns = { image: '이미지 파일', video: '영상 파일', audio: '소리 파일', any: '파일' }

const between = ({ min, max }: { min?: number | undefined; max?: number | undefined }): string => {
  if (min !== undefined && max !== undefined) return `${min}부터 ${max}까지의 `
  if (min !== undefined) return `${min} 이상의 `
  return max === undefined ? '' : `${max} 이하의 `
}

export const option: Catalogue['option'] = {
  unknown: ({ command, name }) => `/${command} 명령에는 ${name} 옵션이 없습니다.`,
  unknownFlag: ({ command, flag, known }) =>
    `/${command} 명령에는 --${flag} 옵션이 없습니다. 쓸 수 있는 옵션: ${known.map((name) => `--${name}`).join(', ')}. 따로 떨어진 -- 뒤의 글은 그대로 읽습니다.`,
  unknownFlagOfNone: ({ command, flag }) =>
    `/${command} 명령에는 옵션이 없어 --${flag} 옵션을 쓸 수 없습니다. 따로 떨어진 -- 뒤의 글은 그대로 읽습니다.`,
  meant: ({ command, name, meant }) => `/${command} 명령에는 ${name} 옵션이 없습니다. 혹시 ${meant} 옵션인가요?`,
  meantFlag: ({ command, flag, meant }) => `/${command} 명령에는 --${flag} 옵션이 없습니다. 혹시 --${meant} 옵션인가요?`,
  foreign: ({ flag, instead }) => `여기에는 --${flag} 옵션이 없습니다. ${instead}`,
  foreignModel: `모델은 --model로 선택해 주세요. 목록은 ${command('models')}에서 볼 수 있습니다.`,
  foreignVariety: '서로 다른 클립을 원하면 --takes 4를 적어 주세요.',
  foreignStyle: '원하는 느낌은 프롬프트에 적어 주세요.',
  foreignReference: '이미지를 첨부하고 번호를 적어 주세요. 예: --ref 2',
  foreignStyleReference: '이미지를 첨부하고 --style 2처럼 그 번호를 적어 주세요.',
  foreignImageWeight: `${command('i2v')} 명령은 이미지 그대로 시작하고, ${command('v2v')} 명령에서는 --strength로 원본에서 벗어나는 정도를 정합니다.`,
  foreignLoop: '클립을 만들 때 --loop를 적거나 클립을 편집해 주세요.',
  foreignEnd: `${command('i2v')} 명령에 마지막 프레임을 두 번째 이미지로 첨부해 주세요.`,
  foreignMotion: '클립을 만들 때 --motion을 적거나 움직임의 정도를 프롬프트에 적어 주세요.',
  foreignQuality: '해상도를 적어 주세요. 예: --resolution 1080p',
  foreignRepeat: '클립 수를 적어 주세요. 예: --takes 4',
  foreignInput: '모델 고유의 입력은 --set name=value로 적어 주세요.',
  foreignDraft: '--draft를 쓰면 같은 계열의 빠른 모델로 만듭니다.',
  foreignNothing: '대신할 옵션이 없으니 빼 주세요.',

  wrong: ({ name, demand, given }) => `${name} 값은 ${demand}. 입력한 값: ${given}`,
  beSeed: ({ max }) => `0부터 ${max}까지의 정수 또는 random이어야 합니다`,
  beOneOf: ({ choices }) => (choices.length > 1 ? `${or(choices)} 중 하나여야 합니다` : `${or(choices)} 하나만 됩니다`),
  beWhole: (range) => `${between(range)}정수여야 합니다`,
  beNumber: (range) => `${between(range)}숫자여야 합니다`,
  beSwitch: 'on 또는 off여야 합니다',
  beFile: ({ kind }) => `${nouns[kind]}이어야 합니다`,
  beClip: '여기 있는 클립의 번호나 ID, last, 또는 클립 메시지의 링크여야 합니다',
  beEnding: 'freely, loop 또는 여기 있는 정지 이미지의 번호여야 합니다',
  beMember: '@ann 같은 멤버나 멤버의 ID여야 합니다',
  beChannel: '#cats 같은 채널이어야 합니다',
  beRole: '역할의 이름이나 ID여야 합니다',
  beBudget: '50이나 12.50처럼 달러 금액, 또는 off여야 합니다',
  beApproval: '100 같은 크레딧 수, 또는 off여야 합니다',
  bePace: ({ most }) => `1부터 ${most}까지의 정수, 한도가 없으면 any, 또는 default여야 합니다`,
  beTime: '30m이나 7d처럼 숫자 뒤에 m, h, d, w 중 하나를 붙인 값이어야 합니다',
  beReferenceName: 'keeper처럼 글자, 숫자, -, _로 된 최대 32자의 이름이어야 하고 글자가 하나는 있어야 합니다',
  beTemplateName: 'noir처럼 영어 소문자, 숫자, 붙임표로 된 최대 32자의 이름이어야 합니다',
  beTierName: 'team 같은 등급의 이름이어야 합니다',
  beShape: '16:9처럼 두 숫자를 쌍점으로 나눈 값이어야 합니다',
  beHeight: '720p처럼 픽셀로 적은 높이여야 합니다',
  beEnlargement: '2x 같은 배율이나 1080p 같은 높이여야 합니다',
  beShots: ({ most }) => `|로 나눈 두 개에서 ${most}개까지의 샷이어야 합니다`,
  beStyle: '첨부한 이미지여야 합니다. 말로 된 스타일은 프롬프트에 적어 주세요',
  beSetting: 'steps=30처럼 입력의 이름과 값이어야 합니다',
  lookLike: ({ example }) => `${example} 같은 형식이어야 합니다`,
  beDifferent: '다른 형식이어야 합니다',
  nothing: '없음',
  somethingElse: '다른 값',
  tooLong: ({ name, most, length }) => `${name} 값은 최대 ${most}자입니다. 입력한 값은 ${length}자입니다.`,
  tooMany: ({ name, most, given }) => `${name} 옵션은 최대 ${most}번 쓸 수 있습니다. ${given}번 입력했습니다.`,
  twice: ({ name }) => `${name} 옵션이 두 번 있습니다. 한 번만 적어 주세요.`,
  settingTwice: ({ name }) => `set ${name} 값이 두 번 있습니다. 한 번만 적어 주세요.`,
  noValue: ({ flag }) => `--${flag} 옵션에는 값이 필요합니다.`,
  noValueSuch: ({ flag, example }) => `--${flag} 옵션에는 값이 필요합니다. 예: --${flag} ${example}`,
  openQuote: ({ flag, closing }) => `--${flag} 뒤의 따옴표가 닫히지 않았습니다. 따옴표를 닫거나(${closing}) 빼 주세요.`,
  noWords: ({ command, given }) => `/${command} 명령에는 글을 적지 않습니다. 입력한 값: ${given}`,

  needs: ({ command, name }) => `/${command} 명령에는 ${name} 값이 필요합니다.`,
  needsSuch: ({ command, name, example }) => `/${command} 명령에는 ${name} 값이 필요합니다. 예: ${example}`,
  needsFile: ({ command, kind }) => `/${command} 명령에는 ${nouns[kind]}이 필요합니다. 첨부해 주세요.`,
  needsPromptBefore: ({ command, flag }) =>
    `/${command} 명령에는 --${flag} 앞에 프롬프트가 필요합니다. 다음 옵션 앞까지의 글은 모두 --${flag} 값이 됩니다.`,

  noFileAttached: ({ name }) => `--${name} 옵션에는 첨부한 파일의 번호나 이름을 적습니다. 첨부한 파일이 없습니다.`,
  otherFilesAttached: ({ name, files }) => `--${name} 옵션에는 첨부한 파일의 번호나 이름을 적습니다. 첨부한 파일: ${files.join(', ')}`,
  fileTooMany: ({ name, most, file }) => `${name} 옵션에는 파일을 최대 ${most}개까지 첨부할 수 있습니다. 초과한 파일: ${file}`,
  wrongFile: ({ name, wanted, file }) => `${name} 옵션에는 ${nouns[wanted]}만 첨부할 수 있습니다. 맞지 않는 파일: ${file}`,
  wrongKind: ({ name, wanted, file, kind }) =>
    `${name} 옵션에는 ${nouns[wanted]}만 첨부할 수 있습니다. ${nouns[kind]}이 첨부되었습니다(${file}).`,
  takesNoFiles: ({ command, file }) => `/${command} 명령에는 파일을 첨부하지 않습니다. 파일(${file})을 빼고 보내 주세요.`,
  takesFiles: ({ command, kinds, file }) =>
    `/${command} 명령에는 ${or(kinds.map((kind) => nouns[kind]))}만 첨부할 수 있습니다. 맞지 않는 파일: ${file}`,
  takesFewer: ({ command, most, kind, file }) =>
    `/${command} 명령에는 ${nouns[kind]}을 최대 ${most}개까지 첨부할 수 있습니다. 초과한 파일: ${file}`,

  commandOrClip: ({ name, line, maker, words }) =>
    `/${name} 명령처럼 시작하는 글입니다. 명령은 /${line}, 클립은 /${maker} ${words} 처럼 적어 주세요.`,
  unreadable: ({ command }) => `/${command} 명령의 옵션을 읽을 수 없습니다. 운영자에게 알려 주세요.`,
  cutShort: '요청이 다 오기 전에 끝났습니다. 다시 보내 주세요.',
  tooMuch: ({ kilobytes }) => `여기로 보낼 수 있는 ${kilobytes}KB를 넘습니다. 줄여서 보내 주세요.`,

  clipDeleted: ({ id, kind }) => `${id} ${nounWith(kind, '은', '는')} 삭제되었습니다. 다른 ${nounWith(kind, '을', '를')} 선택해 주세요.`,
  noClip: ({ id }) => `ID가 ${id}인 클립은 없습니다. 클립 게시물에서 ID를 복사해 주세요.`,
  noClipNumber: ({ number }) => `이 스레드에는 클립 ${number}이(가) 없습니다. 스레드의 게시물에 있는 번호나 ID, last를 입력해 주세요.`,
  noLastClip: '아직 만든 클립이 없습니다. 먼저 하나를 만들어 주세요.',
  noClipAtLink: '이 링크는 클립의 메시지가 아닙니다. 클립 메시지의 링크를 복사해 주세요.',
  clipChoice: ({ prompt, ago, seed }) => `${prompt} · ${ago} · 시드 ${seed}`,
  now: '방금',
  minutesAgo: ({ minutes }) => `${minutes}분 전`,
  hoursAgo: ({ hours }) => `${hours}시간 전`,
  daysAgo: ({ days }) => `${days}일 전`,
  clipFailed: ({ id, kind }) =>
    `${id} ${nounWith(kind, '은', '는')} 실패해서 ${kind === 'still' ? '이미지가' : '영상이'} 없습니다. ${command('reroll')} ${id} 명령으로 다시 만들 수 있습니다.`,
  clipCanceled: ({ id, kind }) =>
    `${id} ${nounWith(kind, '은', '는')} 취소되어 ${kind === 'still' ? '이미지가' : '영상이'} 없습니다. ${command('reroll')} ${id} 명령으로 다시 만들 수 있습니다.`,
  clipNotKept: ({ id, kind }) =>
    `${id} ${noun(kind)}의 파일은 더 이상 보관되어 있지 않습니다. ${command('reroll')} ${id} 명령으로 다시 만들거나, 채팅에 있는 파일을 ${command('i2v')} 또는 ${command('v2v')} 명령에 첨부해 주세요.`,
  clipUnfinished: ({ id, kind }) => `${id} ${nounWith(kind, '은', '는')} 아직 완료되지 않았습니다. 스레드에 올라온 뒤 다시 시도해 주세요.`,
  filesGone: ({ id, command, kind }) => `${id} ${noun(kind)}의 파일이 보관되어 있지 않습니다. /${command} 명령에 다시 첨부해 주세요.`,
}
