import { S3ServiceException } from '@aws-sdk/client-s3'
import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'

/** What stores say when there is no room: MinIO `XMinio…`, Ceph, Versity and others `QuotaExceeded`. So does the status 507. */
const fullCodes = new Set(['XMinioStorageFull', 'XMinioAdminBucketQuotaExceeded', 'QuotaExceeded', 'InsufficientStorage', 'StorageFull'])

export const statusOf = (cause: unknown): number | undefined =>
  cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined

/** The store's own code, such as `AccessDenied`; of an answer without words `NotFound` or the like. */
export const storeCodeOf = (cause: unknown): string | undefined => (cause instanceof S3ServiceException ? cause.name : undefined)

/** Whether the store says that there is no such file. To a question without a body it says the same where there is no such bucket. */
export const saysNoFile = (cause: unknown): boolean => {
  const code = storeCodeOf(cause)
  return code === 'NoSuchKey' || code === 'NotFound' || (statusOf(cause) === 404 && code !== 'NoSuchBucket')
}

/** Whether the file is there and has no such bytes. */
export const saysNoPart = (cause: unknown): boolean => storeCodeOf(cause) === 'InvalidRange' || statusOf(cause) === 416

/** Whether the file under the key is another one than was asked for. */
export const saysReplaced = (cause: unknown): boolean => statusOf(cause) === 412

export const saysBucketFull = (cause: unknown): boolean => fullCodes.has(storeCodeOf(cause) ?? '') || statusOf(cause) === 507

/**
 * What went wrong with the store, for the log. The package's own errors have fields that a log must not have: a refused signature brings
 * the key's id and what was signed.
 */
export const described = (cause: unknown): Error => {
  if (!(cause instanceof Error)) return new Error(String(cause).slice(0, 300))
  const answer = cause instanceof S3ServiceException ? cause.$metadata : {}
  const facts = [
    answer.httpStatusCode && `status ${answer.httpStatusCode}`,
    answer.requestId && `request ${answer.requestId}`,
    'code' in cause && typeof cause.code === 'string' && cause.code,
  ].filter((fact) => fact)
  // Without an address: it may be signed.
  const words = cause.message.replace(/\bhttps?:\/\/\S+/g, '…').slice(0, 300)
  return new Error([`${cause.name}: ${words}`, ...facts].join(', '))
}

/** An error of the store as a MoodreelError: `storage_full` when it has no room, `storage_unavailable` for everything else. */
export const bucketFault = (cause: unknown): MoodreelError => {
  if (cause instanceof MoodreelError) return cause
  return saysBucketFull(cause)
    ? new MoodreelError('storage_full', say('failure.bucketFull'), { cause: described(cause) })
    : new MoodreelError('storage_unavailable', say('failure.bucketFault'), { cause: described(cause) })
}

/** For the `catch` of what asks the store. */
export const throwBucketFault = (cause: unknown): never => {
  throw bucketFault(cause)
}
