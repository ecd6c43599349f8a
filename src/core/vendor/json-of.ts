/** JSON that came from outside; undefined for what is none, such as a proxy's page, nothing, or half of an answer. */
export const jsonOf = (raw: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof raw === 'string' ? raw : new TextDecoder().decode(raw))
  } catch {
    return undefined
  }
}
