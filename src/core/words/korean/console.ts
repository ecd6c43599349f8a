import type { Catalogue } from '../catalogue.ts'

export const console: Catalogue['console'] = {
  saved: ({ path }) => `저장됨: ${path}`,
  note: ({ text }) => `참고: ${text}`,
  next: ({ lines }) => `다음: ${lines.join(' · ')}`,
  several: ({ count, stage }) => `${stage} ${count}개`,
  noForms: ({ line }) => `콘솔에는 양식이 없습니다. ‘${line}’ 뒤에 바꿀 내용을 입력해 주세요.`,
  noCommand: '명령을 입력해 주세요. 예: ‘/t2v 눈 속의 붉은 여우’.',
  noFile: ({ path }) => `파일(${path})이 없습니다. --attach 뒤의 이름을 확인해 주세요.`,
  notFile: ({ path }) => `${path}: 파일이 아닙니다. --attach 뒤에 이미지나 영상을 지정해 주세요.`,
  unreadable: ({ path }) => `파일(${path})을 읽을 수 없습니다. 권한을 바꿔 주세요.`,
  tooLarge: ({ path, megabytes }) => `파일(${path})이 ${megabytes}MB보다 큽니다. 더 작은 파일을 사용해 주세요.`,
  notSaved: '클립을 out 폴더에 저장하지 못했습니다. 공간을 비우거나 쓰기 권한을 확인해 주세요.',
}
