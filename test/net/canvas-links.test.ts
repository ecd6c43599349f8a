import { expect, test } from 'vitest'
import { createCanvasLinks } from '../../src/net/canvas-links.ts'

const grant = { id: 'abcdefghjkmn', generationId: '4k7q0c2m9xwd', platform: 'discord', workspace: '11', memberId: '22', expiresAt: 2_000 }

const linksAt = (now: number, publicUrl: string | undefined = 'https://clips.example.org', secret = 'a secret') =>
  createCanvasLinks({ publicUrl, secret, now: () => now })

const tokenOf = (url: string | null): string => url?.split('/canvas/')[1] ?? ''

test('an address says for whom and for what it is, until its time is over', () => {
  const url = linksAt(1_000).url(grant)
  expect(url).toMatch(/^https:[/][/]clips[.]example[.]org[/]canvas[/][\w-]+[.][\w-]{43}$/)
  expect(linksAt(1_999).read(tokenOf(url))).toEqual(grant)
  expect(linksAt(2_000).read(tokenOf(url))).toBeNull()
})

test('nobody but us can write one', () => {
  const links = linksAt(1_000)
  const token = tokenOf(links.url(grant))
  const [words = '', signature = ''] = token.split('.')
  const changed = (fields: Partial<typeof grant>): string =>
    `${Buffer.from(JSON.stringify({ ...grant, ...fields })).toString('base64url')}.${signature}`
  const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
  for (const forged of [
    changed({ memberId: '23' }),
    changed({ generationId: '5k7q0c2m9xwd' }),
    changed({ workspace: '12' }),
    changed({ expiresAt: 9_000 }),
    `${words}.${flipped}`,
    `${words}.${signature.slice(0, 42)}`,
    `${words}.`,
    words,
    '',
    `.${signature}`,
    `${token}.${signature}`,
    tokenOf(linksAt(1_000, undefined, 'another secret').url({ ...grant, platform: 'web' })),
  ])
    expect(links.read(forged)).toBeNull()
})

test('without a public address only the page of this machine has one', () => {
  const links = createCanvasLinks({ publicUrl: undefined, secret: 'a secret', now: () => 1_000 })
  expect(links.url(grant)).toBeNull()
  expect(links.url({ ...grant, platform: 'web' })).toMatch(/^[/]canvas[/]/)
})
