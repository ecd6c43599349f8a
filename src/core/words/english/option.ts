import { command } from '../command-mention.ts'
import { a, count, type OfKind, or } from './grammar.ts'

type FileKind = 'image' | 'video' | 'audio' | 'any'

const nouns: Record<FileKind, string> = { image: 'image', video: 'video', audio: 'sound file', any: 'file' }

const between = ({ min, max }: { min?: number | undefined; max?: number | undefined }): string => {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`
  if (min !== undefined) return ` of ${min} or more`
  return max === undefined ? '' : ` up to ${max}`
}

/** Why something that was typed is not taken. */
export const option = {
  // a name that is none
  unknown: ({ command, name }: { command: string; name: string }) => `/${command} has no option ${name}.`,
  unknownFlag: ({ command, flag, known }: { command: string; flag: string; known: string[] }) =>
    `/${command} has no option --${flag}. It has ${known.map((name) => `--${name}`).join(', ')}. Words after a lone -- are plain text.`,
  unknownFlagOfNone: ({ command, flag }: { command: string; flag: string }) =>
    `/${command} has no options, so --${flag} is none. Words after a lone -- are plain text.`,
  meant: ({ command, name, meant }: { command: string; name: string; meant: string }) =>
    `/${command} has no option ${name}. Did you mean ${meant}?`,
  meantFlag: ({ command, flag, meant }: { command: string; flag: string; meant: string }) =>
    `/${command} has no option --${flag}. Did you mean --${meant}?`,
  foreign: ({ flag, instead }: { flag: string; instead: string }) => `There is no --${flag} here. ${instead}`,
  foreignModel: `Choose a model with --model. ${command('models')} lists them.`,
  foreignVariety: 'Use --takes 4 for clips that differ.',
  foreignStyle: 'Say the look in the prompt.',
  foreignReference: 'Attach the image and give its number, such as --ref 2.',
  foreignStyleReference: 'Attach the picture and give its number, such as --style 2.',
  foreignImageWeight: `${command('i2v')} starts on exactly the image, and --strength of ${command('v2v')} says how far to leave the video.`,
  foreignLoop: `Say --loop when the clip is made, or edit the clip.`,
  foreignEnd: `Attach the last frame to ${command('i2v')} as the second image.`,
  foreignMotion: 'Say --motion when the clip is made, or say in the prompt how much moves.',
  foreignQuality: 'Choose a resolution, such as --resolution 1080p.',
  foreignRepeat: 'Say how many clips you want, such as --takes 4.',
  foreignInput: 'Give an input of the model itself with --set name=value.',
  foreignDraft: 'Use --draft for the quick model of a family.',
  foreignNothing: 'Nothing stands for it, so leave it out.',

  // a value
  wrong: ({ name, demand, given }: { name: string; demand: string; given: string }) => `${name} must ${demand}. You gave ${given}.`,
  beSeed: ({ max }: { max: number }) => `be a whole number from 0 to ${max}, or random`,
  beOneOf: ({ choices }: { choices: string[] }) => `be ${choices.length > 1 ? 'one of ' : ''}${or(choices)}`,
  beWhole: (range: { min?: number | undefined; max?: number | undefined }) => `be a whole number${between(range)}`,
  beNumber: (range: { min?: number | undefined; max?: number | undefined }) => `be a number${between(range)}`,
  beSwitch: 'be on or off',
  beFile: ({ kind }: { kind: FileKind }) => `be ${a(nouns[kind])}`,
  beClip: 'be the number of a clip here, its ID, last, or the link of its message',
  beEnding: 'be freely, loop, or the number of a still here',
  beMember: 'be a member, such as @ann, or their ID',
  beChannel: 'be a channel, such as #cats',
  beRole: 'be a role, by its name or its ID',
  beBudget: 'be an amount in dollars, such as 50 or 12.50, or off',
  beApproval: 'be a number of credits, such as 100, or off',
  bePace: ({ most }: { most: number }) => `be a whole number from 1 to ${most}, any for no limit, or default`,
  beTime: 'be a number with m, h, d or w after it, such as 30m or 7d',
  beReferenceName: 'be 32 letters, digits, - and _ at most, one of them a letter, such as keeper',
  beTemplateName: 'be 32 small letters, digits and dashes at most, such as noir',
  beTierName: 'be the name of a tier, such as team',
  beShape: 'be two numbers with a colon between them, such as 16:9',
  beHeight: 'be a height in pixels, such as 720p',
  beEnlargement: 'be how many times larger, such as 2x, or a height in pixels, such as 1080p',
  beShots: ({ most }: { most: number }) => `be two to ${most} shots with | between them`,
  beStyle: 'be an attached picture, for a style in words belongs in the prompt',
  beSetting: 'be the name of an input and its value, such as steps=30',
  lookLike: ({ example }: { example: string }) => `look like ${example}`,
  beDifferent: 'have another form',
  nothing: 'nothing',
  somethingElse: 'something else',
  tooLong: ({ name, most, length }: { name: string; most: number; length: number }) =>
    `${name} can have ${most} characters at most. Yours has ${length}.`,
  tooMany: ({ name, most, given }: { name: string; most: number; given: number }) =>
    `${name} can be given ${most} times at most. You gave ${given}.`,
  twice: ({ name }: { name: string }) => `${name} is given twice. Give it once.`,
  settingTwice: ({ name }: { name: string }) => `set ${name} is given twice. Give it once.`,
  noValue: ({ flag }: { flag: string }) => `--${flag} needs a value.`,
  noValueSuch: ({ flag, example }: { flag: string; example: string }) => `--${flag} needs a value, such as --${flag} ${example}.`,
  openQuote: ({ flag, closing }: { flag: string; closing: string }) =>
    `The quote after --${flag} is not closed. Close it with ${closing} or leave it out.`,
  noWords: ({ command, given }: { command: string; given: string }) => `/${command} takes no words. You gave ${given}.`,

  // what is missing
  needs: ({ command, name }: { command: string; name: string }) => `/${command} needs ${a(name)}.`,
  needsSuch: ({ command, name, example }: { command: string; name: string; example: string }) =>
    `/${command} needs ${a(name)}. Example: ${example}`,
  needsFile: ({ command, kind }: { command: string; kind: FileKind }) => `/${command} needs ${a(nouns[kind])}. Attach one.`,
  needsPromptBefore: ({ command, flag }: { command: string; flag: string }) =>
    `/${command} needs a prompt before --${flag}, which takes all words up to the next flag.`,

  // files
  noFileAttached: ({ name }: { name: string }) => `--${name} takes the number or the name of an attached file. No file is attached.`,
  otherFilesAttached: ({ name, files }: { name: string; files: string[] }) =>
    `--${name} takes the number or the name of an attached file. You attached ${files.join(', ')}.`,
  fileTooMany: ({ name, most, file }: { name: string; most: number; file: string }) =>
    `${name} takes ${count(most, 'file')} at most. ${file} is one too many.`,
  wrongFile: ({ name, wanted, file }: { name: string; wanted: FileKind; file: string }) =>
    `${name} takes ${a(nouns[wanted])}, not ${file}.`,
  wrongKind: ({ name, wanted, file, kind }: { name: string; wanted: FileKind; file: string; kind: FileKind }) =>
    `${name} takes ${a(nouns[wanted])}, and ${file} is ${a(nouns[kind])}.`,
  takesNoFiles: ({ command, file }: { command: string; file: string }) => `/${command} takes no files. Send it without ${file}.`,
  takesFiles: ({ command, kinds, file }: { command: string; kinds: readonly FileKind[]; file: string }) =>
    `/${command} takes ${or(kinds.map((kind) => a(nouns[kind])))}, not ${file}.`,
  takesFewer: ({ command, most, kind, file }: { command: string; most: number; kind: FileKind; file: string }) =>
    `/${command} takes ${count(most, nouns[kind])} at most. ${file} is one too many.`,

  // whole lines
  commandOrClip: ({ name, line, maker, words }: { name: string; line: string; maker: string; words: string }) =>
    `That begins like the command /${name}. Type /${line} for the command, or /${maker} ${words} for a clip.`,
  unreadable: ({ command }: { command: string }) => `The options of /${command} could not be read. Tell the operator.`,
  cutShort: 'The request ended before all of it arrived. Send it again.',
  tooMuch: ({ kilobytes }: { kilobytes: number }) => `This is more than ${kilobytes} KB, the most that can be sent here. Send less.`,

  // clips by their id
  clipDeleted: ({ id, kind = 'clip' }: { id: string } & OfKind) => `The ${kind} ${id} was deleted. Choose another one.`,
  noClip: ({ id }: { id: string }) => `There is no clip with the ID ${id}. Copy the ID from the clip’s post.`,
  noClipNumber: ({ number }: { number: string }) =>
    `There is no clip ${number} in this thread. Use a number from a post of this thread, an ID, or last.`,
  noLastClip: 'You have no clip yet. Make one first.',
  noClipAtLink: 'That link does not lead to a clip of mine. Copy the link of the clip’s message.',
  /** One of the last clips, offered while an ID is typed. */
  clipChoice: ({ prompt, ago, seed }: { prompt: string; ago: string; seed: number }) => `${prompt} · ${ago} · seed ${seed}`,
  now: 'now',
  minutesAgo: ({ minutes }: { minutes: number }) => `${minutes} min ago`,
  hoursAgo: ({ hours }: { hours: number }) => `${hours} h ago`,
  daysAgo: ({ days }: { days: number }) => `${count(days, 'day')} ago`,
  clipFailed: ({ id, kind = 'clip' }: { id: string } & OfKind) =>
    `The ${kind} ${id} failed, so it has no pictures. ${command('reroll')} ${id} makes it again.`,
  clipCanceled: ({ id, kind = 'clip' }: { id: string } & OfKind) =>
    `The ${kind} ${id} was canceled, so it has no pictures. ${command('reroll')} ${id} makes it again.`,
  clipNotKept: ({ id, kind = 'clip' }: { id: string } & OfKind) =>
    `The file of the ${kind} ${id} is no longer kept. ${command('reroll')} ${id} makes it again, or attach the file from the chat to ${command('i2v')} or ${command('v2v')}.`,
  clipUnfinished: ({ id, kind = 'clip' }: { id: string } & OfKind) =>
    `The ${kind} ${id} is not done yet. Try again when it is in its thread.`,
  filesGone: ({ id, command, kind = 'clip' }: { id: string; command: string } & OfKind) =>
    `The files of the ${kind} ${id} are not kept. Attach them to /${command} again.`,
}
