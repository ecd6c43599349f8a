import type { TextToImageCreateParams } from '@runwayml/sdk/resources/text-to-image'
import type { Maker, Makers, Sizes, Wanted } from '../maker.ts'

type Size = TextToImageCreateParams.Gen4Image['ratio'] & TextToImageCreateParams.Gen4ImageTurbo['ratio']

const sizes = {
  '1080p': ['1920:1080', '1080:1920', '1080:1080', '1440:1080', '1080:1440', '2112:912'],
  '720p': ['1280:720', '720:1280', '720:720', '960:720', '720:960', '1680:720'],
} as const satisfies Sizes<Size>

const common = (wanted: Wanted) => ({
  promptText: wanted.request.prompt,
  ratio: wanted.size(sizes),
  seed: wanted.request.seed,
})

/** The picture that is made over comes first: Runway knows it as one reference among others. */
const pictures = async ({ urisOf }: Wanted): Promise<{ uri: string }[]> =>
  [...(await urisOf('firstFrame')), ...(await urisOf('referenceImages'))].map((uri) => ({ uri }))

const fromWords: Pick<Maker, 'words' | 'roles'> = { words: ['aspectRatio', 'resolution'], roles: ['referenceImages'] }
const fromPicture: Pick<Maker, 'words' | 'roles'> = { words: ['aspectRatio', 'resolution'], roles: ['firstFrame', 'referenceImages'] }

const image: Maker['make'] = async (wanted) => {
  const body = common(wanted)
  const references = await pictures(wanted)
  return {
    endpoint: 'textToImage',
    body: { model: 'gen4_image', ...body, ...(references.length > 0 ? { referenceImages: references } : {}) },
  }
}

/** Runway's own still pictures. The quick model makes none from words alone. */
export const stills: Makers = {
  'gen4_image t2i': { ...fromWords, make: image },
  'gen4_image i2i': { ...fromPicture, make: image },
  'gen4_image_turbo i2i': {
    ...fromPicture,
    make: async (wanted) => ({
      endpoint: 'textToImage',
      body: { model: 'gen4_image_turbo', ...common(wanted), referenceImages: await pictures(wanted) },
    }),
  },
}
