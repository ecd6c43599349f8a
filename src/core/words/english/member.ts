import type { Made } from '../../made.ts'
import { command } from '../command-mention.ts'
import { count, either, made, type OfKind, or } from './grammar.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const confirm = 'I confirm'
const erase = 'Delete my data'

/** What a number of clips or stills comes to, where stills are in it: ` (2 clips and 3 stills)`. */
const apart = (each: Made): string => (each.stills === 0 ? '' : ` (${made(each)})`)

/** Answers to members. */
export const member = {
  /** The pieces of one line, such as a clip of a history. */
  line: ({ pieces }: { pieces: string[] }) => pieces.join(' · '),
  more: 'More',
  seconds: ({ seconds }: { seconds: number }) => `${seconds} s`,
  credits: ({ credits }: { credits: number }) => count(credits, 'credit'),
  tableRows: ({ rows }: { rows: number }) => count(rows, 'row'),

  // What a clip is made with, as fields name it.
  model: 'Model',
  models: 'Models',
  aspect: 'Aspect ratio',
  duration: 'Duration',
  prompt: 'Prompt',
  negativePrompt: 'Negative prompt',
  mode: 'Mode',
  provider: 'Provider',
  seed: ({ seed }: { seed: number }) => `seed ${seed}`,
  noSeed: 'no seed',
  requestedSeed: 'Requested seed',
  frameRate: 'Frames per second',
  camera: 'Camera',
  strength: 'Strength',
  sound: 'Sound',
  on: 'on',
  off: 'off',
  firstFrame: 'First frame',
  lastFrame: 'Last frame',
  referenceImages: 'Reference image',
  video: 'Video',
  audio: 'Audio',
  style: 'Style',
  referenceVideos: 'Reference video',
  referenceAudios: 'Reference sound',
  shots: 'Shots',
  motion: 'Motion',
  loop: 'Loop',
  continues: 'Goes on from the video',
  speech: 'Speech',
  voice: 'Voice',
  expandPrompt: 'Prompt expansion',
  mask: 'Mask',
  madeFrom: 'Made from',
  madeAt: 'Made',
  id: 'ID',
  typeAgain: 'To make it again, type',
  typeReroll: 'To make it again with another seed, type',

  extendedByModel: ({ model }: { model: string }) => `${model} goes on from the clip itself.`,
  extendedWhole: ({ model }: { model: string }) => `${model} goes on from the clip itself. What comes begins with that clip.`,
  extendedFromFrame: ({ model }: { model: string }) =>
    `${model} cannot go on from this clip by itself, so the new one begins with its last frame.`,

  // What is left.
  left: ({ clips, stills, credits }: { clips: number; stills: number | null; credits: number }) =>
    `You have ${either(clips, stills)} left today and ${count(credits, 'credit')} this month.`,
  tier: 'Tier',
  usedUntil: ({ used, limit, resetsAt }: { used: number; limit: number; resetsAt: string }) =>
    `${used} of ${limit} used, resets ${resetsAt}`,
  usedAndGranted: ({ limit, granted, resetsAt }: { limit: number; granted: number; resetsAt: string }) =>
    `0 of ${limit} used, ${granted} more granted, resets ${resetsAt}`,
  usedOf: ({ used, limit }: { used: number; limit: number }) => `${used} of ${limit}`,
  madeUntil: ({ used, limit, resetsAt, ...each }: { used: number; clips: number; stills: number; limit: number; resetsAt: string }) =>
    `${used} of ${limit} used${apart(each)}, resets ${resetsAt}`,
  madeOf: ({ used, limit, ...each }: { used: number; clips: number; stills: number; limit: number }) => `${used} of ${limit}${apart(each)}`,
  usedOfUntil: ({ used, limit, nextAt }: { used: number; limit: number; nextAt: string }) => `${used} of ${limit}, next clip ${nextAt}`,
  longestLimit: ({ seconds }: { seconds: number }) => `${seconds} s at most, less with some models`,
  madeInAll: (each: Made) => made(each),
  uncounted: (each: Made) =>
    each.clips + each.stills === 1
      ? `One ${each.stills === 1 ? 'still' : 'clip'} of today does not count for your limits: it costs nothing, or your counts were reset.`
      : `${made(each)} of today do not count for your limits: they cost nothing, or your counts were reset.`,
  quotaChart: ({ days }: { days: number }) => `Your clips and stills of the last ${days} days`,
  /** A day beneath a chart, `2026-11-21`: in letters that every machine can draw. */
  chartDay: ({ day }: { day: string }) => {
    const [, month, date] = day.split('-').map(Number)
    return `${date} ${months[(month ?? 0) - 1] ?? ''}`
  },

  // History.
  history: `Clips, newest first. ${command('info')} with an ID shows how a clip was made.`,
  historyOf: ({ name }: { name: string }) => `Clips of ${name}, newest first. ${command('info')} with an ID shows how a clip was made.`,
  historyEmpty: `No clips yet. ${command('t2v')} makes one from a prompt.`,
  historyEmptyOf: ({ name }: { name: string }) => `${name} has no clips here yet.`,
  notKept: 'file no longer kept',
  historyEnd: `No more clips. ${command('history')} starts at the newest again.`,
  historyTable: (each: Made) => `${made(each)} as a table. Any spreadsheet opens it.`,
  historyTableFull: ({ rows, after }: { rows: number; after: string }) =>
    `A table holds ${count(rows, 'clip')} at most. ${command('history')} --csv --after ${after} gives the next ones.`,

  // Queue.
  queue: (each: Made) => `You have ${made(each)} in progress.`,
  queueLong: (each: Made) => `You have ${made(each)} in progress. ${command('cancel')} with an ID stops any of them.`,
  queueEmpty: `None of your clips is waiting. ${command('t2v')} makes one from a prompt.`,
  position: ({ position }: { position: number }) => `position ${position}`,
  readySeconds: ({ seconds }: { seconds: number }) => `ready in about ${seconds} s`,
  readyMinutes: ({ minutes }: { minutes: number }) => `ready in about ${minutes} min`,
  noEstimate: 'no estimate',
  late: ({ state }: { state: string }) => `${state}, longer than usual`,

  // Cancel and delete.
  cancelOne: ({ what }: { what: string }) => `Cancel ${what}`,
  cancelAll: 'Cancel all',
  canceling: ({ kind = 'clip' }: OfKind) => `The ${kind} is being canceled.`,
  cancelingAll: (each: Made) =>
    each.clips + each.stills === 1 ? `One ${each.stills === 1 ? 'still' : 'clip'} is being canceled.` : `${made(each)} are being canceled.`,
  nothingToCancel: 'None of your clips can be canceled now.',
  tooLateForSome: (each: Made) => `For ${made(each)} it is too late: the provider cannot be stopped.`,
  alreadyOver: ({ kind = 'clip' }: OfKind) => `That ${kind} is already finished, so nothing was canceled.`,
  tooLate: ({ kind = 'clip' }: OfKind) =>
    `It is too late to cancel that ${kind}. The provider is making it and cannot be stopped. It is posted when it is done.`,
  deleted: ({ kind = 'clip' }: OfKind) => `The ${kind} is deleted.`,
  undo: 'Undo',
  undoFor: ({ minutes }: { minutes: number }) => `You can undo this for ${minutes} minutes. Then the files are gone for good.`,
  voted: ({ votes }: { votes: number }) => `You gave it a thumb: 👍 ${votes}.`,
  unvoted: ({ votes }: { votes: number }) => `You took your thumb back: 👍 ${votes}.`,
  starred: ({ stars }: { stars: number }) => (stars > 1 ? `You starred it: ★${stars}.` : 'You starred it.'),
  unstarred: ({ stars }: { stars: number }) => (stars > 0 ? `You took your star back: ★${stars}.` : 'You took your star back.'),
  savedWhole: 'the file as it was made, its recipe inside',
  savedLink: 'The file is too large to be sent here. The link gives it to you for a month.',
  savedNowhere: 'The file is too large to be sent here. The operator has it, and can set PUBLIC_URL so that files are linked.',
  moreOfClip: `That is a clip, not a still. ${command('vary')} makes more like it.`,
  moreFromPicture: ({ still, model }: { still: string; model: string }) => `Made from still ${still} by ${model}.`,
  moreNearSeeds: ({ still }: { still: string }) => `These seeds are near that of still ${still}.`,
  moreNewSeeds: ({ still, model }: { still: string; model: string }) =>
    `${model} starts from no picture and knows no nearby seeds. These are the words of still ${still} with new seeds.`,
  picked: ({ clip }: { clip: string }) => `The buttons are for ${clip} now.`,
  nothingToPick: ({ clip }: { clip: string }) => `Clip ${clip} shares its message with no other clip, so there is nothing to choose.`,
  restored: ({ kind = 'clip' }: OfKind) => `The ${kind} is back in its thread.`,
  deletedWithInputs: ({ kind = 'clip' }: OfKind) =>
    `The ${kind} is deleted. The files it was made from are deleted in a day, unless other clips use them.`,
  deletedPartly: ({ kind = 'clip' }: OfKind) =>
    `The ${kind} and its files are deleted. The bot is not allowed to delete or rename everything in the thread. Ask a moderator to do that.`,
  notFinished: ({ kind = 'clip' }: OfKind) => `That ${kind} is not finished yet. Cancel it instead.`,
  notYours: 'Only the person who asked for this clip or a moderator can do that.',
  tooLateToRestore: ({ kind = 'clip' }: OfKind) => `That ${kind} cannot be brought back any more.`,
  removedByModerator: ({ kind = 'clip' }: OfKind) => `A moderator removed that ${kind}. Ask a moderator about it.`,
  warnedOnly: 'A moderator warns you about your clips. Ask a moderator what to do otherwise.',
  warned: ({ reason }: { reason: string }) => `A moderator warns you about your clips. Reason: ${reason}`,
  blockedForGood: ({ reason }: { reason: string }) => `A moderator blocked you from making clips. Reason: ${reason}`,
  blockedFor: ({ reason, until }: { reason: string; until: string }) =>
    `A moderator blocked you from making clips until ${until}. Reason: ${reason}`,
  appeal: 'Appeal',
  appealTitle: 'Appeal to the moderators',
  appealed: 'Your appeal is with the moderators. You are told what they answer.',
  appealNeedsWords: 'An appeal needs words. Say why the moderators should think again.',
  appealedAlready: 'You have appealed against that already. The moderators answer once.',
  nothingToAppeal: 'There is no warning or block here to appeal against.',
  lifted: 'The moderators looked at your appeal and lifted the block or warning.',
  kept: 'The moderators looked at your appeal and keep the block or warning.',
  deletedClips: 'Deleted clips',

  // Settings.
  settings: 'Your default settings. Name one to change it, or add --clear to remove them all.',
  settingsSaved: 'Saved. What you give with a command still comes first.',
  language: 'Language',
  languageOfChat: 'as in your chat app',
  ask: 'Ask me above',
  notify: 'Notify me',
  notify_always: 'always',
  notify_slow: 'when a clip took over a minute',
  notify_never: 'never',
  chosenEachTime: 'chosen for each clip',
  cannotPrefer: ({ model }: { model: string }) => `The model ${model} is not available. ${command('models')} lists the models.`,

  // Consent.
  confirm,
  confirmed: 'Confirmed. You can now make clips from pictures and videos.',
  confirmedAlready: ({ at, rule }: { at: string; rule: string }) => `You already confirmed this: “${rule}” (${at})`,
  confirmThis: ({ rule }: { rule: string }) => `“${rule}” If this is true, press ${confirm} or type ${command('consent')} --yes.`,

  // Delete my data.
  erase,
  eraseQuestion: `This deletes all your clips here with their posts, your prompts, your files, your settings and your name. It cannot be undone. To go on, press ${erase} or type ${command('forget')} --yes.`,
  eraseKeeps:
    'The credits that you used stay counted, without your name. What moderators did and what you reported stays in the moderators’ audit log.',
  erased: ({ clips }: { clips: number }) => `Deleted: ${count(clips, 'clip')}, your prompts, your files and your settings.`,
  erasedOpen: ({ clips }: { clips: number }) =>
    `${count(clips, 'clip')} in progress ${clips === 1 ? 'is' : 'are'} not deleted. Cancel ${clips === 1 ? 'it' : 'them'}, then use ${command('forget')} again.`,
  erasedPartly: ({ clips }: { clips: number }) =>
    `The bot is not allowed to delete or rename the posts of ${count(clips, 'clip')}. Ask a moderator to do that.`,

  // Report.
  reported: ({ kind = 'clip' }: OfKind) => `Thank you. The moderators will look at this ${kind}.`,
  reportedToNobody:
    'Your report is saved. The moderators’ channel cannot be reached at the moment, so they see it later. Tell a moderator yourself if it is urgent.',
  reportNeedsReason: 'A report needs a reason. Choose one, or say what is wrong with the clip.',

  // Models.
  modelList: 'Models. Choose one with --model and its name.',
  oneModel: ({ model }: { model: string }) => `Choose it with --model ${model}.`,
  modelListFor: ({ mode }: { mode: string }) => `Models for ${mode}. Choose one with --model and its name.`,
  moreModels: ({ models, providers }: { models: number; providers: string[] }) =>
    `${models} more with a key of their provider: ${providers.join(', ')}.`,
  noModels: 'There are no models here.',
  noModelsFor: ({ mode }: { mode: string }) => `No model here can do ${mode}.`,
  unavailable: ({ reason }: { reason: string }) => `not available (${reason})`,
  unavailableUse: ({ reason, successor }: { reason: string; successor: string }) => `not available (${reason}), use ${successor} instead`,
  noProvider: ({ provider }: { provider: string }) => `the provider ${provider} is not set up`,
  retired: ({ date }: { date: string }) => `it was retired on ${date}`,
  turnedOff: 'a moderator turned it off',
  turnedOffBecause: ({ reason }: { reason: string }) => `a moderator turned it off: ${reason}`,
  turnedOffElsewhere: 'it is turned off in one of your servers',
  notInTier: 'it is not in your tier',
  grade: ({ grade }: { grade: 'preview' | 'draft' | 'standard' | 'premium' }): string => grade,
  noSuchMode: ({ modes, given }: { modes: string[]; given: string }) => `There is no mode ${given}. Choose ${or(modes)}.`,
  noSuchModel: ({ model }: { model: string }) => `There is no model ${model}. ${command('models')} lists the models.`,
  modelGone: ({ model }: { model: string }) => `The model ${model} is no longer in the catalog. Choose another one.`,

  // Recipe.
  idOrFile: `${command('info')} takes an ID or a file. Give only one of them.`,
  needsIdOrFile: `${command('info')} needs the ID of a clip, or the clip as a file.`,
  recipeLater: ({ id, state }: { id: string; state: string }) => `The clip ${id} is not done yet (${state}). Its recipe comes with it.`,
  noRecipe: ({ file }: { file: string }) => `${file} has no recipe. Moodreel did not make it, or a platform removed the recipe.`,
  stillReading: 'Your last file is still being read. Wait for the answer, then send this one.',
  filesAnHour: ({ files, minutes }: { files: number; minutes: number }) =>
    `You can ask about ${count(files, 'file')} an hour. Try again in ${minutes} min, or give the ID of the clip.`,

  // From one clip to the next.
  editTitle: 'Edit the clip',
  editWithoutFile: ({ kind }: { kind: 'image' | 'video' }) =>
    kind === 'image'
      ? `That clip was not made from an image, so there is none to replace. Use ${command('i2v')} with your image.`
      : `That clip was not made from a video, so there is none to replace. Use ${command('v2v')} with your video.`,
  reportTitle: 'Report the clip',
  restyleTitle: 'Restyle the clip',
  varyWithoutSeed: ({ model }: { model: string }) => `${model} takes no seed, so this is the same request again.`,
  varyNewSeed: ({ model }: { model: string }) => `With ${model}, a nearby seed makes a different clip altogether. This one has a new seed.`,
  varyNearSeed: ({ seed }: { seed: number }) => `This seed is near ${seed}, for a small change.`,
  draftFirst: ({ full }: { full: string }) => `This is a draft, quick and cheap. Refine makes it with ${full}.`,
  noFullModel: ({ model }: { model: string }) =>
    `${model} is not the draft version of another model. Use ${command('edit')} and choose a model.`,
  restyleStill: `A still cannot be restyled. Use ${command('animate')} first.`,
  restyleNeedsPrompt: 'Restyle needs a prompt. Say how the clip should look.',
  fixNeedsStill: `Only stills can be fixed, and that is a clip. Fix the still before it moves, or use ${command('edit')}.`,
  fixNeedsPrompt: 'A fix needs words. Say what should be there instead.',
  fixOneWay: 'Say where in one way: in words, by fields, by a mask, or drawn on the page.',
  fixInvertWhat: 'Everything but what? Name a field or attach a mask.',
  masksAnHour: ({ most, minutes }: { most: number; minutes: number }) =>
    `You sent ${count(most, 'mask')} within an hour of which no still came. Try again in ${minutes} min.`,
  fixDraw:
    'Paint over what is to change, say into what, and send it. The link is for you, for this still, once, and works for ten minutes.',
  fixDrawLink: 'Draw the mask',
  fixNoAddress: 'Nobody can open a page of this bot from here, so attach a mask or name a field. The operator can set PUBLIC_URL.',
  upscaleOne: `${command('upscale')} takes a clip or a file. Give only one of them.`,
  upscaleWhat: `${command('upscale')} needs the number or ID of a clip, or a file.`,

  // Templates.
  templates: 'Use one with --template and its name. What you type comes first, and {prompt} stands for your prompt.',
  templatesEmpty: `No templates yet. ${command('template')} save with a name and the ID of a clip makes one.`,
  templatesFull: ({ templates }: { templates: number }) => `There are already ${count(templates, 'template')} here. Delete one first.`,
  noSuchTemplate: ({ name }: { name: string }) => `There is no template ${name}. ${command('template')} lists the templates.`,
  meantTemplate: ({ name, meant }: { name: string; meant: string }) => `There is no template ${name}. Did you mean ${meant}?`,
  templateNotYours: ({ name }: { name: string }) => `Only the person who saved the template ${name} or a moderator can do that.`,
  templateNeedsName: ({ action, example }: { action: string; example: string }) =>
    `${command('template')} ${action} needs a name. Example: ${example}`,
  templateNeedsClip: ({ example }: { example: string }) => `${command('template')} save needs the ID of a clip. Example: ${example}`,
  templateSaved: ({ name, mode }: { name: string; mode: string }) =>
    `Saved. ${command(mode)} with --template ${name} makes a clip like it.`,
  templateReplaced: ({ name, mode }: { name: string; mode: string }) =>
    `Replaced. ${command(mode)} with --template ${name} makes a clip like it.`,
  templateDeleted: ({ name }: { name: string }) => `The template ${name} is deleted.`,
  savedBy: ({ name }: { name: string }) => `by ${name}`,
}
