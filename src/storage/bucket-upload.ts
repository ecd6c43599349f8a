import { type FileHandle, open } from 'node:fs/promises'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { mediaTypeOf } from '../core/media-type.ts'
import { throwBucketFault } from './bucket-fault.ts'
import { throwStorageFault } from './storage-fault.ts'

/**
 * What is sent at one time, and all that is in memory of a file. Stores want parts of 5 MiB to 5 GiB and 10,000 at most:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
const partBytes = 8 * 1024 * 1024

/** Fills the buffer from this place of the file on. */
const fill = async (file: FileHandle, buffer: Buffer, position: number): Promise<void> => {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) throw new Error('the file became shorter while it was read')
    filled += bytesRead
  }
}

/**
 * Puts a local file under a key, whole or not at all, and resolves with its version. One part after the other goes out, each with its
 * hash, so that the store refuses what was changed on the way and a part can be sent again. Throws MoodreelError `storage_full` and
 * `storage_unavailable`.
 */
export const uploadFile = async (client: S3Client, bucket: string, key: string, path: string): Promise<string | undefined> => {
  await using file = await open(path).catch(throwStorageFault)
  const { size } = await file.stat().catch(throwStorageFault)
  const target = { Bucket: bucket, Key: key }
  const buffer = Buffer.allocUnsafe(Math.min(size, partBytes))
  if (size <= partBytes) {
    await fill(file, buffer, 0).catch(throwStorageFault)
    const put = new PutObjectCommand({ ...target, Body: buffer, ContentType: mediaTypeOf(key) })
    return (await client.send(put).catch(throwBucketFault)).ETag
  }

  const begun = await client.send(new CreateMultipartUploadCommand({ ...target, ContentType: mediaTypeOf(key) })).catch(throwBucketFault)
  const upload = { ...target, UploadId: begun.UploadId }
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (let at = 0; at < size; at += partBytes) {
      const part = buffer.subarray(0, Math.min(partBytes, size - at))
      await fill(file, part, at).catch(throwStorageFault)
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }))
      Parts.push({ PartNumber, ETag })
    }
    return (await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }))).ETag
  } catch (cause) {
    // Parts of an upload that nobody ends would be kept, and paid for, for ever. What is left all the same goes at a later start.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined)
    return throwBucketFault(cause)
  }
}
