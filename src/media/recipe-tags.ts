import { type MetadataTags, Quality } from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { type Recipe, recipeSchema } from '../core/recipe.ts'
import { blamingFile } from './bad-media.ts'
import { copyTracks } from './copy-tracks.ts'
import { affordableScale, encodeClip, even } from './encode.ts'
import { evenSound } from './even-sound.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { type OpenTracks, openTracks, unreadable } from './open-tracks.ts'

/** A comment longer than this is not looked into. A recipe has some 2 KB, and 20 KB with the longest prompt. */
const longestComment = 65_536

/** The tags of a clip: the recipe as JSON in the comment, the prompt as the title that players show. */
export const recipeTags = (recipe: Recipe): MetadataTags => ({ title: recipe.prompt, comment: JSON.stringify(recipe) })

const parseRecipe = (comment: string | undefined): Recipe | null => {
  if (!comment || comment.length > longestComment) return null
  try {
    return recipeSchema.safeParse(JSON.parse(comment)).data ?? null
  } catch {
    // Somebody else's comment is no JSON, and no error.
    return null
  }
}

/** The recipe in an open film or sound; null when it carries none, or the comment is somebody else's. */
export const recipeOf = async ({ input }: OpenTracks): Promise<Recipe | null> =>
  parseRecipe((await blamingFile(unreadable, () => input.getMetadataTags())).comment)

/** Reads a recipe back, as `MediaTools.readRecipe` promises. A picture carries none. */
export const readRecipe = async (path: string, limits: FileLimits): Promise<Recipe | null> => {
  const { kind } = await inspect(path, limits)
  if (kind === 'image') return null
  using tracks = await openTracks(path)
  return await recipeOf(tracks)
}

/** Writes an MP4 in H.264 and AAC with the recipe in its tags, as `MediaTools.tag` promises. */
export const writeTagged = async (path: string, outPath: string, recipe: Recipe, limits: FileLimits): Promise<void> => {
  const info = await inspect(path, limits)
  using tracks = await openTracks(path)
  await tagTracks(tracks, info, outPath, recipe)
}

/** The same with tracks that are open already; `info` is what was found of their file. What is in these codecs is copied. */
export const tagTracks = async (tracks: OpenTracks, info: MediaInfo, outPath: string, recipe: Recipe): Promise<void> => {
  const audio = { codec: 'aac' as const, ...(info.audioCodec === 'aac' ? {} : evenSound()) }
  const settings = { tags: recipeTags(recipe), audio }
  const { video } = tracks
  await blamingFile(unreadable, async () => {
    if (!video || info.videoCodec === 'avc') return await copyTracks(tracks, outPath, { ...settings, sizeBytes: info.sizeBytes })
    const fps = info.fps || 30
    const scale = affordableScale(info, fps)
    const size = { width: even(info.width * scale), height: even(info.height * scale) }
    await encodeClip(tracks, video, outPath, { ...size, ...settings, fps, quality: new Quality('high') })
  })
}
