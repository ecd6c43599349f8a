/** What Discord and Slack both say. */
export const chat = {
  /** Stands in the menu of a clip before anything is chosen. */
  more: 'More…',
  /** The first answer, whatever comes of it. */
  received: 'Received.',
  /** To who names the bot and says nothing that it can do. */
  sayWhat: 'Write what to change in the clip, such as “colder, at night”, or a command, such as “t2v a quiet harbor”. “help” lists them.',
  /** To somebody whose request an earlier process left undone for too long. */
  wasAway: 'The bot was offline when you asked for that. Try again.',
  openThread: 'Open thread',
  position: ({ position }: { position: number }) => `position ${position}`,
  percent: ({ percent }: { percent: number }) => `${percent}%`,
  aboutSeconds: ({ seconds }: { seconds: number }) => `about ${seconds} s`,
  aboutMinutes: ({ minutes }: { minutes: number }) => `about ${minutes} min`,
  /** `when` is written by the chat itself: “in 40 seconds”. */
  ready: ({ when }: { when: string }) => `ready ${when}`,
  almostDone: 'almost done',
  typeInstead: ({ lines }: { lines: string[] }) => `There is no room for more buttons. Type instead: ${lines.join(' · ')}`,
  filtered: 'A filter here refused the text of this post, so it is not shown.',
  threadClosed: 'The thread takes no more messages, so this is posted in the channel.',
  channelClosed: 'I cannot post in the channel where you asked, so this comes to you directly.',
  messageGone: 'That message no longer exists.',
  retrying: ({ platform }: { platform: string }) => `${platform} did not take the message. I will try again.`,
  noImage: 'That message has no image. Choose a message that has one.',
  noVideo: 'That message has no video. Choose a message that has one.',
  noClip: 'That message has no clip. Choose a message that has one.',
}
