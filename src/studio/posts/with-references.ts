import { referencesIn } from '../../core/fit/fill-references.ts'
import type { Generation } from '../../core/generation.ts'
import type { PostMedia } from '../../core/post.ts'
import { say, type Text } from '../../core/words/sentence.ts'

/** A small picture beside the words is not worth a larger upload. */
const mostBytes = 2 * 1024 * 1024

/** The words of the workspace whose pictures went into a clip: `with @keeper`. */
export const withNames = ({ request }: Pick<Generation, 'request'>): Text[] => {
  const names = referencesIn(request)
  return names.length > 0 ? [say('clip.with', { names: names.map((name) => `@${name}`) })] : []
}

/** The first of these pictures, in the copy that the clip was made from; none before it was brought home or after it was given up. */
export const withPicture = ({ request, inputs }: Pick<Generation, 'request' | 'inputs'>): PostMedia | undefined => {
  for (const role of ['referenceImages', 'style'] as const) {
    const given = [request[role] ?? []].flat()
    const at = given.findIndex(({ reference }) => reference !== undefined)
    const media = inputs.filter((input) => input.role === role)[at]?.media
    const name = given[at]?.reference
    if (!media || name === undefined || media.sizeBytes > mostBytes) continue
    const { key, mediaType, sizeBytes, width, height, sha256 } = media
    const fileName = `moodreel-with-${sha256.slice(0, 12)}${mediaType === 'image/jpeg' ? '.jpg' : '.png'}`
    return { key, mediaType, sizeBytes, fileName, alt: say('reference.pictureAlt', { name }), width, height, durationSeconds: 0 }
  }
  return undefined
}
