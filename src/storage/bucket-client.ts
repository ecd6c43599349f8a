import { S3Client } from '@aws-sdk/client-s3'

/** The bucket as the environment names it. `endpoint` has no slash at its end. */
export interface BucketPlace {
  endpoint: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  region: string
}

const connectMs = 5_000
/** Many people may watch at one time, each with a connection while the film plays. */
const maxSockets = 256

/**
 * The vendor's client. A request is tried three times where that can help, with growing pauses; a connection on which nothing moves for
 * `idleMs` milliseconds is given up, also in the middle of a file.
 */
export const createBucketClient = (place: BucketPlace, idleMs: number): S3Client =>
  new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
    // A store of one's own has one name, and none for each bucket.
    forcePathStyle: true,
    // Newer checksums are more than many such stores know. What is sent is signed with its own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: { connectionTimeout: connectMs, socketTimeout: idleMs, httpAgent: { maxSockets }, httpsAgent: { maxSockets } },
  })
