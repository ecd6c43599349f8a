import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedact, secretsOf } from '../../src/program/secrets.ts'

describe('the secrets of an environment', () => {
  test('are the values of what is named like one, in parts too, and the passwords inside of addresses', () => {
    const secrets = secretsOf({
      DISCORD_TOKEN: ' discord-token ',
      S3_SECRET_ACCESS_KEY: 's3-secret',
      AWS_ACCESS_KEY_ID: 'aws-id-1',
      FAL_KEY: 'fal-first:fal-second',
      NPM_TOKENS: 'not-named-like-one',
      SOME_KEYS: 'first-of-many,second-of-many',
      PRIVATE_KEY: '-----BEGIN KEY-----\nMIIline1\nMIIline2\n-----END KEY-----',
      DATABASE_URL: 'postgres://moodreel:pass%2Fword@db.example/moodreel',
      COMFYUI_URL: 'http://only-a-token@gpu:8188/',
      GOOGLE_APPLICATION_CREDENTIALS: '/etc/google.json',
      C2PA_KEY: '/etc/c2pa.pem',
      SHORT_KEY: 'abc',
      MONKEY: 'banana',
      PORT: '8787000',
      EMPTY_TOKEN: undefined,
    })
    for (const secret of ['discord-token', 's3-secret', 'aws-id-1', 'fal-first:fal-second', 'first-of-many', 'second-of-many']) {
      expect(secrets).toContain(secret)
    }
    for (const secret of ['MIIline1', 'MIIline2', 'pass%2Fword', 'pass/word', 'only-a-token']) expect(secrets).toContain(secret)
    for (const word of ['not-named-like-one', '/etc/google.json', '/etc/c2pa.pem', 'abc', 'banana', '8787000', '']) {
      expect(secrets).not.toContain(word)
    }
  })
})

const html = (text: string): string => Array.from(text, (letter) => `&#${letter.codePointAt(0)};`).join('')
const unicode = (text: string): string => Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const percent = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** How a secret may stand in a text of a vendor, a library or a proxy. */
const forms: Record<string, (secret: string, before: string, after: string) => string> = {
  'as it is': (secret, before, after) => before + secret + after,
  'in an address': (secret, before, after) => `https://a.example/${before}?key=${encodeURIComponent(secret)}&${after}`,
  'in an address, in small letters': (secret) => encodeURIComponent(secret).replace(/%../g, (one) => one.toLowerCase()),
  'in an address, every letter': (secret, before) => before + percent(secret),
  'in an address inside of an address': (secret, before) => before + encodeURIComponent(encodeURIComponent(secret)),
  'in a form': (secret, before) => String(new URLSearchParams({ [before]: secret })),
  'in JSON': (secret, before, after) => JSON.stringify({ [before]: secret, after }),
  'in JSON inside of JSON': (secret, before) => JSON.stringify(JSON.stringify({ [before]: secret })),
  'in JSON, every letter': (secret, before) => before + unicode(secret),
  'in HTML': (secret, before) => before + html(secret),
  'in hexadecimal': (secret, before) => `${Buffer.from(before + secret).toString('hex')}`,
  'in large hexadecimal': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'in base64': (secret, before, after) => Buffer.from(before + secret + after).toString('base64'),
  'in the base64 of addresses': (secret, before, after) => Buffer.from(before + secret + after).toString('base64url'),
  'in the base64 of a header': (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
  'in base64 in an address': (secret, before) => encodeURIComponent(Buffer.from(before + secret).toString('base64')),
}

describe('redaction by value', () => {
  const letters = fc.string({ minLength: 12, maxLength: 40, unit: fc.constantFrom(...'abcXYZ019-_+/=.:~!%& "\\<é한') })
  const around = fc.string({ maxLength: 7 })

  test.each(Object.entries(forms))('finds a secret %s, whatever stands around it', (_, form) => {
    fc.assert(
      fc.property(letters, around, around, (text, before, after) => {
        const secret = text.trim()
        fc.pre(secret.length >= 12)
        const told = form(secret, before, after)
        const cut = createRedact([secret])(told)
        expect(cut).toContain('[redacted]')
        // What is left is what a form is made of besides, and a letter or two at the edges of base64.
        expect(cut.length).toBeLessThan(told.length)
        const edges = [secret.slice(0, 8), secret.slice(-8), secret.slice(2, 10)]
        for (const edge of edges) {
          const own = createRedact([])(form('', before, after))
          if (!own.includes(edge)) expect(cut).not.toContain(edge)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('finds the beginning of a secret where a text was cut off', () => {
    const redact = createRedact(['r8-a-long-secret-of-somebody'])
    expect(redact('wrong key r8-a-long-secret-of-so')).toBe('wrong key [redacted]')
    expect(redact('wrong key r8-a-lon')).toBe('wrong key [redacted]')
    expect(redact('wrong key r8-a-lo')).toBe('wrong key r8-a-lo')
  })

  test('takes the longer of two secrets that begin alike, and each of many', () => {
    const redact = createRedact(['secret', 'secret-and-more', 'another'])
    expect(redact('secret-and-more, secret, another, sec ret')).toBe('[redacted], [redacted], [redacted], sec ret')
  })

  test('leaves a text without a secret as it is', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => createRedact(['never-ever-there'])(text) === text))
  })
})
