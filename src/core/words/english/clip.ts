import { and, count, made, type OfKind } from './grammar.ts'

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
  with: ({ names }: { names: string[] }) => `with ${and(names)}`,
  from: ({ id }: { id: string }) => `from ${id}`,
  // What is kept of the clip before; what is new stands in bold behind it.
  sameFrame: 'same frame',
  sameSeed: 'same seed',
  newMotion: 'new motion',
  newWords: 'new words',

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
  beforeAfterAlt: ({ number, prompt }: { number: string; prompt: string }) => `Before, marked 0, and after, marked ${number}: ${prompt}`,
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
  otherShape: ({ asked, came, kind = 'clip' }: { asked: string; came: string } & OfKind) =>
    `You asked for ${asked}. The ${kind} is ${came}.`,
  nearestShape: ({ source, nearest }: { source: string; nearest: string }) =>
    `Your source is ${source}. The nearest that this model makes is ${nearest}.`,
  otherSeed: ({ asked, used }: { asked: number; used: number }) => `You asked for seed ${asked}. The provider used ${used}.`,
  covered: ({ kind = 'clip' }: OfKind) => `The moderation service flagged this ${kind}. Open it only if you want to see it.`,
  withoutSound: 'You asked for sound. The clip has none.',
  withSound: 'You asked for no sound. The clip has some.',
  madeInstead: ({ wished, model, kind = 'clip' }: { wished: string; model: string } & OfKind) =>
    `${wished} is not available right now. ${model} makes this ${kind} instead.`,

  notKept: 'The file of this clip is no longer kept. Reroll makes the clip again.',

  /** Said when a clip is deleted. */
  costStays: ({ kind = 'clip' }: OfKind) => `Deleting a ${kind} does not give its credits back.`,

  // How it is posted.
  smallerCopy: ({ size }: { size: string }) => `This file is a smaller copy of ${size}, because larger ones cannot be posted here.`,
  tooLargeLinked: ({ kind = 'clip' }: OfKind) => `The ${kind} is too large to be posted here. The link shows it for a month.`,
  tooLargeKept: ({ kind = 'clip' }: OfKind) =>
    `The ${kind} is too large to be posted here. The operator has it, and can set PUBLIC_URL so that clips are linked.`,
  refusedLinked: ({ kind = 'clip' }: OfKind) => `The ${kind} could not be posted here as a file. The link shows it for a month.`,
  refusedKept: ({ kind = 'clip' }: OfKind) =>
    `The ${kind} could not be posted here as a file. The operator has it, and can set PUBLIC_URL so that clips are linked.`,

  // The question to the moderators.
  approval: ({ member, credits, prompt, ...each }: { member: string; clips: number; stills?: number; credits: number; prompt: string }) =>
    `${member} asks for ${made(each)}, ${count(credits, 'credit')}${each.clips + (each.stills ?? 0) > 1 ? ' in all' : ''}: ${prompt}`,
  approve: 'Approve',
  decline: 'Decline',
  seconds: ({ seconds }: { seconds: number }) => `${seconds} s`,
}
