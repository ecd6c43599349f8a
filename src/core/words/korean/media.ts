import type { Catalogue } from '../catalogue.ts'
import { command } from '../command-mention.ts'

export const media: Catalogue['media'] = {
  ofFile: ({ file, problem }) => `${file}: ${problem}`,
  scaledUp: ({ file, from, to, model }) =>
    `${model} 모델은 더 작은 이미지를 받지 않아 파일(${file})의 크기를 ${from}에서 ${to}(으)로 늘렸습니다.`,

  notImage: ({ found }) => `정지 이미지가 필요한데 이 파일의 형식은 ${found}입니다. JPEG, PNG, WebP를 첨부해 주세요.`,
  notVideo: ({ found }) => `영상이 필요한데 이 파일의 형식은 ${found}입니다. MP4, MOV, WebM을 첨부해 주세요.`,
  notAudio: ({ found }) => `소리 파일이 필요한데 이 파일의 형식은 ${found}입니다. MP3, M4A, WAV, Ogg를 첨부해 주세요.`,
  needsStill: `정지 이미지가 필요한데 이 이미지는 움직입니다. 이 파일은 ${command('v2v')} 명령에 쓰거나 JPEG, PNG, WebP를 첨부해 주세요.`,
  notTaken: ({ type }) => `${type} 형식의 파일은 여기에서 쓸 수 없습니다. MP4, MOV, WebM을 첨부해 주세요.`,

  maskOtherShape: ({ mask, image }) => `마스크는 ${mask}, 이미지는 ${image}픽셀입니다. 이미지와 크기나 비율이 같은 마스크를 만들어 주세요.`,
  maskIsPicture: '마스크가 아닙니다. 이미지와 같은 크기로 바꿀 곳은 희게, 그대로 둘 곳은 검게 칠해서 첨부해 주세요.',
  maskEmpty: '마스크가 온통 검어서 바뀌는 것이 없습니다. 바꿀 곳을 희게 칠해 주세요.',
  maskFull: '마스크가 온통 희어서 남는 것이 없습니다. 그대로 둘 곳을 검게 칠해 주세요.',
  tooLargeForMask: ({ width, height, megapixels }) =>
    `이 이미지는 ${width}×${height}픽셀인데, 마스크나 칸으로는 ${megapixels}메가픽셀까지만 수정할 수 있습니다. 무엇을 어디에서 바꿀지 말로 알려 주세요.`,

  tooLarge: ({ limit }) => `파일이 ${limit}MB보다 큽니다. 더 작은 파일을 사용해 주세요.`,
  tooManyBytes: ({ megabytes, limit }) => `파일이 ${megabytes}MB이고 한도는 ${limit}MB입니다. 줄여서 다시 첨부해 주세요.`,
  tooManyPixels: ({ width, height, megapixels }) =>
    `이미지가 ${width}×${height}픽셀이고 한도는 ${megapixels}메가픽셀입니다. 줄여서 다시 첨부해 주세요.`,
  tooLong: ({ seconds, limit }) => `길이가 ${seconds}초이고 한도는 ${limit}초입니다. 잘라서 다시 첨부해 주세요.`,
  tooNarrow: '이미지가 너무 좁아 확대할 수 없습니다. 덜 긴 이미지를 사용해 주세요.',
  cannotShrink: ({ size }) => `이 클립은 ${size}까지 줄일 수 없습니다. 더 짧게 잘라 다시 시도해 주세요.`,
  takesTooLong: '이 파일은 처리하는 데 너무 오래 걸립니다. 더 짧거나 작은 파일로 시도해 주세요.',
  takesTooMuchMemory: '이 파일은 처리하는 데 메모리가 너무 많이 필요합니다. 더 작은 파일로 시도해 주세요.',
  failed: '이 파일을 처리하지 못했습니다. 다시 시도하거나 다른 파일을 사용해 주세요.',
  unprocessable: '이 파일은 처리할 수 없습니다. 다른 파일을 사용해 주세요.',
  stopped: '파일 작업이 중단되었습니다.',

  unreadPicture: ({ kind }) => `${kind} 이미지는 여기에서 읽을 수 없습니다. JPEG나 PNG로 저장해서 첨부해 주세요.`,
  unreadVideo: ({ kind }) => `${kind} 영상은 여기에서 읽을 수 없습니다. H.264를 쓰는 MP4로 내보내서 첨부해 주세요.`,
  unreadSound: ({ kind }) => `${kind} 소리 파일은 여기에서 읽을 수 없습니다. MP3, M4A, WAV로 저장해서 첨부해 주세요.`,
  unreadDocument: ({ kind }) => `${kind} 파일은 여기에서 읽을 수 없습니다. 페이지를 JPEG나 PNG로 저장해서 첨부해 주세요.`,
  unreadArchive: ({ kind }) => `${kind} 파일은 여기에서 읽을 수 없습니다. 압축을 풀어 안에 든 파일을 첨부해 주세요.`,
  text: '이름과 달리 글이 들어 있는 파일입니다. 이미지(JPEG, PNG, WebP), 영상(MP4, MOV, WebM), 소리(MP3, WAV, M4A, Ogg) 파일을 첨부해 주세요.',
  unknownKind:
    '이 종류의 파일은 여기에서 읽을 수 없습니다. 이미지(JPEG, PNG, WebP), 영상(MP4, MOV, WebM), 소리(MP3, WAV, M4A, Ogg) 파일을 첨부해 주세요.',
  unknownMotion: '움직이는 이미지의 방식을 여기에서 읽을 수 없습니다. MP4로 저장해서 첨부해 주세요.',
  unknownHeif: 'HEIC 또는 HEIF 이미지의 방식을 여기에서 읽을 수 없습니다. JPEG나 PNG로 저장해서 첨부해 주세요.',
  unknownPictureCodec: '영상의 화면 형식을 여기에서 읽을 수 없습니다. H.264를 쓰는 MP4로 내보내서 첨부해 주세요.',
  unknownSoundCodec: '파일의 소리 형식을 여기에서 읽을 수 없습니다. 소리를 AAC로 내보내서 첨부해 주세요.',
  cannotKeepAs: ({ type }) => `이 파일은 그대로 ${type} 형식으로 저장할 수 없습니다. H.264와 AAC를 쓰는 MP4로 내보내서 첨부해 주세요.`,

  empty: '빈 파일입니다. 다시 첨부하거나 다른 파일을 첨부해 주세요.',
  cutOff: '파일의 끝부분이 없습니다. 다시 내보내거나 내려받아 첨부해 주세요.',
  pictureCutOff: '이미지의 끝부분이 없습니다. 다시 첨부해 주세요.',
  unreadable: '파일이 손상되었거나 완전하지 않아 읽을 수 없습니다. MP4로 다시 내보내서 첨부해 주세요.',
  damagedPicture: '이미지가 손상되었습니다. 다시 저장해서 첨부해 주세요.',
  damagedHeif: 'HEIC 또는 AVIF 이미지가 손상되었습니다. JPEG나 PNG로 저장해서 첨부해 주세요.',
  damagedFrames: '영상의 프레임을 디코딩할 수 없습니다. H.264를 쓰는 MP4로 다시 내보내서 첨부해 주세요.',
  damagedSound: '영상의 소리를 디코딩할 수 없습니다. 소리를 AAC로 하여 MP4로 내보내서 첨부해 주세요.',
  withoutSize: '이미지에 크기 정보가 없습니다. 다시 저장해서 첨부해 주세요.',
  withoutPicture: '소리만 있고 화면이 없는 파일입니다. 영상을 첨부해 주세요.',
  withoutContent: '보여 줄 내용이 없는 파일입니다. 다시 내보내서 첨부해 주세요.',
  overbuilt: '파일이 필요 이상으로 많은 조각으로 되어 있어 읽지 않았습니다. 다시 내보내서 첨부해 주세요.',
  overclaiming: '파일에 적힌 내용이 실제보다 많아 읽지 않았습니다. 다시 내보내서 첨부해 주세요.',
}
