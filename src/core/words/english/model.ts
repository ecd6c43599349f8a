import { a, count, or } from './grammar.ts'

/** A clip by what decides its price. */
interface KindOfClip {
  mode: string
  seconds: number | undefined
  resolution: string | undefined
  sound: boolean | undefined
}

/** What a model takes, and how its own inputs differ from its row. `part` is a part of a request, or an input of the model's own. */
export const model = {
  takesNo: ({ model, part }: { model: string; part: string }) =>
    `The model ${model} takes no ${part}. Leave it out or choose another model.`,
  noInput: ({ model, input }: { model: string; input: string }) => `The model ${model} has no input ${input}. Leave it out.`,
  inputSet: ({ input }: { input: string }) => `The input ${input} is set already. Leave it out.`,
  needs: ({ model, part }: { model: string; part: string }) => `The model ${model} needs ${a(part)}. Add it and try again.`,
  needsInput: ({ model, input }: { model: string; input: string }) => `The model ${model} needs the input ${input}. Set it and try again.`,
  startsFrom: ({ model, parts }: { model: string; parts: string[] }) =>
    `The model ${model} cannot start from these files: ${parts.join(', ')}. Choose another model.`,
  startsFromFile: ({ model }: { model: string }) =>
    `The model ${model} cannot start from a prompt alone. Attach a file or choose another model.`,
  notMade: ({ model, mode, vendor }: { model: string; mode: string; vendor: string }) =>
    `The bot cannot do ${mode} with the model ${model} at ${vendor}. Choose another model.`,
  takes: ({ model, part, takes, given }: { model: string; part: string; takes: string; given: string }) =>
    `The model ${model} takes ${takes} as ${part}. This request has ${given}.`,
  noSize: ({ model, aspectRatio, resolution }: { model: string; aspectRatio?: string | undefined; resolution?: string | undefined }) =>
    `The model ${model} does not make ${[aspectRatio, resolution].filter((word) => word).join(' at ')}. Change it and try again.`,
  longestAt: ({ model, seconds, resolution }: { model: string; seconds: number; resolution: string }) =>
    `The model ${model} makes at most ${seconds} s at ${resolution}. Ask for a shorter or smaller clip.`,
  mostFiles: ({ model, part, most }: { model: string; part: string; most: number }) =>
    `The model ${model} takes at most ${count(most, 'file')} as ${part}. Leave the others out.`,
  mostFrames: ({ model, frames, most }: { model: string; frames: number; most: number }) =>
    `This video has ${frames} frames. The model ${model} takes at most ${most}. Give a shorter one.`,
  lastNeedsFirst: ({ model }: { model: string }) => `The model ${model} takes a last frame only together with a first frame. Add one.`,
  firstOrReferences: ({ model }: { model: string }) =>
    `The model ${model} takes a first frame or reference images, not both. Leave one of them out.`,
  referencesSeconds: ({ model, seconds }: { model: string; seconds: number }) =>
    `With reference images the model ${model} makes ${seconds} s only. Ask for ${seconds} s.`,
  keepsShape: ({ model }: { model: string }) => `The model ${model} keeps the shape of the first frame. Leave the aspect ratio out.`,
  alwaysSound: ({ model }: { model: string }) => `The model ${model} always makes sound. Do not ask for silence, or choose another model.`,
  takesNoneBesideVideo: ({ model, part }: { model: string; part: string }) =>
    `The model ${model} takes no ${part} beside a video. Leave it out.`,
  videoSides: ({ model, least, most }: { model: string; least: number; most: number }) =>
    `The model ${model} takes videos of ${least} to ${most} pixels a side. Give another one.`,
  sizeSeconds: ({ model, resolution, seconds }: { model: string; resolution: string; seconds: number }) =>
    `At ${resolution} the model ${model} makes ${seconds} s only. Ask for ${seconds} s.`,
  imageKinds: ({ model, kinds, megabytes }: { model: string; kinds: string[]; megabytes: number }) =>
    `The model ${model} takes ${or(kinds)} images of up to ${megabytes} MB. Give another one.`,
  imageSide: ({ model, pixels }: { model: string; pixels: number }) =>
    `The model ${model} takes images of at least ${pixels} pixels a side. Give a larger one.`,
  imageRatio: ({ model, ratio }: { model: string; ratio: number }) =>
    `The model ${model} takes images of at most ${ratio} to 1. Crop this one and try again.`,
  videoKinds: ({ model, kinds, megabytes }: { model: string; kinds: string[]; megabytes: number }) =>
    `The model ${model} takes ${or(kinds)} videos of up to ${megabytes} MB. Give another one.`,
  audioKinds: ({ model, kinds, megabytes }: { model: string; kinds: string[]; megabytes: number }) =>
    `The model ${model} takes ${or(kinds)} sounds of up to ${megabytes} MB. Give another one.`,
  sides: ({ model, least, most }: { model: string; least: number; most: number }) =>
    `The model ${model} takes pictures and videos of ${least} to ${most} pixels a side. Give another one.`,
  mostReferences: ({ model, most }: { model: string; most: number }) =>
    `The model ${model} takes at most ${count(most, 'reference')} together. Leave some out.`,
  referencesLength: ({ model, seconds }: { model: string; seconds: number }) =>
    `The references of the model ${model} may last ${seconds} s together. Give shorter ones.`,
  silentBesideVideo: ({ model }: { model: string }) =>
    `The model ${model} makes no sound of its own beside a video. Leave the sound or the video out.`,
  cameraMoves: ({ model, moves }: { model: string; moves: string[] }) =>
    `The camera moves of the model ${model} are ${moves.join(', ')}. Choose one of them.`,
  mostMoves: ({ most }: { most: number }) => `At most ${most} camera moves go together. Leave some out.`,
  promptWithMove: ({ most }: { most: number }) => `The prompt may have ${most} characters with its camera move. Make it shorter.`,

  // what an input takes, inside of a sentence
  oneOf: ({ values }: { values: string[] }) => or(values),
  atLeast: ({ least }: { least: number }) => `at least ${least}`,
  atMost: ({ most }: { most: number }) => `at most ${most}`,
  number: 'a number',
  wholeNumber: 'a whole number',
  wholeSeconds: 'whole seconds from 1',
  trueOrFalse: 'true or false',
  oneValue: 'one value',
  charactersAtMost: ({ most }: { most: number }) => `at most ${count(most, 'character')}`,
  characters: ({ length }: { length: number }) => count(length, 'character'),
  keyframeTimes: ({ pictures }: { pictures: number }) =>
    `one time for each of its ${count(pictures, 'reference image')}, seconds such as 0,2.5 or whole ranges such as 0-2,4-6,`,

  // how a row of the catalog differs from the model, for moderators
  driftMode: ({ mode, part }: { mode: string; part: string }) => `The row offers ${mode}. The model takes no ${part}.`,
  driftNeeds: ({ mode, part }: { mode: string; part: string }) => `The row offers ${mode}. The model needs ${a(part)}.`,
  driftValues: ({ part, values }: { part: string; values: string[] }) =>
    `The row offers ${or(values)} as ${part}. The model has no input for it.`,
  driftValue: ({ part, value, takes }: { part: string; value: string; takes: string }) =>
    `The row offers ${value} as ${part}. The model takes ${takes}.`,
  driftUnoffered: ({ part }: { part: string }) => `The model takes ${a(part)}, which the row does not offer.`,
  driftUntaken: ({ part }: { part: string }) => `The row offers ${a(part)}, which the model does not take.`,
  driftReferences: ({ offered, most }: { offered: number; most: number }) =>
    `The row offers ${count(offered, 'reference image')}. The model takes at most ${most}.`,
  driftExtra: ({ input }: { input: string }) => `The row lets the input ${input} be set. The model has no such input.`,
  driftEndpoint: ({ vendor, mode }: { vendor: string; mode: string }) =>
    `The row offers ${mode}. The model has no endpoint for it at ${vendor}.`,
  driftAt: ({ endpoint, drift }: { endpoint: string; drift: string }) => `${endpoint}: ${drift}`,
  driftUntold: ({ vendor }: { vendor: string }) => `What the model takes is not told by ${vendor}.`,

  // prices that are not as the catalogue has them
  kindOfClip: ({ mode, seconds, resolution, sound }: KindOfClip) =>
    [
      mode,
      ...(seconds === undefined ? [] : [`${seconds} s`]),
      ...(resolution === undefined ? [] : [resolution]),
      ...(sound === undefined ? [] : [sound ? 'with sound' : 'silent']),
    ].join(', '),
  estimateAbove: ({ model, clip, held, told }: { model: string; clip: string; held: string; told: string }) =>
    `The vendor of ${model} says that a clip (${clip}) may cost ${told}. ${held} was held for it. For the next such clips ${told} is held. Change the price of the row in models.yaml.`,
  priceMore: ({ model, provider }: { model: string; provider: string }) =>
    `The price list of ${provider} asks more for ${model} than its row in models.yaml. Holds count the higher price until the row is changed.`,
  priceLess: ({ model, provider }: { model: string; provider: string }) =>
    `The price list of ${provider} asks less for ${model} than its row in models.yaml. Nothing was changed.`,
  priceLine: ({ clip, ours, theirs }: { clip: string; ours: string; theirs: string }) => `${clip}: ${ours} by our row, ${theirs} by theirs`,
}
