/** Why a link leads to nothing. */
export const link = {
  noLink: 'That is not a link.',
  notHttp: 'Only http and https links can be used.',
  notPublic: ({ host }: { host: string }) => `${host} is not a public address. Use a link that anybody can open.`,
  withPassword: ({ host }: { host: string }) => `The link to ${host} contains a password. Use one without.`,
  unreached: ({ host }: { host: string }) => `${host} could not be reached. Check the link or try again.`,
  tooSlow: ({ host }: { host: string }) => `${host} is too slow. Try again later.`,
  badAnswer: ({ host, status }: { host: string; status: number }) => `${host} answered with status ${status}. Check the link or try again.`,
  compressed: ({ host }: { host: string }) => `${host} sends the file compressed. Use a direct link to it.`,
  tooLarge: ({ host, megabytes }: { host: string; megabytes: number }) =>
    `The file from ${host} is larger than ${megabytes} MB. Use a smaller one.`,
  redirectedTooOften: ({ host }: { host: string }) => `The link to ${host} is redirected too often. Use the final link.`,
  redirectedNowhere: ({ host }: { host: string }) => `${host} redirects to nowhere. Check the link.`,
  redirectedUnprotected: ({ host }: { host: string }) => `${host} redirects to an unprotected link. Use one that stays on https.`,
  noDataLink: 'That is not a data link.',
  badDataLink: 'That data link is malformed.',
  dataTooLarge: ({ megabytes }: { megabytes: number }) => `The file in that data link is larger than ${megabytes} MB. Use a smaller one.`,
  /** Of an address that a provider named, and nobody here. */
  refusedByUs: 'The provider named an address that this bot does not go to. Tell the operator.',
}
