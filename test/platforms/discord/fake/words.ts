/** What a person sees of a text, and whom it calls. */
export interface Shown {
  text: string
  /** Signs that Discord would have obeyed instead of showing them. */
  obeyed: string[]
}

const obeyedSigns = /^(\*+|_+|~~|\|\||`+|<[@#:at/][^>]*>|\[[^\]]*\]\([^)]*\)|https?:\/\/\S+|@everyone|@here)/
const obeyedAtStart = /^(-# |#{1,3} |> |>>> |[-*+] |\d+\. )/

/** Reads Discord's markdown as a client does: a backslash before a sign shows it, a sign without one is obeyed. */
export const readMarkdown = (source: string): Shown => {
  let text = ''
  const obeyed: string[] = []
  let atStart = true
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const escaped = /^\\([^0-9A-Za-z\s])/.exec(rest)
    if (escaped) {
      text += escaped[1]
      at += 2
      atStart = false
      continue
    }
    const sign = (atStart ? obeyedAtStart.exec(rest) : null) ?? obeyedSigns.exec(rest)
    if (sign?.[0]) {
      obeyed.push(sign[0])
      if (/^(<|http|@)/.test(sign[0])) text += sign[0]
      at += sign[0].length
      continue
    }
    const letter = rest.charAt(0)
    text += letter
    atStart = letter === '\n' || (atStart && letter === ' ')
    at += 1
  }
  return { text, obeyed }
}
