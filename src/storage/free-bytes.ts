import { statfs } from 'node:fs/promises'

/** What is free where a folder lies, in bytes; null where the file system has no size to tell, as some of a network or of memory. */
export const freeBytes = async (folder: string): Promise<number | null> => {
  const disk = await statfs(folder)
  return disk.blocks === 0 ? null : disk.bavail * disk.bsize
}
