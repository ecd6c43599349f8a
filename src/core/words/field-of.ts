import type { Key, Sentence, Text } from './sentence.ts'

/** The option that a sentence about a request speaks of. */
const fields: Readonly<Partial<Record<Key, string>>> = {
  'fit.noModel': 'model',
  'fit.meantModel': 'model',
  'fit.modelUnavailable': 'model',
  'fit.modelReplaced': 'model',
  'fit.modelCannot': 'model',
  'fit.othersCan': 'model',
  'fit.channelModel': 'model',
  'fit.channelModels': 'model',
  'fit.noQuickVersion': 'draft',
  'fit.noQuickModel': 'draft',
  'fit.promptForMode': 'prompt',
  'fit.promptForModel': 'prompt',
  'fit.promptTooLong': 'prompt',
  'fit.templateNeedsPrompt': 'prompt',
  'fit.noInputs': 'set',
  'fit.noInput': 'set',
  'fit.needsImage': 'image',
  'fit.imageFileTooLarge': 'image',
  'fit.imageTooLarge': 'image',
  'fit.imageTooManyPixels': 'image',
  'fit.needsVideo': 'video',
  'fit.videoFileTooLarge': 'video',
  'fit.videoTooLarge': 'video',
  'fit.videoTooShort': 'video',
  'fit.videoTooLong': 'video',
  'fit.videoTooSmall': 'video',
  'fit.videoTooWide': 'video',
  'fit.modeHasNoLastFrame': 'last',
  'fit.noLastFrame': 'last',
  'fit.noReferences': 'ref',
  'fit.fewerReferences': 'ref',
  'fit.referencesAlone': 'ref',
  'fit.noReferencesOthersDo': 'ref',
  'fit.fewerReferencesOthersDo': 'ref',
  'fit.referencesAloneOthersDo': 'ref',
  'fit.takesNoSound': 'sound',
  'fit.makesNoSound': 'audio',
  'fit.noLength': 'duration',
  'fit.lengths': 'duration',
  'fit.lengthBetween': 'duration',
  'fit.lengthInSteps': 'duration',
  'fit.noAspect': 'aspect',
  'fit.aspects': 'aspect',
  'fit.keepsVideoShape': 'aspect',
  'fit.keepsImageShape': 'aspect',
  'fit.noResolution': 'resolution',
  'fit.resolutions': 'resolution',
  'fit.cameraMoves': 'camera',
  'fit.noShots': 'shots',
  'fit.fewerShots': 'shots',
  'fit.shotTooLong': 'shots',
  'fit.shotsUntimed': 'shots',
  'fit.shotsLength': 'shots',
  'fit.shotStep': 'shots',
  'fit.shotsNoRoom': 'shots',
  'fit.shotsPrompt': 'prompt',
  'fit.noLoop': 'loop',
  'fit.loopHasEnd': 'loop',
  'fit.motions': 'motion',
  'fit.cannotContinue': 'extend',
  'fit.continuesVideo': 'extend',
  'fit.noSpeech': 'speech',
  'fit.speechTooLong': 'speech',
  'fit.speechNeedsSound': 'audio',
  'fit.noVoice': 'voice',
  'fit.voices': 'voice',
  'fit.voiceAlone': 'speech',
  'fit.noStyle': 'style',
  'fit.noStyleOthersDo': 'style',
  'reference.tooMany': 'ref',
  'reference.noSuch': 'with',
  'reference.meant': 'with',
  'fit.noReferenceVideos': 'ref',
  'fit.fewerReferenceVideos': 'ref',
  'fit.noReferenceAudios': 'ref',
  'fit.fewerReferenceAudios': 'ref',
  'fit.referenceAudiosAlone': 'ref',
  'fit.referenceTooLong': 'ref',
}

const named = /^optionName\.(.+)$/

const isSentence = (value: unknown): value is Sentence => typeof value === 'object' && value !== null && 'say' in value

/** The field of a form that a sentence is about, by the name of its option; null where it is about all of it. */
export const fieldOfText = (text: Text): string | null => {
  if (!isSentence(text)) return null
  const { name, kind, wanted } = text.given ?? {}
  const option = isSentence(name) ? named.exec(name.say)?.[1] : undefined
  if (option) return option
  if (text.say === 'option.needsFile') return typeof kind === 'string' ? kind : null
  if (text.say === 'option.wrongFile') return typeof wanted === 'string' ? wanted : null
  return fields[text.say] ?? null
}
