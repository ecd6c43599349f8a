import { command } from '../command-mention.ts'

/** What only Slack's people read: why Slack refuses something, forms, the app's home. */
export const slack = {
  noSuchChannel: ({ channel }: { channel: string }) =>
    `There is no channel ${channel} that Moodreel can see. Check its name, or type /invite @moodreel in it if it is private.`,
  inviteThere: ({ channel }: { channel: string }) =>
    `Moodreel is not in the channel ${channel}. Type /invite @moodreel there and try again.`,
  notAChannel: 'That is a person and not a channel. Choose a channel of this workspace.',
  // Why nothing can be posted here, before anything is spent.
  notInChannel: 'Moodreel is not in this channel. Type /invite @moodreel here and try again.',
  conversationUnseen: 'Moodreel cannot see this conversation. Type /invite @moodreel here, or use another channel, and try again.',
  channelArchived: 'This channel is archived. Use another channel.',
  threadGone: 'The thread is gone. Start again in the channel.',
  noReplies: 'Slack does not allow replies to that message. Start again in the channel.',
  threadLocked: 'This thread is locked. Start again in the channel.',
  noThreads: 'This channel does not allow threads. Use another channel.',
  onlyThreads: 'This channel allows only threads. Start in a thread, or use another channel.',
  readOnly: 'Moodreel can only read this channel. Ask a workspace admin, or use another channel.',
  postingBlocked: 'Your workspace does not let Moodreel post here. Ask a workspace admin, or use another channel.',
  postingRefused: 'Slack does not let Moodreel post here. Ask a workspace admin, or use another channel.',
  messagesTabOff: 'Moodreel’s messages tab is off. Ask the person who installed it to apply config/slack-manifest.yaml again.',
  keysBlock: 'Your organization’s encryption keys do not let Moodreel post here. Ask a workspace admin.',
  workspaceNotAdded: 'Moodreel has no access to this workspace of your organization. Ask an org admin to add it here.',
  organizationBlocks: 'Your organization does not let Moodreel work here. Ask an org admin to add it to this workspace.',
  organizationMoves: 'Slack is moving your organization. Try again when that is done.',
  workspaceBlocks: 'Your workspace does not let Moodreel do that. Ask a workspace admin.',
  guestsBlocked: 'Guests cannot do that here. Ask a workspace admin.',
  tokenRefused: 'Slack does not accept Moodreel’s token. Ask the operator to run npm run slack:doctor.',
  tokenKind: 'Moodreel has the wrong kind of token. Ask the operator to run npm run slack:doctor.',
  tokenRevoked: 'Moodreel’s token was revoked. Ask the person who installed it to install it again.',
  tokenExpired: 'Moodreel’s token has expired. Ask the person who installed it to install it again.',
  uninstalled: 'Moodreel was removed from this workspace. Ask the person who installed it to install it again.',
  scopeMissing: ({ scope }: { scope: string }) =>
    `Moodreel lacks the Slack permission ${scope}. Ask the person who installed it to apply config/slack-manifest.yaml and install it again.`,
  permissionMissing:
    'Moodreel lacks a Slack permission that this needs. Ask the person who installed it to apply config/slack-manifest.yaml and install it again.',
  messagesRefused: 'Slack does not take messages from Moodreel here. Use another channel, or ask a workspace admin.',
  nowhere: 'Slack took this neither where you asked nor in a direct message. Ask a workspace admin whether Moodreel may post.',

  // What is tried again, and what cannot be changed.
  noAddress: 'Slack took the message and did not say where it is. Moodreel tries again.',
  messageKept: 'Slack no longer lets Moodreel change that message. Its thread shows how it ended.',
  notAllDeleted: 'Slack does not let Moodreel delete all of it. Ask a workspace admin to delete it.',

  // Where a clip went instead.
  askedInArchived: 'The channel where you asked is archived, so this comes to you directly.',
  askedOutside: 'Moodreel is no longer in the channel where you asked, so this comes to you directly.',

  // Files that are shown, and files that people give.
  notUploaded: 'The clip could not be uploaded to Slack. Moodreel tries again.',
  fileTooLarge: 'The file is larger than this Slack workspace allows. Ask a workspace admin.',
  fileRefused: 'This Slack workspace does not take the file. Ask a workspace admin about file uploads and storage.',
  fileNotShown: 'Slack took the file and did not show it. Try again later, or use another channel.',
  askedFile: 'The file that you asked for:',
  fileUnseen: ({ file }: { file: string }) =>
    `Slack does not show Moodreel the file ${file}. It may be deleted, or in a channel without Moodreel. Upload it here.`,
  attachedUnseen: 'Slack does not show Moodreel the attached file. It may be deleted, or in a channel without Moodreel. Upload it here.',
  notOnSlack: ({ file }: { file: string }) => `${file} is not a file on Slack. Upload it to Slack.`,
  outsideSlack: ({ file }: { file: string }) => `${file} is stored outside Slack. Upload the file itself to Slack.`,
  fileNotSent: ({ file }: { file: string }) => `Slack did not send ${file}. Try again.`,
  loginPage: ({ file }: { file: string }) =>
    `Slack showed its login page instead of ${file}. Ask the operator to run npm run slack:doctor, which checks files:read.`,
  fileGone: ({ file }: { file: string }) => `${file} is no longer on Slack. Upload it again.`,
  givenTooLarge: ({ file, megabytes }: { file: string; megabytes: number }) =>
    `${file} is larger than ${megabytes} MB. Give a smaller file.`,

  // Forms.
  noFormHere: 'A form cannot open from here. Use the button on the clip’s post.',
  formTooLate: 'Slack waits only three seconds for a form, and this took longer. Press again.',
  close: 'Cancel',
  fileLimit: 'Up to 10 MB a file; for larger ones use the shortcut on a message',
  cutHere: ({ characters }: { characters: number }) => `Cut here to the ${characters} characters that a Slack form takes`,

  // The app's home.
  homeQuota: 'What you have left',
  homeQueue: 'Your queue',
  homeHistory: 'Your recent clips',
  homeSettings: 'Your settings',
  open: 'Open',
  seeAll: ({ name }: { name: string }) => `See all: ${command(name)}`,
  homeHelp: `Type ${command('t2v')} and a prompt in a channel, ${command('i2v')} or ${command('v2v')} for a form, or use Animate and Restyle on a message with a file.`,
  homeThreads: 'Slack has no slash commands in threads. Write “@moodreel t2v” and a prompt there, with a file for i2v and v2v.',

  // Posts.
  firstFrame: 'The first frame',
  aClip: 'A clip',
  /** Slack writes the words in braces by its reader's clock. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
  time: '{date_short_pretty} at {time}',
}
