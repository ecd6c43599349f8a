import { count } from './grammar.ts'

/** Absent in the rows of earlier versions. */
const undrawn = (not: readonly string[] = []): string => (not.length > 0 ? ` Cannot draw: ${not.join(', ')}.` : '')

/** What stands on the posts of clips: facts, buttons, and how what came differs from what was asked for. */
export const clip = {
  /** Below each clip of the model `local`. */
  previewRenderer: 'preview renderer, not AI',
  // Facts.
  takes: ({ takes }: { takes: number }) => count(takes, 'take'),
  stills: ({ stills }: { stills: number }) => count(stills, 'still'),
  /** Of a round of stills that is on its way: which are there. Such a list has spans in it, as `1, 3–5`. */
  stillsThere: ({ stills, of }: { stills: readonly string[]; of: number }) =>
    stills.length === 0 ? `0 of ${of} done` : `done ${stills.join(', ')} of ${of}`,
  stillsAt: ({ state, stills }: { state: string; stills: readonly string[] }) => `${state} ${stills.join(', ')}`,
  span: ({ first, last }: { first: string; last: string }) => `${first}–${last}`,
  seeds: ({ first, last }: { first: number; last: number }) => `seeds ${first}–${last}`,
  credits: ({ credits }: { credits: number }) => count(credits, 'credit'),
  aboutCredits: ({ credits }: { credits: number }) => `about ${count(credits, 'credit')}`,
  madeIn: ({ seconds }: { seconds: number }) => `made in ${seconds} s`,
  id: ({ id }: { id: string }) => `id ${id}`,
  from: ({ id }: { id: string }) => `from ${id}`,

  facts: ({ facts }: { facts: readonly string[] }) => facts.join(' · '),
  ofTake: ({ take, note }: { take: string; note: string }) => `${take}: ${note}`,
  pickedBy: ({ take, member }: { take: string; member: string }) => `${take} picked by ${member}`,

  // Buttons and links.
  cancel: 'Cancel',
  cancelAll: 'Cancel all',
  cancelTake: ({ take }: { take: string }) => `Cancel ${take}`,
  tryAgain: 'Try again',
  watch: 'Watch the clip',
  open: 'Open the still',
  watchTake: ({ take }: { take: string }) => `Watch ${take}`,
  tryAgainTake: ({ take }: { take: string }) => `Try ${take} again`,

  // Read aloud instead of a clip without a prompt.
  clipAlt: 'A clip without a prompt',
  pictureAlt: 'A still without a prompt',
  stillAlt: 'A still of the clip',
  sheetAlt: ({ takes, prompt }: { takes: readonly string[]; prompt: string }) => `Stills of clips ${takes.join(', ')}: ${prompt}`,
  stillSheetAlt: ({ takes, prompt }: { takes: readonly string[]; prompt: string }) => `Stills ${takes.join(', ')} on one sheet: ${prompt}`,
  altOfOriginal: ({ alt }: { alt: string }) => `The original: ${alt}`,
  altOfStill: ({ number, take, takes, alt }: { number: string; take: number; takes: number; alt: string }) =>
    number === String(take) ? `Still ${take} of ${takes}: ${alt}` : `Still ${number}, ${take} of ${takes}: ${alt}`,
  altOfTake: ({ take, takes, alt }: { take: string; takes: number; alt: string }) => `Clip ${take}, one of ${takes}: ${alt}`,

  // What the preview renderer made of a prompt. `drew`, `added` and `looks` are its own names (`scene.ts`), `not` are the person's words.
  drew: ({ drew, not }: { drew: readonly string[]; not: readonly string[] }) =>
    `Drew ${drew.length > 0 ? drew.join(', ') : 'a calm scene for the mood'}.${undrawn(not)}`,
  moved: ({ move, added, not }: { move: string; added: readonly string[]; not?: readonly string[] }) =>
    `Moved the camera: ${move}.${added.length > 0 ? ` Added ${added.join(', ')}.` : ''}${undrawn(not)}`,
  redrew: ({ looks, not }: { looks: readonly string[]; not?: readonly string[] }) => `Redrew it in ${looks.join(', ')}.${undrawn(not)}`,

  resampled: 'Made larger by plain resampling. A model would add detail.',

  // What is not as it was asked for.
  otherLength: ({ asked, came }: { asked: number; came: number }) => `You asked for ${asked} s. The clip has ${came} s.`,
  otherShape: ({ asked, came }: { asked: string; came: string }) => `You asked for ${asked}. The clip is ${came}.`,
  nearestShape: ({ source, nearest }: { source: string; nearest: string }) =>
    `Your source is ${source}. The nearest that this model makes is ${nearest}.`,
  otherSeed: ({ asked, used }: { asked: number; used: number }) => `You asked for seed ${asked}. The provider used ${used}.`,
  covered: 'The moderation service flagged this clip. Open it only if you want to see it.',
  withoutSound: 'You asked for sound. The clip has none.',
  withSound: 'You asked for no sound. The clip has some.',
  madeInstead: ({ wished, model }: { wished: string; model: string }) =>
    `${wished} is not available right now. ${model} makes this clip instead.`,

  notKept: 'The file of this clip is no longer kept. Reroll makes the clip again.',

  /** Said when a clip is deleted. */
  costStays: 'Deleting a clip does not give its credits back.',

  // How it is posted.
  smallerCopy: ({ size }: { size: string }) => `This file is a smaller copy of ${size}, because larger ones cannot be posted here.`,
  tooLargeLinked: 'The clip is too large to be posted here. The link shows it for a month.',
  tooLargeKept: 'The clip is too large to be posted here. The operator has it, and can set PUBLIC_URL so that clips are linked.',
  refusedLinked: 'The clip could not be posted here as a file. The link shows it for a month.',
  refusedKept: 'The clip could not be posted here as a file. The operator has it, and can set PUBLIC_URL so that clips are linked.',

  // The question to the moderators.
  approval: ({ member, clips, credits, prompt }: { member: string; clips: number; credits: number; prompt: string }) =>
    `${member} asks for ${count(clips, 'clip')}, ${count(credits, 'credit')}${clips > 1 ? ' in all' : ''}: ${prompt}`,
  approve: 'Approve',
  decline: 'Decline',
  seconds: ({ seconds }: { seconds: number }) => `${seconds} s`,
}
