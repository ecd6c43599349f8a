import { open } from 'node:fs/promises'

/** Writes a file and waits for the disk. */
export const writeDurably = async (path: string, text: string): Promise<void> => {
  await using file = await open(path, 'w', 0o600)
  await file.writeFile(text)
  await file.sync()
}
