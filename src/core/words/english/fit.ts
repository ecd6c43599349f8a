import { command } from '../command-mention.ts'
import { count, or, withoutStop } from './grammar.ts'

/** What a model takes and does not take, and which model makes a clip. */
export const fit = {
  // the choice of a model
  noModel: ({ name }: { name: string }) => `There is no model ${name}. ${command('models')} lists them.`,
  meantModel: ({ name, meant }: { name: string; meant: string }) => `There is no model ${name}. Did you mean ${meant}?`,
  modelUnavailable: ({ model, reason }: { model: string; reason: string }) =>
    `${model} is not available: ${withoutStop(reason)}. ${command('models')} lists the others.`,
  modelReplaced: ({ model, reason, successor }: { model: string; reason: string; successor: string }) =>
    `${model} is not available: ${withoutStop(reason)}. Use ${successor} instead.`,
  handedOver: ({ model, reason, successor }: { model: string; reason: string; successor: string }) =>
    `${model} is not available: ${withoutStop(reason)}. ${successor} makes this instead.`,
  noQuickVersion: ({ model, mode }: { model: string; mode: string }) =>
    `${model} has no quick version for ${mode}. Leave --draft out, or leave the model out to use any quick one.`,
  noQuickModel: ({ mode }: { mode: string }) => `No quick model here can make this ${mode}. Leave --draft out.`,
  noModelFor: ({ mode }: { mode: string }) => `No model here can make ${mode} at the moment. ${command('models')} lists what there is.`,
  modelCannot: ({ model, mode }: { model: string; mode: string }) => `${model} cannot make ${mode}, and no other model here can.`,
  othersCan: ({ model, mode, models }: { model: string; mode: string; models: string[] }) =>
    `${model} cannot make ${mode}. Choose ${or(models)}.`,
  otherModelMakes: ({ model, mode, other }: { model: string; mode: string; other: string }) =>
    `${model} does not make ${mode} here, so ${other} makes this.`,
  templateModelCannot: ({ model, mode, other }: { model: string; mode: string; other: string }) =>
    `${model} of the template does not make ${mode} here, so ${other} makes this.`,
  noPriceKnown: ({ model }: { model: string }) => `${model} is priced by the second but has no duration. Tell the operator.`,

  // the rules of a channel
  channelModes: ({ modes }: { modes: string[] }) => `This channel is for ${or(modes)} only. Ask in another channel.`,
  channelTiers: ({ tiers }: { tiers: string[] }) =>
    `Only members with the tier ${or(tiers)} can make clips in this channel. Ask in another channel.`,
  channelModel: ({ model }: { model: string }) => `${model} is not for this channel. Ask in another channel.`,
  channelModels: ({ model, models }: { model: string; models: string[] }) =>
    `${model} is not for this channel. Choose ${or(models)}, or ask in another channel.`,
  channelCannot: ({ mode }: { mode: string }) => `No model of this channel can make ${mode}. Ask in another channel.`,

  // the prompt and the inputs of the model itself
  promptForMode: ({ mode }: { mode: string }) => `${mode} needs a prompt. Say what should happen.`,
  promptForModel: ({ model }: { model: string }) => `${model} needs a prompt. Say what should happen.`,
  promptTooLong: ({ model, most, length }: { model: string; most: number; length: number }) =>
    `A prompt for ${model} can have ${most} characters at most. Yours has ${length}.`,
  templateNeedsPrompt: ({ name }: { name: string }) => `The template ${name} has a place for your words. Say what should happen.`,
  noInputs: ({ model, name }: { model: string; name: string }) => `${model} has no input ${name}, and none that can be set.`,
  noInput: ({ model, name, inputs }: { model: string; name: string; inputs: string[] }) =>
    `${model} has no input ${name}. It has ${inputs.join(', ')}.`,

  // files
  t2vSource: `t2v starts from a prompt alone. Use ${command('i2v')} for an image and ${command('v2v')} for a video.`,
  i2vSource: `i2v starts from an image. Use ${command('v2v')} for a video.`,
  v2vSource: `v2v starts from a video. Use ${command('i2v')} for an image.`,
  tooManyTakes: ({ most }: { most: number }) => `There can be ${most} clips at most at one time. Ask for fewer.`,
  t2iSource: 't2i starts from a prompt alone. Leave the file out.',
  i2iSource: 'i2i starts from an image. Leave the other files out.',
  upscaleVideoSource: 'upscale-video makes one video larger. Leave the other files out.',
  upscaleStillSource: 'upscale-still makes one image larger. Leave the other files out.',
  needsImage: ({ mode }: { mode: string }) => `${mode} needs an image. Attach one.`,
  needsVideo: ({ mode }: { mode: string }) => `${mode} needs a video. Attach one.`,
  modeHasNoLastFrame: ({ mode }: { mode: string }) => `${mode} has no last frame. Leave that image out.`,
  noLastFrame: ({ model }: { model: string }) =>
    `${model} takes no last frame. Leave the second image out, or choose a model that takes one.`,
  noReferences: ({ model }: { model: string }) => `${model} takes no reference images. Leave them out.`,
  noReferencesInT2v: ({ model }: { model: string }) => `${model} takes no reference images. ${command('i2v')} starts from an image.`,
  fewerReferences: ({ model, most, given }: { model: string; most: number; given: number }) =>
    `${model} takes ${count(most, 'reference image')} at most. You gave ${given}.`,
  referencesAlone: ({ model }: { model: string }) =>
    `${model} takes a first frame or reference images, not both. Leave one out, or choose a model that takes both.`,
  noReferenceVideos: ({ model }: { model: string }) =>
    `${model} takes no reference videos. Leave them out, or use ${command('v2v')} to make a video over.`,
  fewerReferenceVideos: ({ model, most, given }: { model: string; most: number; given: number }) =>
    `${model} takes ${count(most, 'reference video')} at most. You gave ${given}.`,
  noReferenceAudios: ({ model }: { model: string }) => `${model} takes no reference sounds. Leave them out.`,
  fewerReferenceAudios: ({ model, most, given }: { model: string; most: number; given: number }) =>
    `${model} takes ${count(most, 'reference sound')} at most. You gave ${given}.`,
  referenceAudiosAlone: 'A reference sound needs a picture or a video beside it. Add one.',
  referenceTooLong: ({ model, most }: { model: string; most: number }) =>
    `${model} takes references of ${most} s at most. Use a shorter one.`,
  noStyle: ({ model }: { model: string }) =>
    `${model} takes no style picture. Leave it out, say the style in the prompt, or choose a model that takes one.`,
  modeHasNoMask: ({ mode }: { mode: string }) => `${mode} takes no mask. Leave it out.`,
  noMask: ({ model }: { model: string }) =>
    `${model} takes no mask, so it would change the whole image. Leave the mask out, or choose a model that takes one.`,
  needsMask: ({ model }: { model: string }) =>
    `${model} changes only a part of an image, and needs a mask that shows it. Attach one, white where it may change.`,
  maskKeepsSize: 'With a mask the image keeps its size and shape. Leave the resolution and the aspect ratio out.',
  maskOtherSize: ({ mask, image }: { mask: string; image: string }) =>
    `The mask has ${mask} pixels and the image ${image}. Give a mask of the image’s size.`,
  largeAlready: ({ resolution, size }: { resolution: string; size: string }) =>
    `This has ${size} pixels, so ${resolution} would not make it larger. Ask for more.`,
  takesNoSound: ({ model, file }: { model: string; file: string }) => `${model} takes no sound. Leave ${file} out.`,
  imageFileTooLarge: ({ file, megabytes, model, most }: { file: string; megabytes: number; model: string; most: number }) =>
    `${file} has ${megabytes} MB. ${model} takes images up to ${most} MB.`,
  videoFileTooLarge: ({ file, megabytes, model, most }: { file: string; megabytes: number; model: string; most: number }) =>
    `${file} has ${megabytes} MB. ${model} takes videos up to ${most} MB.`,
  imageTooLarge: ({ model, most }: { model: string; most: number }) =>
    `This image is larger than ${most} MB, the most that ${model} takes. Use a smaller one.`,
  imageTooManyPixels: ({ model, most }: { model: string; most: number }) =>
    `This image has more than ${most} pixels, the most that ${model} takes. Use a smaller one.`,
  videoTooLarge: ({ model, most }: { model: string; most: number }) =>
    `This video is larger than ${most} MB, the most that ${model} takes. Use a smaller one.`,
  videoTooShort: ({ model, least }: { model: string; least: number }) =>
    `This video is shorter than ${least} s, the least that ${model} takes. Use a longer one.`,
  videoTooLong: ({ model, most }: { model: string; most: number }) =>
    `This video is longer than ${most} s, the most that ${model} takes. Cut it first.`,
  videoTooSmall: ({ model, least, width, height }: { model: string; least: number; width: number; height: number }) =>
    `This video has ${width} × ${height} pixels. ${model} takes videos of at least ${least} pixels a side.`,
  videoTooWide: ({ model, most, width, height }: { model: string; most: number; width: number; height: number }) =>
    `This video has ${width} × ${height} pixels. ${model} takes videos of at most ${most} pixels a side.`,

  // the shape of the clip
  noLength: ({ model }: { model: string }) => `${model} decides the length of a clip itself. Leave the duration out.`,
  lengths: ({ model, lengths, asked }: { model: string; lengths: number[]; asked: number }) =>
    `A clip of ${model} can last ${or(lengths)} seconds. You asked for ${asked}.`,
  lengthBetween: ({ model, min, max, asked }: { model: string; min: number; max: number; asked: number }) =>
    `A clip of ${model} can last ${min} to ${max} seconds. You asked for ${asked}.`,
  lengthInSteps: ({ model, min, max, step, asked }: { model: string; min: number; max: number; step: number; asked: number }) =>
    `A clip of ${model} can last ${min} to ${max} seconds in steps of ${step}. You asked for ${asked}.`,
  makesNoSound: ({ model }: { model: string }) => `${model} makes no sound. Leave audio out, or choose a model that makes sound.`,
  noAspect: ({ model }: { model: string }) => `${model} takes no aspect ratio. Leave it out.`,
  aspects: ({ model, ratios, asked }: { model: string; ratios: string[]; asked: string }) =>
    `${model} makes ${or(ratios)}. You asked for ${asked}.`,
  keepsVideoShape: ({ model }: { model: string }) => `${model} keeps the shape of the video. Leave the aspect ratio out.`,
  keepsImageShape: ({ model }: { model: string }) => `${model} keeps the shape of the image. Leave the aspect ratio out.`,
  noResolution: ({ model }: { model: string }) => `${model} takes no resolution. Leave it out.`,
  resolutions: ({ model, sizes, asked }: { model: string; sizes: string[]; asked: string }) =>
    `${model} makes ${or(sizes)}. You asked for ${asked}.`,
  noFactor: ({ model }: { model: string }) => `${model} cannot be told how many times larger. Ask for a resolution instead.`,
  factors: ({ model, factors, asked }: { model: string; factors: number[]; asked: number }) =>
    `${model} makes things ${or(factors.map((factor) => `${factor}x`))} larger. You asked for ${asked}x.`,
  factorOrResolution: 'Say how many times larger, or which resolution, not both.',
  cameraMoves: ({ model, moves, asked }: { model: string; moves: string[]; asked: string }) =>
    `${model} knows the camera moves ${or(moves)}. You asked for ${asked}.`,
  noShots: ({ model }: { model: string }) =>
    `${model} makes one shot only. Leave the shots out, or choose a model that cuts between several.`,
  fewerShots: ({ model, most, given }: { model: string; most: number; given: number }) =>
    `A clip of ${model} can have ${most} shots at most. You gave ${given}.`,
  shotTooLong: ({ model, shot, most, length }: { model: string; shot: number; most: number; length: number }) =>
    `A shot of ${model} can have ${most} characters at most. Shot ${shot} has ${length}.`,
  shotsUntimed: ({ model }: { model: string }) => `${model} decides how long each shot lasts. Leave the lengths out.`,
  shotStep: ({ model, step, asked }: { model: string; step: number; asked: number }) =>
    `A shot of ${model} lasts ${step === 1 ? 'whole seconds' : `steps of ${step} s`}. You asked for ${asked} s.`,
  shotsNoRoom: ({ seconds, shots, least }: { seconds: number; shots: number; least: number }) =>
    `${seconds} s are too short for these ${shots} shots, for each lasts at least ${least} s. Ask for a longer clip or for fewer shots.`,
  shotsLength: ({ sum, seconds }: { sum: number; seconds: number }) =>
    `The shots last ${sum} s together, the clip ${seconds} s. Change one of them.`,
  shotsPrompt: ({ model }: { model: string }) =>
    `${model} takes shots in place of a prompt, not beside one. Put those words into the shots.`,
  noLoop: ({ model, mode }: { model: string; mode: string }) =>
    `${model} makes no loop in ${mode}. Leave it out, or choose a model that can. Many can with ${command('i2v')}.`,
  loopHasEnd: 'A loop ends on its first frame. Leave the last frame out, or the loop.',
  motions: ({ model, amounts, asked }: { model: string; amounts: string[]; asked: string }) =>
    `${model} knows the amounts of motion ${or(amounts)}. You asked for ${asked}.`,
  cannotContinue: ({ model }: { model: string }) =>
    `${model} cannot go on from a video by itself. ${command('extend')} goes on from the last frame of a clip.`,
  continuesVideo: ({ mode }: { mode: string }) => `Only a video can be gone on from, and ${mode} starts from none. Use ${command('v2v')}.`,
  noSpeech: ({ model, mode }: { model: string; mode: string }) =>
    `${model} lets nobody speak in ${mode}. Leave the speech out, or choose a model that takes it.`,
  speechTooLong: ({ model, most, length }: { model: string; most: number; length: number }) =>
    `Speech for ${model} can have ${most} characters at most. Yours has ${length}.`,
  speechNeedsSound: 'Speech needs sound. Leave the speech out, or turn the sound on.',
  noVoice: ({ model }: { model: string }) => `${model} chooses the voice itself. Leave the voice out.`,
  voices: ({ model, voices, asked }: { model: string; voices: string[]; asked: string }) =>
    `${model} has the voices ${or(voices)}. You asked for ${asked}.`,
  voiceAlone: 'A voice needs words to say. Add the speech, or leave the voice out.',
  notTogether: ({ model, settings }: { model: string; settings: string[] }) =>
    `${model} does not make ${settings.join(' + ')} together. Change one of them.`,
  impossible: ({ name }: { name: string }) => `${name} has a value that a clip cannot have. Ask for another.`,

  // notes on a request that is taken
  aspectNear: ({ model, asked, taken }: { model: string; asked: string; taken: string }) =>
    `${model} does not make ${asked}. ${taken} is the nearest and is used.`,
  seedFolded: ({ model, most, asked, taken }: { model: string; most: number; asked: number; taken: number }) =>
    `${model} takes seeds up to ${most}. ${taken} is used in place of ${asked}.`,
  noSeed: ({ model }: { model: string }) => `${model} takes no seed. The clip cannot be repeated exactly.`,
  noNegativePrompt: ({ model }: { model: string }) => `${model} takes no negative prompt. It was left out.`,
  noCamera: ({ model }: { model: string }) => `${model} takes no camera move. Say it in the prompt instead.`,
  noFrameRate: ({ model }: { model: string }) => `${model} takes no frame rate. It chooses its own.`,
  frameRateNear: ({ model, asked, taken }: { model: string; asked: number; taken: number }) =>
    `${model} makes ${taken} frames per second, the nearest to ${asked}.`,
  strengthUseless: ({ mode }: { mode: string }) => `Strength does nothing in ${mode}. It was left out.`,
  noStrength: ({ model }: { model: string }) => `${model} takes no strength. It was left out.`,
  noMotion: ({ model }: { model: string }) => `${model} takes no amount of motion. Say it in the prompt instead.`,
  noExpansion: ({ model }: { model: string }) => `${model} has no switch for the expansion of prompts. It was left out.`,
  loopByFrames: ({ model }: { model: string }) => `${model} makes the loop from its first frame, which is also the last one.`,
  clipSettingsLeft: ({ model, settings }: { model: string; settings: string[] }) =>
    `${model} does not take that clip’s ${or(settings)}. Its own is used.`,
  templateSettingsLeft: ({ model, settings }: { model: string; settings: string[] }) =>
    `${model} does not take the template’s ${or(settings)}. Its own is used.`,

  // settings by name and by value
  duration: 'duration',
  aspectRatio: 'aspect ratio',
  resolution: 'resolution',
  factor: 'factor',
  frameRate: 'frame rate',
  sound: 'sound',
  cameraMove: 'camera move',
  strength: 'strength',
  shots: 'shots',
  motion: 'amount of motion',
  motion_low: 'low',
  motion_medium: 'medium',
  motion_high: 'high',
  loop: 'loop',
  speech: 'speech',
  voice: 'voice',
  expansion: 'prompt expansion',
  seconds: ({ seconds }: { seconds: number }) => `${seconds} s`,
  framesPerSecond: ({ frames }: { frames: number }) => `${frames} frames per second`,

  // prices
  free: 'free',
  freeHere: ({ price }: { price: string }) => `free on this machine, ${price} in chats`,
  creditsPerClip: ({ credits }: { credits: number }) => `${count(credits, 'credit')} per clip`,
  creditsPerSecond: ({ credits }: { credits: number }) => `${count(credits, 'credit')} per second`,
  creditsPerClipAndSecond: ({ perClip, perSecond }: { perClip: number; perSecond: number }) =>
    `${count(perClip, 'credit')} per clip and ${count(perSecond, 'credit')} per second`,
  /** Sums are money, `$12.30`, or null without limit. */
  worstCase: ({ day, month, here }: { day: string | null; month: string | null; here: string | null }) =>
    `At most ${day ?? 'any amount'} a day and ${month ?? 'any amount'} a month for everybody, and ${here ?? 'any amount'} a month here.`,
  holdsVendorsPrice: 'its vendor asks for more now, and so much is held',
  refusalsBilled: 'what the vendor’s content check refuses costs as much as a clip',
  refusalsFree: 'what the vendor’s content check refuses costs nothing',
  /** What such clips cost in the end. `clip`: which. */
  lately: ({ clip, credits, clips }: { clip: string; credits: number; clips: number }) =>
    `${clip}: lately ${count(credits, 'credit')} (${count(clips, 'clip')})`,
}
