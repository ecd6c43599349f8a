import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { type Makers, noSize, pictureReferences, promptOf, Unfit } from '../maker.ts'

const resolutions = { '720p': '720p', '480p': '480p', '1080p': '1080p' } as const satisfies Record<
  string,
  TextToVideoCreateParams.GrokImagine1_5['resolution']
>
const ratios = {
  '16:9': '16:9',
  '9:16': '9:16',
  '1:1': '1:1',
  '4:3': '4:3',
  '3:4': '3:4',
  '3:2': '3:2',
  '2:3': '2:3',
} as const satisfies Record<string, TextToVideoCreateParams.GrokImagine1_5['ratio']>

/** xAI's Grok Imagine, which takes no seed. A picture decides the shape of its clip. */
export const grok: Makers = {
  'grok_imagine_1_5 t2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: ['referenceImages'],
    make: async (wanted) => {
      const { request, pick, has } = wanted
      // "Requests with image references are capped at 720p": one who asked for more would pay for less than was asked.
      if (has('referenceImages') && request.resolution === '1080p') throw new Unfit(noSize)
      const [ratio, resolution] = [pick('aspectRatio', ratios), pick('resolution', resolutions)]
      const body = { promptText: request.prompt, duration: request.durationSeconds ?? 5, ratio, resolution }
      return { endpoint: 'textToVideo', body: { model: 'grok_imagine_1_5', ...body, ...(await pictureReferences(wanted)) } }
    },
  },
  'grok_imagine_1_5 i2v': {
    words: ['durationSeconds', 'resolution'],
    roles: ['firstFrame'],
    make: async ({ request, pick, uriOf }) => {
      const body = { ...promptOf(request), duration: request.durationSeconds ?? 5, resolution: pick('resolution', resolutions) }
      return { endpoint: 'imageToVideo', body: { model: 'grok_imagine_1_5', ...body, promptImage: await uriOf('firstFrame') } }
    },
  },
}
