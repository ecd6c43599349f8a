import { readFile } from 'node:fs/promises'
import type { MediaInfo } from '../core/media.ts'
import { type Recipe, recipeSchema } from '../core/recipe.ts'
import { blamingFile } from './bad-media.ts'
import { checkFrames, lookedThrough } from './check-frames.ts'
import { mostBad } from './encode.ts'
import { canKeepSound } from './encode-sound.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { type Film, openFilm } from './open-film.ts'
import { type OpenTracks, openTracks, unreadable } from './open-tracks.ts'
import { canKeepPicture } from './plays-everywhere.ts'
import { readStillComment, type StillWords } from './still-comment.ts'
import { type WriteOptions, writeFilm } from './write-film.ts'

/** A comment longer than this is not looked into. A recipe has some 2 KB, and 20 KB with the longest prompt. */
const longestComment = 65_536

/** The tags of a clip: the recipe as JSON in the comment, the prompt as the title that players show. */
export const recipeTags = (recipe: Recipe): StillWords => ({ title: recipe.prompt, comment: JSON.stringify(recipe) })

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

/** Reads a recipe back, as `MediaTools.readRecipe` promises. */
export const readRecipe = async (path: string, limits: FileLimits): Promise<Recipe | null> => {
  const { mediaType } = await inspect(path, limits)
  if (mediaType.startsWith('image/')) return parseRecipe(readStillComment(await readFile(path), mediaType))
  using tracks = await openTracks(path)
  return await recipeOf(tracks)
}

/** Writes an MP4 in H.264 and AAC with the recipe in its tags, as `MediaTools.tag` promises. */
export const writeTagged = async (path: string, outPath: string, recipe: Recipe, limits: FileLimits): Promise<void> => {
  using film = await openFilm(path, limits)
  await tagFilm(film, outPath, recipe, limits)
}

/** The same with a film that is open already. What phones play is copied. `check` says what else has to go well with what was written. */
export const tagFilm = async (
  film: Film,
  outPath: string,
  recipe: Recipe,
  limits: FileLimits,
  check?: WriteOptions['check'],
): Promise<MediaInfo> => {
  const plays = { picture: !film.tracks.video || (await canKeepPicture(film)), sound: await canKeepSound(film) }
  // What is encoded is decoded for that.
  const sound = plays.picture ? await checkFrames(film, lookedThrough.made, mostBad.made) : { picture: false, sound: true }
  const mayCopy = { picture: plays.picture && sound.picture, sound: plays.sound && sound.sound }
  return await writeFilm(film, outPath, limits, {
    tags: recipeTags(recipe),
    mayCopy,
    mostBadShare: mostBad.made,
    ...(check ? { check } : {}),
  })
}
