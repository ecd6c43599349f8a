import type { Catalogue } from '../catalogue.ts'

export const link: Catalogue['link'] = {
  noLink: '링크가 아닙니다.',
  notHttp: 'http와 https 링크만 사용할 수 있습니다.',
  notPublic: ({ host }) => `${host} 주소는 공개된 주소가 아닙니다. 누구나 열 수 있는 링크를 사용해 주세요.`,
  withPassword: ({ host }) => `${host} 링크에 비밀번호가 들어 있습니다. 비밀번호가 없는 링크를 사용해 주세요.`,
  unreached: ({ host }) => `${host}에 연결할 수 없습니다. 링크를 확인하거나 다시 시도해 주세요.`,
  tooSlow: ({ host }) => `${host}의 응답이 너무 느립니다. 나중에 다시 시도해 주세요.`,
  badAnswer: ({ host, status }) => `${host}에서 상태 코드 ${status}로 응답했습니다. 링크를 확인하거나 다시 시도해 주세요.`,
  compressed: ({ host }) => `${host}에서 파일을 압축해서 보냅니다. 파일로 바로 가는 링크를 사용해 주세요.`,
  tooLarge: ({ host, megabytes }) => `${host}에 있는 파일이 ${megabytes}MB보다 큽니다. 더 작은 파일을 사용해 주세요.`,
  redirectedTooOften: ({ host }) => `${host} 링크가 너무 여러 번 이동합니다. 최종 링크를 사용해 주세요.`,
  redirectedNowhere: ({ host }) => `${host} 링크가 이어지는 곳이 없습니다. 링크를 확인해 주세요.`,
  redirectedUnprotected: ({ host }) => `${host} 링크가 보호되지 않는 주소로 이어집니다. https로 유지되는 링크를 사용해 주세요.`,
  noDataLink: 'data 링크가 아닙니다.',
  badDataLink: 'data 링크의 형식이 잘못되었습니다.',
  dataTooLarge: ({ megabytes }) => `data 링크에 든 파일이 ${megabytes}MB보다 큽니다. 더 작은 파일을 사용해 주세요.`,
  refusedByUs: '제공업체가 알려 준 주소는 이 봇이 접속하지 않는 곳입니다. 운영자에게 알려 주세요.',
}
