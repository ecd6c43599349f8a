import { command } from '../command-mention.ts'

/** What is wrong with a file, and what its owner can do. */
export const media = {
  /** There may be several files, and they are read long after they were sent. */
  ofFile: ({ file, problem }: { file: string; problem: string }) => `${file}: ${problem}`,
  scaledUp: ({ file, from, to, model }: { file: string; from: string; to: string; model: string }) =>
    `${file} was scaled up from ${from} to ${to}, because ${model} takes no smaller pictures.`,

  // Another kind than is needed.
  notImage: ({ found }: { found: string }) => `A still picture is needed, and this file is ${found}. Attach a JPEG, PNG or WebP.`,
  notVideo: ({ found }: { found: string }) => `A video is needed, and this file is ${found}. Attach an MP4, MOV or WebM.`,
  notAudio: ({ found }: { found: string }) => `A sound is needed, and this file is ${found}. Attach an MP3, M4A, WAV or Ogg.`,
  needsStill: `A still picture is needed, and this one moves. Use it with ${command('v2v')}, or attach a JPEG, PNG or WebP.`,
  notTaken: ({ type }: { type: string }) => `Files of the type ${type} cannot be used here. Attach an MP4, MOV or WebM.`,

  // A mask.
  maskOtherShape: ({ mask, image }: { mask: string; image: string }) =>
    `This mask has ${mask} pixels and the still ${image}. Make the mask in the size of the still, or in its shape.`,
  maskIsPicture: 'This is no mask. Paint white what is to change and black what stays, in the size of the still, and attach that.',
  maskEmpty: 'This mask is black all over, so nothing would change. Paint white what is to change.',
  maskFull: 'This mask is white all over, so nothing would stay. Paint black what stays.',
  tooLargeForMask: ({ width, height, megapixels }: { width: number; height: number; megapixels: number }) =>
    `This still has ${width}×${height} pixels. A mask or fields work on stills of up to ${megapixels} megapixels, so say in words what is to change, and where.`,

  // Too large, too long, too much work.
  tooLarge: ({ limit }: { limit: number }) => `This file is larger than ${limit} MB. Use a smaller one.`,
  tooManyBytes: ({ megabytes, limit }: { megabytes: number; limit: number }) =>
    `This file has ${megabytes} MB, and the limit is ${limit} MB. Make it smaller and attach it again.`,
  tooManyPixels: ({ width, height, megapixels }: { width: number; height: number; megapixels: number }) =>
    `This picture has ${width}×${height} pixels, and the limit is ${megapixels} megapixels. Make it smaller and attach it again.`,
  tooLong: ({ seconds, limit }: { seconds: number; limit: number }) =>
    `This lasts ${seconds} seconds, and the limit is ${limit} seconds. Cut it shorter and attach it again.`,
  tooNarrow: 'This picture is too narrow to be scaled up. Use one that is less long.',
  cannotShrink: ({ size }: { size: string }) => `This clip cannot be made as small as ${size}. Cut it shorter and try again.`,
  takesTooLong: 'This file takes too long to process. Try a shorter or smaller one.',
  takesTooMuchMemory: 'This file needs too much memory to process. Try a smaller one.',
  failed: 'This file could not be processed. Try again, or use another one.',
  unprocessable: 'This file cannot be processed. Use another one.',
  stopped: 'The work on this file was stopped.',

  // Kinds that are not read.
  unreadPicture: ({ kind }: { kind: string }) => `${kind} pictures cannot be read here. Save this one as JPEG or PNG and attach that.`,
  unreadVideo: ({ kind }: { kind: string }) => `${kind} videos cannot be read here. Export this one as MP4 with H.264 and attach that.`,
  unreadSound: ({ kind }: { kind: string }) => `${kind} sounds cannot be read here. Save this one as MP3, M4A or WAV and attach that.`,
  unreadDocument: ({ kind }: { kind: string }) => `${kind} files cannot be read here. Save the page as JPEG or PNG and attach that.`,
  unreadArchive: ({ kind }: { kind: string }) => `${kind} files cannot be read here. Unpack this one and attach what is in it.`,
  text: 'This file contains text, whatever its name says. Attach a picture (JPEG, PNG, WebP), a video (MP4, MOV, WebM) or a sound (MP3, WAV, M4A, Ogg).',
  unknownKind:
    'Files of this kind cannot be read here. Attach a picture (JPEG, PNG, WebP), a video (MP4, MOV, WebM) or a sound (MP3, WAV, M4A, Ogg).',
  unknownMotion: 'This picture moves in a way that cannot be read here. Save it as MP4 and attach that.',
  unknownHeif: 'This HEIC or HEIF picture is coded in a way that cannot be read here. Save it as JPEG or PNG and attach that.',
  unknownPictureCodec: 'The picture of this video is in a format that cannot be read here. Export it as MP4 with H.264 and attach that.',
  unknownSoundCodec: 'The sound of this file is in a format that cannot be read here. Export it with AAC sound and attach that.',
  cannotKeepAs: ({ type }: { type: string }) =>
    `This file cannot be saved as ${type} without changing it. Export it as MP4 with H.264 and AAC and attach that.`,

  // Damaged, empty, built to harm.
  empty: 'This file is empty. Attach it again, or another one.',
  cutOff: 'This file is cut off: its end is missing. Export or download it again and attach that.',
  pictureCutOff: 'This picture is cut off: its end is missing. Attach it again.',
  unreadable: 'This file is damaged or incomplete and cannot be read. Export it again as MP4 and attach that.',
  damagedPicture: 'This picture is damaged. Save it again and attach that.',
  damagedHeif: 'This HEIC or AVIF picture is damaged. Save it as JPEG or PNG and attach that.',
  damagedFrames: 'The frames of this video cannot be decoded. Export it again as MP4 with H.264 and attach that.',
  damagedSound: 'The sound of this video cannot be decoded. Export it as MP4 with AAC sound and attach that.',
  withoutSize: 'This picture has no size. Save it again and attach that.',
  withoutPicture: 'This file has sound but no picture. Attach a video.',
  withoutContent: 'This file has nothing to show. Export it again and attach that.',
  overbuilt: 'This file has far more parts than it needs, so it is not read. Export it again and attach that.',
  overclaiming: 'This file claims to contain more than it does, so it is not read. Export it again and attach that.',
}
