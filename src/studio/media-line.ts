/** Under which name a member stands in line for the media processes: the same in every place where they are. */
export const mediaLineOf = (platform: string, memberId: string): string => `${platform}:${memberId}`
