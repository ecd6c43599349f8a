/** Reads a form of a message by hand: a general reader would cost the fake more than the bot pays for the clip. */
export const readForm = (bytes: Buffer, contentType: string): { body: unknown; files: File[] } => {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1]
  if (boundary === undefined) throw new Error('a form without a boundary')
  const mark = Buffer.from(`--${boundary}`)
  let body: unknown
  const files: File[] = []
  let at = bytes.indexOf(mark)
  for (;;) {
    const next = bytes.indexOf(mark, at + mark.length)
    if (at < 0 || next < 0) return { body, files }
    const headEnd = bytes.indexOf('\r\n\r\n', at)
    const head = bytes.toString('utf8', at, headEnd)
    const content = bytes.subarray(headEnd + 4, next - 2)
    const name = /filename="([^"]*)"/.exec(head)?.[1]
    if (name === undefined) body = JSON.parse(content.toString('utf8'))
    // The bytes stay where they are: what counts is how many there were.
    else files.push(new NamedFile(name, content.byteLength, /content-type: *([^\r\n]+)/i.exec(head)?.[1] ?? ''))
    at = next
  }
}

/** A file of which the name and the size are known; its bytes are not kept. */
class NamedFile extends File {
  readonly #size: number
  constructor(name: string, size: number, type: string) {
    super([], name, { type })
    this.#size = size
  }
  override get size(): number {
    return this.#size
  }
}
