import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { isDiskFull } from '../core/is-disk-full.ts'
import type { MediaStore } from '../core/media-store.ts'
import { type BucketPlace, createBucketClient } from './bucket-client.ts'
import { bucketFault, described, saysNoFile, saysNoPart, saysReplaced, storeCodeOf, throwBucketFault } from './bucket-fault.ts'
import { uploadFile } from './bucket-upload.ts'
import { defaultReserveBytes, ensureDiskRoom } from './disk-room.ts'
import { createLocalCopies } from './local-copies.ts'
import { checkMediaKey, isMediaKey, noSuchPart, notKept } from './media-key.ts'
import { storageFault } from './storage-fault.ts'
import { tryBucket } from './try-bucket.ts'

/** A connection on which nothing moves for so long is given up: a store that hangs must not hold a clip. */
const defaultIdleMs = 30_000
/** How often a file is asked for again that was replaced between two questions. */
const mostReplaced = 5

export interface BucketOptions {
  reserveBytes?: number
  idleMs?: number
  /** How many names the store tells at one time: 1,000 at most, by default too. */
  pageSize?: number
}

/** The body of an answer and how many bytes it must have. */
interface Answered {
  body: Readable
  sizeBytes: number
}

/**
 * A media store in a bucket of an S3-compatible store that several machines share; `workFolder` is this process's own, for copies that it
 * lends. It is tried at once: throws MoodreelError `bad_config` and `storage_unavailable` with what the operator is to do. Besides what
 * `MediaStore` says it throws `invalid_option` for a key that is none.
 *
 * Where it differs from a folder: a stream of `read` is of one version as long as its connection lasts, and a reader who stops for half a
 * minute loses it; a player then asks for the rest. What is borrowed is a copy, so it stays whole. Room is the store's own matter, so
 * `ensureRoom` looks at the disk of the work folder.
 */
export const openMediaBucket = async (place: BucketPlace, workFolder: string, options: BucketOptions = {}): Promise<MediaStore> => {
  const { reserveBytes = defaultReserveBytes, idleMs = defaultIdleMs, pageSize } = options
  const client = createBucketClient(place, idleMs)
  await tryBucket(client, place)
  const Bucket = place.bucket
  const ensureRoom = (sizeBytes: number) => ensureDiskRoom(workFolder, sizeBytes, reserveBytes)
  const copies = createLocalCopies(join(workFolder, 'borrowed'), ensureRoom)

  const throwReadFault = async (cause: unknown): Promise<never> => {
    if (saysNoPart(cause)) throw noSuchPart(described(cause))
    if (!saysNoFile(cause)) throw bucketFault(cause)
    // An answer without a body does not tell a file that is gone from a bucket that is gone.
    if (storeCodeOf(cause) !== 'NoSuchKey') {
      await client.send(new HeadBucketCommand({ Bucket })).catch((gone) => {
        if (saysNoFile(gone)) throw bucketFault(gone)
      })
    }
    throw notKept(described(cause))
  }

  const head = async (key: string): Promise<{ sizeBytes: number; version: string }> => {
    const { ContentLength, ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: key })).catch(throwReadFault)
    if (ContentLength === undefined || ETag === undefined) throw bucketFault(new Error('the store tells no size or no version of a file'))
    return { sizeBytes: ContentLength, version: ETag }
  }

  const get = async (key: string, asked: Pick<GetObjectCommandInput, 'Range' | 'IfMatch'>): Promise<Answered> => {
    const { Body: body, ContentLength, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: key, ...asked }))
    if (!(body instanceof Readable)) throw new Error('the store gave no body')
    if (ContentLength === undefined || (asked.Range !== undefined && ContentRange === undefined)) {
      body.destroy()
      throw new Error('the store does not tell the size of its answer, or gave all of a file for a part')
    }
    return { body, sizeBytes: ContentLength }
  }

  const download = async (key: string, { version, sizeBytes }: Awaited<ReturnType<typeof head>>, path: string): Promise<void> => {
    const answered = await get(key, { IfMatch: version })
    try {
      await pipeline(counted({ ...answered, sizeBytes }), createWriteStream(path, { flags: 'wx' }))
    } catch (cause) {
      answered.body.destroy()
      await rm(path, { force: true }).catch(() => undefined)
      throw isDiskFull(cause) ? storageFault(cause) : bucketFault(cause)
    }
  }

  return {
    async put(key, path) {
      checkMediaKey(key)
      const version = await uploadFile(client, Bucket, key, path)
      await copies.forget(key)
      if (version !== undefined) await copies.add({ key, version }, path)
    },

    async borrow(key) {
      checkMediaKey(key)
      for (let replaced = 0; ; replaced++) {
        const file = await head(key)
        try {
          return await copies.borrow({ key, ...file }, (path) => download(key, file, path))
        } catch (cause) {
          if (!saysReplaced(cause) || replaced === mostReplaced) return await throwReadFault(cause)
        }
      }
    },

    async read(key, range) {
      checkMediaKey(key)
      if (range && !(range.start >= 0 && range.start <= range.end)) throw noSuchPart()
      return streamOf(await get(key, range ? { Range: `bytes=${range.start}-${range.end}` } : {}).catch(throwReadFault))
    },

    async size(key) {
      checkMediaKey(key)
      return (await head(key)).sizeBytes
    },

    link: (key, seconds) => getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), { expiresIn: seconds }),

    async remove(key) {
      checkMediaKey(key)
      await client.send(new DeleteObjectCommand({ Bucket, Key: key })).catch(throwBucketFault)
      await copies.forget(key)
    },

    async *list(name) {
      const folder = name.replace(/\/$/, '')
      checkMediaKey(folder)
      let after: string | undefined
      do {
        const asked = { Bucket, Prefix: `${folder}/`, ContinuationToken: after, MaxKeys: pageSize }
        const page = await client.send(new ListObjectsV2Command(asked)).catch(throwBucketFault)
        for (const { Key: key, LastModified } of page.Contents ?? []) {
          // What has no time is never taken for old.
          if (key !== undefined && isMediaKey(key) && LastModified) yield { key, modifiedAt: LastModified.getTime() }
        }
        after = page.IsTruncated ? page.NextContinuationToken : undefined
      } while (after !== undefined)
    },

    ensureRoom,
  }
}

/** The bytes of an answer. Throws when there are fewer or more of them than were told. */
async function* counted({ body, sizeBytes }: Answered): AsyncGenerator<Uint8Array> {
  let received = 0
  for await (const chunk of body) {
    received += chunk.length
    yield chunk
  }
  if (received !== sizeBytes) throw new Error(`the store sent ${received} of ${sizeBytes} bytes`)
}

const streamOf = (answered: Answered): ReadableStream<Uint8Array> => {
  const chunks = counted(answered)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await chunks.next().catch(throwBucketFault)
        if (chunk.done) controller.close()
        else controller.enqueue(chunk.value)
      },
      cancel: () => void answered.body.destroy(),
    },
    { highWaterMark: 0 },
  )
}
