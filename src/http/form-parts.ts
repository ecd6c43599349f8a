/** A part of `multipart/form-data`. */
export interface FormPart {
  name: string
  isFile: boolean
  /** A piece of the body, no copy of it. */
  bytes: Uint8Array
}

/** What stands between the parts, by the type of a body; null for a body of another type. */
export const boundaryIn = (contentType: string): string | null => {
  if (!/^multipart\/form-data *;/i.test(contentType)) return null
  return /; *boundary=("?)([\w'()+,./:=?-]{1,70})\1 *(?:;|$)/i.exec(contentType)?.[2] ?? null
}

/** Of the lines before what a part holds: a browser writes two, with a name and the name of a file. */
const mostHeadBytes = 1024
const headEnd = '\r\n\r\n'

/**
 * The parts of a body as browsers write them; null for one that is none, ends too soon or has more than `most`. `Response.formData` goes
 * through all parts and all their lines in one go: 660,000 parts in 44 MB stopped everything for 13 seconds, and 50 MB of lines before one for six.
 * Here the work is no more than a few searches through the bytes.
 */
export const readParts = (body: Uint8Array<ArrayBuffer>, boundary: string, most: number): FormPart[] | null => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const between = `\r\n--${boundary}`
  const begins = (text: string, at: number): boolean => bytes.toString('latin1', at, at + text.length) === text
  const parts: FormPart[] = []
  if (!begins(between.slice(2), 0)) return null
  for (let at = between.length - 2; ; ) {
    if (begins('--', at)) return parts
    if (parts.length === most || !begins('\r\n', at)) return null
    const head = bytes.subarray(at + 2, at + 2 + mostHeadBytes)
    const headBytes = head.indexOf(headEnd)
    const from = at + 2 + headBytes + headEnd.length
    const to = headBytes < 0 ? -1 : bytes.indexOf(between, from)
    if (to < 0) return null
    parts.push({ ...factsIn(head.toString('utf8', 0, headBytes)), bytes: body.subarray(from, to) })
    at = to + between.length
  }
}

const factsIn = (head: string): Pick<FormPart, 'name' | 'isFile'> => {
  const said = /^content-disposition: *form-data;.*$/im.exec(head)?.[0] ?? ''
  return { name: /; *name="([^"]*)"/i.exec(said)?.[1] ?? '', isFile: /; *filename\*?=/i.test(said) }
}
