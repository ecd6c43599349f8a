import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { kling } from './api.ts'

/** Words that Kling has no field for. */
const strangeWords = ['fps', 'strength', 'camera', 'motion', 'speech', 'voice', 'continues', 'factor'] as const

/** What no model of Kling takes, or this one does not; null when all of it is taken. `roles` are those of the files that go along. */
export const problemOfGiven = ({ request, model: { name: model }, inputs }: ProviderRequest, roles: readonly InputRole[]): Text | null => {
  const strange = strangeWords.find((word) => request[word] !== undefined) ?? inputs.find(({ role }) => !roles.includes(role))?.role
  if (strange) return say('model.takesNo', { model, part: say(`part.${strange}`) })
  const [extra] = Object.keys(request.extras)
  if (extra !== undefined) return say('model.noInput', { model, input: extra })
  if (request.mode === 'i2v' && !inputs.some(({ role }) => role === 'firstFrame')) {
    return say('model.needs', { model, part: say('part.firstFrame') })
  }
  if (request.mode === 'i2v' && request.aspectRatio !== undefined) return say('model.keepsShape', { model })
  return (
    inputs.map((input) => (input.kind === 'video' ? problemOfVideo(model, input) : problemOfImage(model, input))).find((found) => found) ??
    null
  )
}

const imageMegabytes = 10
const leastImageSide = 300
const mostRatio = 2.5

/** Kling's limits of a picture in the older standard, which are the narrower: https://kling.ai/document-api/api/video/3-0-omni/image-to-video/legacy */
const problemOfImage = (model: string, { mediaType, sizeBytes, width, height }: ProviderInput): Text | null => {
  if ((mediaType !== 'image/png' && mediaType !== 'image/jpeg') || sizeBytes > imageMegabytes * 1_000_000) {
    return say('model.imageKinds', { model, kinds: ['PNG', 'JPEG'], megabytes: imageMegabytes })
  }
  if (Math.min(width, height) < leastImageSide) return say('model.imageSide', { model, pixels: leastImageSide })
  const ratio = Math.max(width, height) / Math.min(width, height)
  return ratio > mostRatio ? say('model.imageRatio', { model, ratio: mostRatio }) : null
}

const videoTypes: readonly string[] = ['video/mp4', 'video/quicktime']
const videoMegabytes = 200

/** Kling's limits of a video, whose length and sides are the row's business: https://kling.ai/document-api/api/video/3-0-omni/video-omni */
const problemOfVideo = (model: string, { mediaType, sizeBytes, url }: ProviderInput): Text | null => {
  if (!videoTypes.includes(mediaType) || sizeBytes > videoMegabytes * 1_000_000) {
    return say('model.videoKinds', { model, kinds: ['MP4', 'MOV'], megabytes: videoMegabytes })
  }
  return url === undefined ? say('provider.videosByLink', { vendor: kling.name }) : null
}
