export const moderator = {} as const
