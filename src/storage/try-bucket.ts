import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { MoodreelError } from '../core/errors.ts'
import { newId } from '../core/id.ts'
import type { BucketPlace } from './bucket-client.ts'
import { described, saysBucketFull, statusOf, storeCodeOf } from './bucket-fault.ts'

/** An upload that was begun so long ago belongs to a process that died. */
const abandonedAfterMs = 24 * 3_600_000

/** What a key does not open: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const wrongKeyCodes = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'ExpiredToken'])
/** The store stands in another region than it was told. */
const wrongRegionCodes = new Set([
  'AuthorizationHeaderMalformed',
  'PermanentRedirect',
  'TemporaryRedirect',
  'IllegalLocationConstraintException',
])

/**
 * Writes a small file, reads it, lists it and takes it away, and ends uploads that a dead process left. Throws MoodreelError `bad_config`
 * for a bucket, a key or a region that the store refuses, else `storage_full` and `storage_unavailable`, each with what to do.
 */
export const tryBucket = async (client: S3Client, place: BucketPlace): Promise<void> => {
  const file = { Bucket: place.bucket, Key: `trial/${newId()}` }
  try {
    await client.send(new PutObjectCommand({ ...file, Body: Buffer.from('Moodreel was here.') }))
    const { Body: body } = await client.send(new GetObjectCommand(file))
    await body?.transformToByteArray()
    await client.send(new ListObjectsV2Command({ Bucket: place.bucket, Prefix: file.Key }))
    await client.send(new DeleteObjectCommand(file))
  } catch (cause) {
    throw refusalOf(cause, place)
  }
  // Not every store can list them, and not every key may.
  await endAbandoned(client, place.bucket).catch(() => undefined)
}

const endAbandoned = async (client: S3Client, bucket: string): Promise<void> => {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (!Initiated || Date.now() - Initiated.getTime() < abandonedAfterMs) continue
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
  }
}

const refusalOf = (cause: unknown, { bucket, endpoint }: BucketPlace): MoodreelError => {
  const code = storeCodeOf(cause)
  const options = { cause: described(cause) }
  const bad = (sentence: string) => new MoodreelError('bad_config', sentence, options)
  if (code === 'NoSuchBucket') return bad(`There is no bucket ${bucket} at S3_ENDPOINT; make it there, or correct S3_BUCKET.`)
  if (code !== undefined && wrongKeyCodes.has(code))
    return bad('The store at S3_ENDPOINT refuses the key; correct S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.')
  if (code !== undefined && wrongRegionCodes.has(code)) return bad(`The bucket ${bucket} is in another region; set S3_REGION to it.`)
  if (saysBucketFull(cause))
    return new MoodreelError('storage_full', `The bucket ${bucket} is full; make room in it or raise its quota.`, options)
  if (statusOf(cause) === 403)
    return bad(`The key may not write, read, list and delete in the bucket ${bucket}; allow it, or set the S3_ names to another.`)
  const host = URL.parse(endpoint)?.host ?? 'S3_ENDPOINT'
  const sentence = `The store at ${host} cannot be used (${code ?? codeOf(cause)}); see that it runs, or correct S3_ENDPOINT.`
  return new MoodreelError('storage_unavailable', sentence, options)
}

const codeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return 'no answer'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}
