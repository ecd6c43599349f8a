/**
 * Where files are kept: a folder, or a bucket shared by several machines. A key such as `clips/abc.mp4` is
 * written whole: a reader never sees half a file, and who reads a file reads it to its end, whatever is put under its key or removed
 * meanwhile. What people are shown has a key of its own, by its content or by chance: a link or an answer that names it
 * shows that and nothing later. Throws MoodreelError `storage_full`, `storage_unavailable`, and `not_found` for a key that is not there.
 */
export interface MediaStore {
  /** Copies a local file in; a file that is there already under this key is replaced. */
  put(key: string, path: string): Promise<void>
  /**
   * A local path to read the file from, valid until `release`: the file there is neither replaced nor removed, nor does it look as if,
   * by its time or otherwise. `release` never fails.
   */
  borrow(key: string): Promise<{ path: string; release(): Promise<void> }>
  /** The bytes from `start` to `end` inclusive, for a player that seeks. */
  read(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>
  size(key: string): Promise<number>
  /**
   * An address of the store's own, good for so many seconds and only to get the file, for those who may see it. Absent where the store
   * has none. It is not looked whether the file is there.
   */
  link?(key: string, seconds: number): Promise<string>
  /** Nobody finds it from now on; those who read it go on. No error when it is not there: a step may run twice. */
  remove(key: string): Promise<void>
  /**
   * The files of a folder such as `uploads/` and of those in it, in no order; none when there is no such folder. `modifiedAt` is when
   * it was put, in milliseconds since the epoch. What is put or removed meanwhile may be missing or not.
   */
  list(folder: string): AsyncIterable<{ key: string; modifiedAt: number }>
  /** Throws `storage_full` when another `sizeBytes` would leave no room for the database beside it. */
  ensureRoom(sizeBytes: number): Promise<void>
}
