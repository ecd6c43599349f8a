import { command } from '../command-mention.ts'
import { and } from './grammar.ts'

/** What only Discord says. */
export const discord = {
  // As Discord itself names them in the settings of a server.
  viewChannel: 'View Channel',
  sendMessages: 'Send Messages',
  createPublicThreads: 'Create Public Threads',
  sendMessagesInThreads: 'Send Messages in Threads',
  attachFiles: 'Attach Files',
  embedLinks: 'Embed Links',
  readMessageHistory: 'Read Message History',

  absent: 'I am not a member here, so I cannot do anything. Ask a moderator to add me to the server.',
  cannotPost: ({ permissions }: { permissions: string[] }) =>
    `I cannot post clips here. Ask a moderator to allow me ${and(permissions)} in this channel, or use another one.`,
  noSuchChannel: ({ channel }: { channel: string }) =>
    `There is no channel ${channel} in this server that I can see. Choose one of its channels, or allow me View Channel there.`,
  channelNeeds: ({ permissions }: { permissions: string[] }) =>
    `I cannot post in that channel. Allow me ${and(permissions)} there, or choose another channel.`,
  channelNotForText: 'Discord takes no messages in that channel. Choose a text channel.',
  channelGone: 'The channel where you asked is gone. Try again in another one.',
  threadLocked: 'This thread is locked. Ask a moderator to unlock it, or use another one.',
  threadArchived: 'This thread is archived and I cannot reopen it. Write something in it, then try again.',
  tooManyThreads: 'This thread is archived, and the server has as many open threads as Discord allows. Ask in a channel instead.',
  slowed: 'Discord makes me wait more than a minute here. Try again later, or use another channel.',
  filtered: 'A filter of this server blocks my messages here. Ask a moderator to let them through, or use another channel.',
  refused: 'Discord does not take my messages here. Use another channel.',
  notAllowed: 'Discord does not let me do that here. Ask a moderator to check my permissions.',
  fileTooLarge: 'The file is larger than Discord takes here.',
  fileRefused: 'Discord does not take this file.',
  nowhere:
    'The clip could not be posted: I cannot write in the thread, in the channel or to you directly. Ask a moderator to let me write there.',

  /** The name of a thread that cannot be named by its prompt. */
  threadName: 'Clips',
  unshown: 'Discord did not take the rest of this answer. Try again later.',

  formReady: 'The form is ready.',
  openForm: 'Open the form',
  noFlag: ({ words }: { words: string }) => `More options are typed as flags, such as --fps 24. “${words}” is not one.`,
  oldForm: 'That form is from an older version. Open it again.',
  oldButton: `That button is from an older version. ${command('help')} lists the commands to use instead.`,
  oldEntry: `That menu entry no longer exists. ${command('help')} lists the commands.`,
  fileForgotten: 'I no longer have the file you chose. Choose the message again.',
  slashForModerators: ({ name }: { name: string }) => `Moderators’ commands are typed with a slash. Type ${command(name)}.`,
  notDirectly: ({ name }: { name: string }) =>
    `This is for you alone, and I cannot write to you directly. Type ${command(name)} here, which only you see.`,
  noClip: 'That message shows no clip. Choose a message that does.',
}
