/** What the console says by itself. */
export const console = {
  saved: ({ path }: { path: string }) => `saved ${path}`,
  note: ({ text }: { text: string }) => `note: ${text}`,
  next: ({ lines }: { lines: string[] }) => `next: ${lines.join(' · ')}`,
  several: ({ count, stage }: { count: number; stage: string }) => `${count} ${stage}`,
  noForms: ({ line }: { line: string }) => `The console has no forms. Type “${line}” and what to change.`,
  noCommand: 'Type a command, such as “/t2v a red fox in the snow”.',
  noFile: ({ path }: { path: string }) => `There is no file ${path}. Check the name after --attach.`,
  notFile: ({ path }: { path: string }) => `${path} is not a file. Name an image or a video after --attach.`,
  unreadable: ({ path }: { path: string }) => `The file ${path} cannot be read. Change its permissions.`,
  tooLarge: ({ path, megabytes }: { path: string; megabytes: number }) =>
    `The file ${path} is larger than ${megabytes} MB. Give a smaller file.`,
  notSaved: 'A clip could not be saved in the out folder. Make room there, or make it writable.',
}
