import { join } from 'node:path'
import type { MediaStore } from '../core/media-store.ts'
import type { BucketPlace } from './bucket-client.ts'
import { openMediaFolder } from './media-folder.ts'

/**
 * The home of media: a bucket where one is named, else the folder `media` of the data folder. The vendor's package is loaded only for a
 * bucket, for it is large.
 */
export const openMediaStore = async (folder: { path: string; workPath: string }, bucket: BucketPlace | undefined): Promise<MediaStore> => {
  if (!bucket) return openMediaFolder(join(folder.path, 'media'))
  const { openMediaBucket } = await import('./media-bucket.ts')
  return openMediaBucket(bucket, folder.workPath)
}
