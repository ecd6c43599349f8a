import { createHash } from 'node:crypto'

/**
 * The id that ComfyUI keeps a job under: always the same one for an attempt. Newer versions take nothing but a UUID in
 * its canonical lowercase form (`validate_job_id`, https://github.com/Comfy-Org/ComfyUI/blob/master/server.py); version 8
 * of RFC 9562 is the one for makers of their own.
 */
export const promptIdOf = (attemptId: string): string => {
  const bytes = createHash('sha256').update(`moodreel ${attemptId}`).digest().subarray(0, 16)
  bytes.writeUInt8(((bytes[6] ?? 0) & 0x0f) | 0x80, 6)
  bytes.writeUInt8(((bytes[8] ?? 0) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
