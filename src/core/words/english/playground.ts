import { count } from './grammar.ts'

/** What the playground answers beside what its page says by itself. */
export const playground = {
  free: 'free',
  /** What a clip may cost at most, and what such clips cost in the end. */
  priceLately: ({ credits, lately, clips }: { credits: number; lately: number; clips: number }) =>
    `${count(credits, 'credit')}, lately ${lately} (${count(clips, 'clip')})`,
  inLine: ({ stage, position }: { stage: string; position: number }) => `${stage}, position ${position}`,
  /** When the last of several clips is done. */
  allIn: ({ about }: { about: string }) => `all done in ${about}`,
  sayWhat: 'Describe a clip, for example: /t2v a quiet harbor',
  unreadable: 'The page sent something that cannot be read. Reload it and try again.',
  tooMuchText: 'That is too much text. Shorten it and send it again.',
  otherPage: 'Only the playground’s own page can do this. Open the page and do it there.',
  noFile: 'There is no such file.',
  uploadGone: ({ name }: { name: string }) => `The file ${name} is no longer here. Attach it again.`,
  noUpload: 'There is no such upload.',
  uploadEmpty: 'The file is empty. Choose another one.',
  uploadTooLarge: ({ megabytes }: { megabytes: number }) => `The file is larger than ${megabytes} MB. Choose a smaller one.`,
  uploadsFull: 'Too many uploaded files are waiting here. Use or remove some, or try again tomorrow.',
  diskFull: 'The bot’s disk is full. Make room, then attach the file again.',
}
