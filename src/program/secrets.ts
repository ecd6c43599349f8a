import { Buffer } from 'node:buffer'

/** Takes secrets out of a text. */
export type Redact = (text: string) => string

const censor = '[redacted]'

/** What shorter values say stands in any text. */
const shortestSecret = 6

/** Words that the name of a variable has whose value is a secret, one of ours or of anything else that the machine was given. */
const secretName = /(^|_)(TOKEN|SECRET|KEY|KEYS|PASSWORD|PASSWD|PASS|PASSPHRASE|CREDENTIALS?|DSN)(_|$)/i

/** Named like secrets, but their values are the names of files, which an operator wants to read. */
const files = new Set(['GOOGLE_APPLICATION_CREDENTIALS', 'C2PA_KEY'])

/**
 * The secrets of an environment: the values of variables that are named like secrets, each part of a list or of a key of several
 * lines, and the passwords inside of addresses.
 */
export const secretsOf = (environment: Readonly<Record<string, string | undefined>>): string[] => {
  const found = Object.entries(environment).flatMap(([name, value = '']) => {
    const secret = secretName.test(name) && !files.has(name) ? [value.trim(), ...value.split(/[\s,;]+/)] : []
    return [...secret, ...passwordsIn(value)]
  })
  return [...new Set(found)].filter((secret) => secret.length >= shortestSecret)
}

const passwordsIn = (value: string): string[] =>
  [...value.matchAll(/\b[a-z][a-z\d+.-]*:\/\/[^\s/?#]*@/gi)].flatMap(([start]) => {
    const { username = '', password = '' } = URL.parse(`${start}host`) ?? {}
    // Without a password the name itself is a token.
    return [password || username, decode(password || username)]
  })

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Redacts by value: each secret as it is, with any of its letters escaped as in an address, in JSON or in HTML, in hexadecimal, in base64 of
 * either alphabet, at whatever place of the encoded text, and where a text was cut off in the middle of one.
 */
export const createRedact = (secrets: readonly string[]): Redact => {
  // The longest first: one may be the beginning of another.
  const known = secrets.toSorted((one, other) => other.length - one.length).map(formsOf)
  return (text) => {
    let told = text
    const mayBeEscaped = /[%\\]|&#/.test(text)
    for (const { secret, plain, pattern } of known) {
      // No form is shorter than the secret. Patterns are slow, and most texts hold nothing of the kind.
      if (told.length < secret.length) continue
      if (mayBeEscaped || secret.includes(' ') || plain.some((form) => told.includes(form))) told = told.replace(pattern(), censor)
    }
    return withoutCutSecret(told, secrets)
  }
}

/** The forms that can be searched for as they are, and a pattern of all. */
const formsOf = (secret: string): { secret: string; plain: string[]; pattern(): RegExp } => {
  const hex = Buffer.from(secret).toString('hex')
  const base64 = base64Of(secret)
  let made: RegExp | undefined
  const pattern = (): RegExp => {
    made ??= new RegExp([escaped(secret), anyCase(hex), ...base64.map((form) => form.replace(/[+/]/g, escaped))].join('|'), 'g')
    return made
  }
  return { secret, plain: [secret, hex, hex.toUpperCase(), ...base64], pattern }
}

const anyCase = (text: string): string => text.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

/** A pattern for a text of which any letter may be escaped: `/` is `%2F`, `\/`, `\u002f` or `&#47;` as well. */
const escaped = (text: string): string =>
  Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    const bytes = [...Buffer.from(letter)].map((byte) => `%(?:25)*${anyCase(byte.toString(16).padStart(2, '0'))}`).join('')
    const unicode = [...letter].length === 1 && code <= 0xffff ? `|\\\\u${anyCase(code.toString(16).padStart(4, '0'))}` : ''
    const html = `&#(?:0*${code}|[xX]0*${anyCase(code.toString(16))});`
    return `(?:\\\\*${RegExp.escape(letter)}|${bytes}${unicode}|${html}${letter === '\n' ? '|\\\\+n' : ''}${letter === ' ' ? '|\\+' : ''})`
  }).join('')

/** What of the text stands in base64 whatever comes before and after it: three places in a group, and two alphabets. */
const base64Of = (text: string): string[] => {
  const bytes = Buffer.from(text)
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)]
    return [whole.toString('base64').slice(from, to), whole.toString('base64url').slice(from, to)].filter(
      ({ length }) => length >= shortestSecret,
    )
  })
}

const shortestCut = 8

const squashed = (text: string): string =>
  decode(text)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

/**
 * Whether a text may hold a part of a secret, in whatever way it was tidied up since: signs taken away, cut off. Rather once too often:
 * it is for texts that nobody needs.
 */
export const createMayHold = (secrets: readonly string[]): ((text: string) => boolean) => {
  const parts = new Set(
    secrets.flatMap((secret) => {
      const letters = squashed(secret)
      return Array.from({ length: Math.max(0, letters.length - shortestCut + 1) }, (_, at) => letters.slice(at, at + shortestCut))
    }),
  )
  return (text) => {
    const letters = squashed(text)
    for (let at = 0; at + shortestCut <= letters.length; at += 1) if (parts.has(letters.slice(at, at + shortestCut))) return true
    return false
  }
}

const withoutCutSecret = (text: string, secrets: readonly string[]): string => {
  for (const secret of secrets) {
    const from = text.lastIndexOf(secret.slice(0, shortestCut))
    if (from >= 0 && secret.startsWith(text.slice(from))) return `${text.slice(0, from)}${censor}`
  }
  return text
}
