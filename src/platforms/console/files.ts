import { constants } from 'node:fs'
import { access, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, parse, resolve } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Post, PostMedia } from '../../core/post.ts'
import type { Attachment } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'

/** The most that a person may give, as on the playground. */
const attachmentLimitBytes = 200 * 1024 * 1024

/**
 * Takes the files that a person named into the media store, so that a later process can go on with them. Nothing else
 * of the disk is ever read. Throws MoodreelError `missing_input` for what is not there, is no file or may not be read,
 * and `too_large`.
 */
export const takeAttachments = (mediaStore: MediaStore, paths: readonly string[]): Promise<Attachment[]> =>
  Promise.all(
    paths.map(async (path): Promise<Attachment> => {
      const found = await stat(path).catch((cause: unknown) => {
        throw new MoodreelError('missing_input', say('console.noFile', { path }), { cause })
      })
      if (!found.isFile()) throw new MoodreelError('missing_input', say('console.notFile', { path }))
      await access(path, constants.R_OK).catch((cause: unknown) => {
        throw new MoodreelError('missing_input', say('console.unreadable', { path }), { cause })
      })
      if (found.size > attachmentLimitBytes) {
        throw new MoodreelError('too_large', say('console.tooLarge', { path, megabytes: attachmentLimitBytes / 1024 / 1024 }))
      }
      const key = `uploads/${newId()}`
      await mediaStore.put(key, path)
      return { url: `media:${key}`, name: basename(path), sizeBytes: found.size }
    }),
  )

/**
 * Saves the files of a post, each whole, and gives their paths. A name comes from the post alone: the same post
 * saved again is the same file, and the files of two clips never meet. Throws MoodreelError `delivery_failed`.
 */
export const saveMedia = async (mediaStore: MediaStore, outFolder: string, post: Post): Promise<string[]> => {
  const paths: string[] = []
  for (const media of post.media) {
    const path = freePath(resolve(outFolder, nameOf(media, post)), paths)
    const borrowed = await mediaStore.borrow(media.key)
    try {
      await copyWhole(borrowed.path, path)
    } catch (cause) {
      throw new MoodreelError('delivery_failed', say('console.notSaved'), { cause })
    } finally {
      await borrowed.release()
    }
    paths.push(path)
  }
  return paths
}

/** The name that the post gives, made harmless, and with the id of its generation if that is not part of it. */
const nameOf = (media: PostMedia, post: Post): string => {
  const { name, ext } = parse(
    basename(media.fileName)
      .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_')
      .replace(/^\.+/, ''),
  )
  if (post.generationIds.some((id) => name.includes(id))) return name + ext
  return `${name || 'clip'}-${post.generationIds[0] ?? parse(media.key).name}${ext}`
}

/** Two files of one post may share a name. */
const freePath = (path: string, taken: readonly string[]): string => {
  const { dir, name, ext } = parse(path)
  let free = path
  for (let number = 2; taken.includes(free); number++) free = resolve(dir, `${name}-${number}${ext}`)
  return free
}

const copyWhole = async (from: string, to: string): Promise<void> => {
  const temporary = `${to}.part`
  try {
    await mkdir(dirname(to), { recursive: true })
    await copyFile(from, temporary, constants.COPYFILE_FICLONE)
    await rename(temporary, to)
  } catch (error) {
    // The first error is the one to tell; a half file keeps a name that says so.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}
